"""The policy on paper: what changes, then both texts word for word with their fingerprints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from kassadesk.core.lens import day_in_words, time_in_words
from kassadesk.core.papers import LineRole, Paper, PaperText
from kassadesk.core.policy import PolicyChange, PolicyVersion, text_digest
from kassadesk.core.policy_diff import ClauseChange
from kassadesk.ui.words.policy_changes import change_words

translate = QCoreApplication.translate


def policy_paper(
    in_force: PolicyVersion | None,
    following: PolicyVersion | None,
    told: tuple[PolicyChange, ...],
    found: tuple[ClauseChange, ...],
    at: datetime,
) -> Paper:
    """The paper; a text that is not there leaves its part out."""
    title = translate("PolicyPaper", "The privacy policy of Kassapos")
    saved = translate("PolicyPaper", "Saved by KassaDesk on {0}. Not a document of Kassapos.")
    texts = [
        PaperText(title, LineRole.TITLE),
        PaperText(saved.format(time_in_words(at)), LineRole.SMALL),
    ]
    if following is not None:
        texts += _changes(following, told, found)
    for version, head in (
        (in_force, translate("PolicyPaper", "In force: policy of {0}")),
        (following, translate("PolicyPaper", "Next: policy of {0}")),
    ):
        if version is not None:
            texts.append(PaperText(head.format(day_in_words(version.effective_on)), LineRole.HEAD))
            texts += _text(version)
    return Paper(title, "en", tuple(texts))


def _changes(
    following: PolicyVersion, told: tuple[PolicyChange, ...], found: tuple[ClauseChange, ...]
) -> Iterator[PaperText]:
    head = translate("PolicyPaper", "What changes on {0}, in Kassapos' words")
    yield PaperText(head.format(day_in_words(following.effective_on)), LineRole.HEAD)
    line = translate("PolicyPaper", "{about}. Now: {now} From then: {next}")
    for one in told:
        yield PaperText(line.format(about=one.about, now=one.now, next=one.next))
    if not told:
        yield PaperText(translate("PolicyPaper", "Kassapos did not say what changes."))
    yield PaperText(
        translate("PolicyPaper", "What changes in the texts, found here"), LineRole.HEAD
    )
    for change in found:
        yield PaperText(change_words(change))
    if not found:
        yield PaperText(translate("PolicyPaper", "No word differs."))


def _text(version: PolicyVersion) -> Iterator[PaperText]:
    for clause in version.clauses:
        yield PaperText(f"{clause.number}. {clause.title}\n{clause.text}")
    if not version.clauses:
        yield PaperText(translate("PolicyPaper", "Kassapos gave no text for this version."))
    published = translate("PolicyPaper", "Published on {0}. Kassapos' fingerprint: {1}")
    yield PaperText(
        published.format(day_in_words(version.published_on), version.sha256), LineRole.SMALL
    )
    own = translate("PolicyPaper", "Fingerprint of the text above: {0}")
    yield PaperText(own.format(text_digest(version.clauses)), LineRole.SMALL)
