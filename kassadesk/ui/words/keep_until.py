"""Words of the keep-until calendar: in the window, in Excel, in a calendar and on the accountant's sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from kassadesk.core.clock import year_bounds
from kassadesk.core.due_days import DueDay, due_uid
from kassadesk.core.keep_calendar import CalendarYear, CopyState, KeepCalendar, ToDo
from kassadesk.core.keep_until import Keeping
from kassadesk.core.lens import Lens, day_in_words, time_in_words
from kassadesk.core.merchant import Merchant
from kassadesk.core.papers import LineRole, Paper, PaperText
from kassadesk.core.plain_table import PlainTable
from kassadesk.core.policy import Processor

translate = QCoreApplication.translate
_REMIND_DAYS = 30


def copy_words(year: CalendarYear) -> str:
    """How much of a year is in a verified copy on this PC."""
    return {
        CopyState.WHOLE: translate("KeepUntil", "Yes"),
        CopyState.PART: translate("KeepUntil", "Partly"),
        CopyState.NONE: translate("KeepUntil", "No"),
    }[year.copy]


def until_words(keeping: Keeping | None) -> str:
    """A day, or why there is none."""
    if keeping is None:
        return translate("KeepUntil", "Says nothing of this year")
    if keeping.until is not None:
        return day_in_words(keeping.until)
    if keeping.why == "proceedings_running":
        return translate("KeepUntil", "No end while the case runs")
    return translate("KeepUntil", "While the account is open")


def year_name(year: CalendarYear) -> str:
    """FY 2021-22."""
    return translate("KeepUntil", "FY {0}").format(year.year)


def to_do_words(year: CalendarYear) -> str:
    """What is worth doing about a year."""
    return {
        ToDo.NOTHING: translate("KeepUntil", "Nothing: keep the copy safe"),
        ToDo.COPY_NOW: translate("KeepUntil", "Export a full copy now"),
        ToDo.COPY_AFTER_YEAR: translate("KeepUntil", "Export a full copy after {0}"),
    }[year.to_do].format(day_in_words(year_bounds(year.year)[1]))


def gap_words(calendar: KeepCalendar) -> str:
    """What the dashed line says, and which years are longer."""
    if calendar.deleted_on is None:
        return translate(
            "KeepUntil", "Kassapos has not said when it would delete if you closed today."
        )
    words = translate(
        "KeepUntil",
        "Dashed line: if you closed today, Kassapos says it would keep until {0}.",
    ).format(day_in_words(calendar.deleted_on))
    for year in calendar.gaps:
        more = translate(
            "KeepUntil", "You need {0} for {1} days more, so keep your own copy."
        ).format(year_name(year), year.gap_days)
        words = f"{words} {more}"
    return words


def keep_table(calendar: KeepCalendar) -> PlainTable:
    """The calendar as a table: each rule for itself, never merged."""
    rules = _rules(calendar)
    heads = (
        translate("KeepUntil", "Year"),
        *(translate("KeepUntil", "You, by {0}").format(citation) for citation in rules),
        translate("KeepUntil", "Kassapos, if closed today"),
        translate("KeepUntil", "Days only your copy is left"),
        translate("KeepUntil", "In a checked copy on this PC"),
        translate("KeepUntil", "What to do"),
    )
    rows = []
    for year in calendar.years:
        mine = {one.rule.origin.citation: one for one in year.keeping.yours}
        theirs = year.keeping.kassapos
        rows.append(
            (
                year_name(year),
                *(
                    (keep.until or until_words(keep)) if (keep := mine.get(rule)) else "–"
                    for rule in rules
                ),
                (theirs.until if theirs else None) or until_words(theirs),
                year.gap_days,
                copy_words(year),
                to_do_words(year),
            )
        )
    return PlainTable(
        translate("KeepUntil", "Keep until"), heads, tuple(rows), tuple(_notes(calendar))
    )


def keep_days(calendar: KeepCalendar, merchant_id: str) -> tuple[DueDay, ...]:
    """Days for a calendar; they name no shop."""
    title = translate("KeepUntil", "Books of {0}: last day to keep them")
    copy = translate("KeepUntil", "Export a full copy of {0}")
    found = []
    for year in calendar.years:
        longest = year.keeping.yours_longest
        if longest is not None and longest.until is not None:
            uid = due_uid(merchant_id, f"keep/{year.year}")
            note = longest.rule.origin.citation
            name = title.format(year_name(year))
            found.append(DueDay(uid, longest.until, name, note, _REMIND_DAYS))
        if year.to_do is ToDo.COPY_AFTER_YEAR:
            uid = due_uid(merchant_id, f"copy/{year.year}")
            day = year_bounds(year.year)[1] + timedelta(days=1)
            found.append(DueDay(uid, day, copy.format(year_name(year)), "", 1))
    return tuple(found)


def keep_sheet(
    calendar: KeepCalendar,
    merchant: Merchant,
    processors: tuple[Processor, ...],
    lens: Lens,
    at: datetime,
) -> Paper:
    """Where are my books kept: one page for the accountant."""
    title = translate("KeepUntil", "Where the books are kept")
    shop = lens.personal_text(merchant.trade_name or merchant.legal_name)
    gstin = lens.personal_text(merchant.main_gstin or translate("KeepUntil", "none"))
    small, head = LineRole.SMALL, LineRole.HEAD
    texts = [
        PaperText(title, LineRole.TITLE),
        PaperText(translate("KeepUntil", "{0}, GSTIN {1}").format(shop, gstin)),
        PaperText(translate("KeepUntil", "As of {0} (India)").format(time_in_words(at)), small),
        PaperText(translate("KeepUntil", "At Kassapos, as Kassapos says"), head),
        PaperText("\n".join(_places(processors))),
        PaperText(translate("KeepUntil", "Own copy on this PC"), head),
        PaperText(_own_copy(calendar, lens)),
        PaperText(translate("KeepUntil", "Until when"), head),
        PaperText("\n".join(_year_line(year) for year in calendar.years), small),
        PaperText(gap_words(calendar), small),
        *(PaperText(note, small) for note in _notes(calendar)),
    ]
    return Paper(title, "en", tuple(texts))


def _rules(calendar: KeepCalendar) -> tuple[str, ...]:
    """The laws that ask for a year of the calendar, by their citations."""
    return tuple(
        dict.fromkeys(
            keep.rule.origin.citation for year in calendar.years for keep in year.keeping.yours
        )
    )


def _notes(calendar: KeepCalendar) -> Iterator[str]:
    yield translate(
        "KeepUntil",
        "If an appeal or a case about a year runs, its books must be kept longer than the table says.",
    )
    checked = [
        keep.rule.origin.checked_on for year in calendar.years for keep in year.keeping.yours
    ]
    if checked:
        words = translate("KeepUntil", "Laws looked up on {0}. Information, not legal advice.")
        yield words.format(day_in_words(min(checked)))


def _places(processors: tuple[Processor, ...]) -> Iterator[str]:
    """Companies that keep something: they host or back up; else it is said that none is named."""
    line = translate("KeepUntil", "{name} ({purpose}): {country}")
    none = translate("KeepUntil", "country not stated")
    keepers = [one for one in processors if _keeps(one)]
    for one in keepers:
        yield line.format(name=one.name, purpose=one.purpose, country=one.country or none)
    if not keepers:
        yield translate("KeepUntil", "Kassapos did not say where.")


def _keeps(processor: Processor) -> bool:
    purpose = processor.purpose.casefold()
    return any(word in purpose for word in ("host", "backup", "storage"))


def _own_copy(calendar: KeepCalendar, lens: Lens) -> str:
    copy = calendar.last_copy
    if copy is None:
        return translate("KeepUntil", "None that was checked.")
    words = translate(
        "KeepUntil",
        "Last checked copy made on {made}, last looked at on {checked}: unchanged. It holds "
        "{count} transactions.\nFingerprint (SHA-256): {digest}",
    )
    return words.format(
        made=time_in_words(copy.made_at),
        checked=time_in_words(copy.checked_at or copy.made_at),
        count=lens.count(copy.transactions),
        digest=copy.sha256,
    )


def _year_line(year: CalendarYear) -> str:
    line = translate(
        "KeepUntil", "{year}: the law asks you until {until} ({law}). In the own copy: {copy}."
    )
    longest = year.keeping.yours_longest
    return line.format(
        year=year_name(year),
        until=until_words(longest),
        law=longest.rule.origin.citation if longest else "–",
        copy=copy_words(year).casefold(),
    )
