"""What the law asks, as the dated file resources/sandbox/laws.toml tells it.

No other code of the sample names a law or counts a legal date: a change of a law is a change of that
file.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from kassadesk.core.clock import year_bounds
from kassadesk.sandbox.world.shops import told


def citation(law: str) -> str:
    """How a law is named; `law` is a heading of the file. KeyError for one that is not there."""
    return str(_law(law)["citation"])


def authority() -> str:
    """Who watches over consent."""
    return str(_law("consent")["authority"])


@cache
def keep_books_until(year: str) -> tuple[date, str]:
    """The last day on which the books of a financial year ("2026-27") must be there, and why.

    The later of the two tax laws, where both ask; the citation names all that ask.
    """
    _, year_ends = year_bounds(year)
    gst = _law("gst_books")
    month, day = (int(part) for part in str(gst["annual_return_due"]).split("-"))
    until = date(year_ends.year + int(gst["months"]) // 12, month, day)
    tax = _law("income_tax_books")
    if year < str(tax["first_year"]):
        return until, citation("gst_books")
    tax_until = date(year_ends.year + int(tax["years"]), year_ends.month, year_ends.day)
    return max(until, tax_until), f"{citation('gst_books')}; {citation('income_tax_books')}"


def settle_complaint_by(filed_on: date) -> date | None:
    """The last day by which a complaint must be settled; None before the rule is in force."""
    rule = _law("complaints")
    if filed_on < rule["in_force"]:
        return None
    return filed_on + timedelta(days=int(rule["within_days"]))


def _law(name: str) -> dict[str, Any]:
    law: dict[str, Any] = told("laws")[name]
    return law
