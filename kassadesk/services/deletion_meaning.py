"""What a deletion preview means for the shop: law beside Kassapos' word, and whether it adds up.

Pure reckoning over what was read; nothing is asked of anybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kassadesk.core.clock import indian_day
from kassadesk.core.data_requests import DeletionPreview, PreviewLine
from kassadesk.core.held import Category, CategoryId
from kassadesk.core.keep_until import BooksOfYear, Keeping, YearKeeping, keeping_of
from kassadesk.core.laws import LegalData
from kassadesk.core.merchant import Merchant


@dataclass(frozen=True, slots=True)
class YearTold:
    """One financial year of bills: the date Kassapos names, and what the rules on this PC say."""

    line: PreviewLine
    keeping: YearKeeping

    @property
    def agrees(self) -> bool:
        """True when Kassapos keeps it at least as long as the law asks you to."""
        longest, told = self.keeping.yours_longest, self.line.until
        if longest is None or longest.until is None:
            return longest is None
        return told is not None and indian_day(told) >= longest.until


@dataclass(frozen=True, slots=True)
class Tally:
    """Whether the three groups are all that My data shows of the choice."""

    shown: int
    """Records that My data shows of what was chosen."""
    told: int
    """Records of the same kinds that the preview speaks of."""
    beside: int
    """Records the preview speaks of that My data does not count (messages, record of choices)."""

    @property
    def adds_up(self) -> bool:
        """True when nothing of the choice is left unsaid."""
        return self.shown == self.told


@dataclass(frozen=True, slots=True)
class DeletionMeaning:
    """What the preview does not say itself."""

    closes_at: datetime | None
    """When the account would be closed; None: it stays open."""
    years: tuple[YearTold, ...]
    """Years of bills that stay, oldest first."""
    tally: Tally
    reminders: int
    """How many different days the kept parts end on: Home reminds on each."""

    @property
    def gaps(self) -> tuple[YearKeeping, ...]:
        """Years the law asks you to keep longer than Kassapos says it keeps them after closure."""
        return tuple(year.keeping for year in self.years if year.keeping.gap_days)

    @property
    def kassapos(self) -> Keeping | None:
        """What Kassapos says of its own keeping after the closure; None while the account stays open."""
        found = [year.keeping.kassapos for year in self.years if year.keeping.kassapos]
        return found[-1] if found and self.closes_at is not None else None


def meaning_of(
    preview: DeletionPreview, merchant: Merchant, categories: Iterable[Category], data: LegalData
) -> DeletionMeaning:
    """What a preview means. Fast, offline."""
    closes_at = _closing_moment(preview)
    address = merchant.outlets[0].address if merchant.outlets else ""
    years = [
        YearTold(line, keeping_of(BooksOfYear(line.year, closes_at, address=address), data))
        for line in preview.stays
        if line.year is not None
    ]
    ends = {indian_day(line.until) for line in preview.stays if line.until is not None}
    return DeletionMeaning(
        closes_at,
        tuple(sorted(years, key=lambda one: one.keeping.year)),
        _tally(preview, categories),
        len(ends),
    )


def _closing_moment(preview: DeletionPreview) -> datetime | None:
    if not preview.scope.close_account:
        return None
    told = [line.until for line in preview.goes_later if line.until is not None]
    return max(told, default=preview.as_of + timedelta(days=preview.cooling_off_days))


def _tally(preview: DeletionPreview, categories: Iterable[Category]) -> Tally:
    scope = preview.scope
    wanted = set(CategoryId) if scope.close_account else {CategoryId(c) for c in scope.categories}
    single = [one for one in scope.fields if one.partition(".")[0] not in wanted]
    shown = sum(one.count for one in categories if one.category_id in wanted) + len(single)
    lines = (*preview.goes_now, *preview.goes_later, *preview.stays)
    known = set(CategoryId)
    told = sum(line.records for line in lines if line.subject.partition(".")[0] in known)
    return Tally(shown, told, sum(line.records for line in lines) - told)
