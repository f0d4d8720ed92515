"""Whose right a request is: told from the PAN inside the shop's GSTIN, by dated data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kassadesk.core.laws import LegalData, Right


@dataclass(frozen=True, slots=True)
class RightBasis:
    """What a request of one type rests on."""

    holder: str
    """individual, company, firm, ... as the GSTIN's PAN tells; "" when it tells nothing."""
    letter: str
    """The letter that tells it; "" for none."""
    now: Right | None
    """What gives the right today: the law where it is in force for this holder, else the policy."""
    later: Right | None
    """A law that will give it, when it is not in force yet."""


def right_basis(request: str, gstin: str | None, today: date, data: LegalData) -> RightBasis:
    """What a request of this type rests on, today and later. Fast, offline."""
    letter = _fourth_letter_of_pan(gstin)
    holder = data.holders.kinds.get(letter, "")
    fitting = [
        right
        for right in data.rights
        if request in right.requests and right.to in ("anyone", holder)
    ]
    laws = [right for right in fitting if right.given_by == "law"]
    policies = [right for right in fitting if right.given_by == "policy"]
    in_force = [right for right in laws if right.effective_from <= today]
    coming = [right for right in laws if right.effective_from > today]
    return RightBasis(
        holder=holder,
        letter=letter if holder else "",
        now=next(iter([*in_force, *policies]), None),
        later=min(coming, key=lambda right: right.effective_from, default=None),
    )


def _fourth_letter_of_pan(gstin: str | None) -> str:
    """The sixth character of a whole GSTIN; "" for anything else."""
    number = (gstin or "").replace(" ", "").upper()
    return number[5] if len(number) == 15 else ""
