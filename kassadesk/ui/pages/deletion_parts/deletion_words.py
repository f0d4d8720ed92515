"""The words of a deletion that more than one part says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kassadesk.core.clock import indian_day
from kassadesk.core.data_requests import DeletionPreview
from kassadesk.core.exports import PastExport
from kassadesk.core.laws import Unit
from kassadesk.core.lens import Lens, day_in_words
from kassadesk.ui.pages.export_parts.export_words import what_is_taken
from kassadesk.ui.pages.plural import counted

if TYPE_CHECKING:
    from kassadesk.viewmodels.deletion import DeletionMeaning

translate = QCoreApplication.translate


def copy_words(copy: PastExport | None, lens: Lens, bills_held: int | None = None) -> str:
    """Which copy there is; or that there is none. `bills_held` are those Kassapos has now, if asked for."""
    if copy is None:
        return translate(
            "Deletion",
            "No verified copy on this PC holds all of this. Masked copies do not count.",
        )
    told = translate(
        "Deletion", "{what}, made {date}: {rows} rows, verified. It opens without internet."
    ).format(what=what_is_taken(copy), date=day_in_words(copy.made_at), rows=lens.count(copy.rows))
    return f"{told} {_bills_words(copy.transactions, bills_held, lens)}".strip()


def _bills_words(copied: int, held: int | None, lens: Lens) -> str:
    """Whether the copy has as many bills as Kassapos has now."""
    if held is None:
        return ""
    if lens.masked:
        return translate("Deletion", "Its bills were counted against those of Kassapos.")
    if copied == held:
        return translate("Deletion", "{n} bills, as many as Kassapos holds.").format(
            n=lens.count(held)
        )
    return translate("Deletion", "It has {n} bills, Kassapos holds {held} now.").format(
        n=lens.count(copied), held=lens.count(held)
    )


def meaning_lines(
    preview: DeletionPreview, meaning: DeletionMeaning | None, lens: Lens
) -> list[tuple[str, str]]:
    """Icon and words of what a preview means: Kassapos' own words, then law and promise apart."""
    lines = [("info", lens.personal_text(text)) for text in preview.consequences]
    if meaning is None:
        return lines
    lines += _keeping_lines(meaning, lens)
    if meaning.reminders:
        lines.append(
            ("calendar-clock", translate("Deletion", "Home reminds you as each part ends."))
        )
    return lines


def _keeping_lines(meaning: DeletionMeaning, lens: Lens) -> list[tuple[str, str]]:
    theirs = meaning.kassapos
    if theirs is None or theirs.until is None:
        return []
    period = theirs.rule.period
    years = period.number if period.unit is Unit.YEARS else 0
    told = counted(
        years,
        translate("Deletion", "Kassapos says it keeps bills {n} year after closure, to {date}."),
        translate("Deletion", "Kassapos says it keeps bills {n} years after closure, to {date}."),
    ).replace("{date}", day_in_words(theirs.until))
    lines = [("hourglass", told)]
    for year in meaning.gaps:
        longest = year.yours_longest
        if longest is None or longest.until is None:
            continue
        words = translate(
            "Deletion",
            "The law asks you to keep the books of FY {year} until {date}, {n} days longer.",
        ).format(year=year.year, date=day_in_words(longest.until), n=lens.count(year.gap_days))
        lines.append(("scale", words))
    return lines


def tally_words(meaning: DeletionMeaning, lens: Lens) -> tuple[str, str]:
    """Whether the groups add up to what My data shows, and the tone to say it in."""
    tally = meaning.tally
    if not tally.adds_up:
        words = translate(
            "Deletion",
            "My data shows {shown} records of this, Kassapos speaks of {told}. Ask about the rest.",
        )
        return words.format(shown=lens.count(tally.shown), told=lens.count(tally.told)), "warn"
    if tally.beside:
        words = translate(
            "Deletion", "Adds up: {shown} records as in My data, and {beside} kept beside them."
        )
        return words.format(shown=lens.count(tally.shown), beside=lens.count(tally.beside)), "text2"
    words = translate("Deletion", "Adds up: {shown} records, as in My data.")
    return words.format(shown=lens.count(tally.shown)), "text2"


def years_words(meaning: DeletionMeaning) -> tuple[str, str]:
    """What the rules on this PC say of the years Kassapos keeps, and the tone; "" for no years."""
    if not meaning.years:
        return "", "text2"
    short = [year for year in meaning.years if not year.agrees]
    if short:
        year = short[0]
        longest = year.keeping.yours_longest
        if longest is None or longest.until is None or year.line.until is None:
            return translate(
                "Deletion", "Kassapos names no date for a year the law asks for."
            ), "warn"
        words = translate(
            "Deletion",
            "The law asks you to keep FY {year} until {date}; Kassapos names {told}.",
        )
        return words.format(
            year=year.keeping.year,
            date=day_in_words(longest.until),
            told=day_in_words(year.line.until),
        ), "warn"
    exact = all(
        longest is not None and year.line.until and indian_day(year.line.until) == longest.until
        for year in meaning.years
        for longest in [year.keeping.yours_longest]
    )
    words = (
        translate("Deletion", "The law asks you to keep the books until the same dates.")
        if exact
        else translate("Deletion", "The law asks you to keep the books no longer than that.")
    )
    checked = min(one.rule.origin.checked_on for y in meaning.years for one in y.keeping.yours)
    return words + " " + translate("Deletion", "Rules looked up on {date}.").format(
        date=day_in_words(checked)
    ), "text2"


def why_not(code: str, *, has_gstin: bool) -> str:
    """Why it cannot be sent now; "" when it can."""
    confirm = (
        translate("Deletion", "Type the 4 characters. Nothing is sent until you press Send.")
        if has_gstin
        else translate("Deletion", "Type the word. Nothing is sent until you press Send.")
    )
    return {
        "nothing_chosen": translate("Deletion", "Choose at least one thing."),
        "no_preview": translate("Deletion", "Kassapos has not yet said what would happen."),
        "no_copy": translate("Deletion", "Make a copy first, or decline it in step 2."),
        "not_confirmed": confirm,
    }.get(code, "")
