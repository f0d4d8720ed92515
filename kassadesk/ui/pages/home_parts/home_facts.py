"""The words of Home's cards, made from one overview."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kassadesk.core.clock import indian_day
from kassadesk.core.held import Category, CategoryId
from kassadesk.core.keep_calendar import KeepCalendar
from kassadesk.core.lens import (
    Lens,
    clock_time,
    day_in_words,
    grouped,
    time_in_words,
)
from kassadesk.core.rows import Kind
from kassadesk.ui.pages.home_parts.fact_card import FactCard
from kassadesk.ui.texts import category_title, category_unit
from kassadesk.ui.words.keep_until import until_words, year_name
from kassadesk.viewmodels.records import FIELD_KINDS

if TYPE_CHECKING:
    from kassadesk.viewmodels.home import HomeOverview

translate = QCoreApplication.translate
_FEW = 2
"""So many changed fields are named in the line of Home."""


class HomeFacts:
    """One overview, seen through one lens on one day."""

    def __init__(self, overview: HomeOverview, lens: Lens, today: date) -> None:
        self._overview, self._lens, self._today = overview, lens, today

    def kind(self, category: Category) -> tuple[str, str, str, str]:
        """Name, count, unit and newest change of a kind of data."""
        kind, count = category.category_id, category.count
        number = grouped(count) if kind in FIELD_KINDS else self._lens.count(count)
        return (category_title(kind), number, category_unit(kind, count), self._changed(category))

    def say_opt_ins(self, card: FactCard) -> None:
        """How many choices are on, by group, and what came all the same."""
        facts = []
        for group in self._overview.opt_in_groups:
            words = translate("HomeFacts", "{0} of {1} on").format(group.on, group.total)
            if group.total == 1:
                on, off = translate("HomeFacts", "On"), translate("HomeFacts", "Off")
                words = on if group.on else off
            facts.append((_group_name(group.name), words))
        card.say(translate("HomeFacts", "Opt-ins"), translate("HomeFacts", "Manage"), facts)
        count = self._overview.messages_after_stop
        if count:
            one = translate("HomeFacts", "1 message came after you stopped it")
            many = translate("HomeFacts", "{0} messages came after you stopped them").format(count)
            card.say_line("triangle-alert", one if count == 1 else many, "warn")
        else:
            calm = translate("HomeFacts", "No message came against your choices")
            card.say_line("circle-check", calm)

    def say_books(self, card: FactCard, years: Sequence[str], in_copy: int) -> None:
        """Which years Kassapos can hold and how many of them the last full copy has."""
        calendar = self._overview.calendar
        if calendar is not None and calendar.years:
            self._say_calendar(card, calendar)
            return
        facts = []
        if years:
            had = translate("HomeFacts", "{0} of {1}").format(in_copy, len(years))
            if self._overview.last_copy is None:
                had = translate("HomeFacts", "No copy yet")
            fy = translate("HomeFacts", "FY {0}")
            facts = [
                (translate("HomeFacts", "Oldest year"), fy.format(years[-1])),
                (translate("HomeFacts", "Newest year"), fy.format(years[0])),
                (translate("HomeFacts", "Years in your last full copy"), had),
            ]
        title = translate("HomeFacts", "Books you must keep")
        card.say(title, translate("HomeFacts", "Policy"), facts)
        card.say_line(
            "info", translate("HomeFacts", "The law asks you, not Kassapos, to keep these")
        )

    def _say_calendar(self, card: FactCard, calendar: KeepCalendar) -> None:
        oldest, newest = calendar.years[0], calendar.years[-1]
        until = translate("HomeFacts", "until {0}")
        had = translate("HomeFacts", "{0} of {1}").format(
            calendar.whole_copies, len(calendar.years)
        )
        if calendar.last_copy is None:
            had = translate("HomeFacts", "No copy yet")
        facts = [
            (words.format(year_name(year)), until.format(until_words(year.keeping.yours_longest)))
            for words, year in (
                (translate("HomeFacts", "Oldest: {0}"), oldest),
                (translate("HomeFacts", "Newest: {0}"), newest),
            )
        ]
        facts.append((translate("HomeFacts", "Years with a copy on this PC"), had))
        title = translate("HomeFacts", "Books you must keep")
        card.say(title, translate("HomeFacts", "Calendar"), facts)
        card.say_line(
            "info", translate("HomeFacts", "The law asks you, not Kassapos, to keep these")
        )

    def say_changes(self) -> tuple[str, bool]:
        """What changed since the last visit in one line, and whether somebody else did it."""
        found = self._overview.changed
        if found is None:
            return "", False
        day = day_in_words(found.since)
        if not found.changes and not found.gone:
            return translate("HomeFacts", "No field changed since {0}").format(day), False
        parts = []
        if found.labels:
            names = ", ".join(found.labels[:_FEW])
            more = len(found.labels) - _FEW
            names += translate("HomeFacts", " and {0} more").format(more) if more > 0 else ""
            parts.append(translate("HomeFacts", "changed: {0}").format(names))
        if found.gone:
            parts.append(translate("HomeFacts", "not held any more: {0}").format(found.gone))
        since = translate("HomeFacts", "Since {0}").format(day)
        words = f"{since} {'; '.join(parts)}"
        return words, any(one.by_others for one in found.changes)

    def say_copy(self, card: FactCard, years: Sequence[str]) -> None:
        """The newest full copy made on this PC and what the last look at it said."""
        copy = self._overview.last_copy
        title = translate("HomeFacts", "Last full copy")
        if copy is None:
            facts = [
                (translate("HomeFacts", "Made"), translate("HomeFacts", "None on this PC yet")),
                (translate("HomeFacts", "Would hold"), self._would_hold()),
                (translate("HomeFacts", "From"), _span(years)),
            ]
            card.say(title, translate("HomeFacts", "Export"), facts)
            card.show_pill("")
            card.say_line("info", translate("HomeFacts", "An export of everything makes one"))
            return
        holds = translate("HomeFacts", "{0} transactions · {1}")
        size = self._lens.size(copy.size_bytes)
        facts = [
            (translate("HomeFacts", "Made"), time_in_words(copy.made_at)),
            (
                translate("HomeFacts", "Holds"),
                holds.format(self._lens.count(copy.transactions), size),
            ),
            (translate("HomeFacts", "Kept in"), self._place(str(copy.path.parent))),
        ]
        card.say(title, translate("HomeFacts", "Export"), facts)
        card.show_pill(copy.check)
        if copy.checked_at is not None:
            words = translate("HomeFacts", "Checked again on {0}")
            card.say_line("shield-check", words.format(day_in_words(copy.checked_at)))
        else:
            card.say_line("shield-check", translate("HomeFacts", "Checked when it was written"))

    def _would_hold(self) -> str:
        bills = sum(
            one.count for one in self._overview.categories if one.category_id is CategoryId.BILLING
        )
        return translate("HomeFacts", "{0} transactions").format(self._lens.count(bills))

    def _place(self, folder: str) -> str:
        """A folder often has the person's name in it."""
        return self._lens.personal_text(folder, Kind.TEXT)

    def _changed(self, category: Category) -> str:
        if category.changed_at is None:
            return translate("HomeFacts", "Nothing held yet")
        if indian_day(category.changed_at) == self._today:
            words = translate("HomeFacts", "Changed today, {0}")
            return words.format(clock_time(category.changed_at))
        return translate("HomeFacts", "Changed {0}").format(day_in_words(category.changed_at))


def _span(years: Sequence[str]) -> str:
    """The years of the bills, newest first in `years`, oldest first in words."""
    if not years:
        return translate("HomeFacts", "No year yet")
    if len(years) == 1:
        return translate("HomeFacts", "FY {0}").format(years[0])
    return translate("HomeFacts", "FY {0} to FY {1}").format(years[-1], years[0])


def _group_name(group: str) -> str:
    return {
        "shop_alerts": translate("HomeFacts", "Shop alerts"),
        "news_and_offers": translate("HomeFacts", "News and offers"),
        "usage_analytics": translate("HomeFacts", "Usage analytics"),
    }.get(group, group.replace("_", " ").capitalize())
