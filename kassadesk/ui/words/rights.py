"""Whose right a request is, in one line: the law where it is in force for this holder, else the policy."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.lens import Lens, day_in_words
from kassadesk.core.rights import RightBasis

translate = QCoreApplication.translate


def right_words(basis: RightBasis | None, lens: Lens) -> str:
    """One line with the source; "" when nothing gives a right to it.

    In a walkthrough it says only how it is told: a person and a company must look the same.
    """
    if basis is None or basis.now is None:
        return ""
    if lens.masked:
        return translate("Right", "Whose right this is, is told from the GSTIN. It is hidden now.")
    source = basis.now.origin.citation
    told = translate("Right", "It rests on the {source}.").format(source=source)
    if basis.now.given_by == "law":
        told = translate("Right", "It is your right by the {source}.").format(source=source)
    if basis.later is not None:
        also = translate("Right", "From {date} also on the {source}.").format(
            date=day_in_words(basis.later.effective_from), source=basis.later.origin.citation
        )
        told = f"{told} {also}"
    return f"{told} {_holder_words(basis)}"


def _holder_words(basis: RightBasis) -> str:
    """What the GSTIN tells, and what follows from it."""
    if not basis.holder:
        return translate("Right", "Without a GSTIN nothing tells whether a law gives you more.")
    if basis.holder == "individual":
        return translate(
            "Right", "The PAN in your GSTIN is a person's (4th letter {letter})."
        ).format(letter=basis.letter)
    return translate(
        "Right",
        "The PAN in your GSTIN is {holder} (4th letter {letter}); the law protects persons.",
    ).format(holder=_holder(basis.holder), letter=basis.letter)


def _holder(kind: str) -> str:
    return {
        "company": translate("Right", "a company's"),
        "family": translate("Right", "a Hindu undivided family's"),
        "firm": translate("Right", "a firm's"),
        "association": translate("Right", "an association's"),
        "trust": translate("Right", "a trust's"),
        "body": translate("Right", "a body of individuals'"),
        "local_authority": translate("Right", "a local authority's"),
        "juridical_person": translate("Right", "a juridical person's"),
        "government": translate("Right", "the government's"),
    }.get(kind, translate("Right", "not a person's"))
