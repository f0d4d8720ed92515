"""Shop days: which row of a long table falls on which second, found without building the table.

A number of rows is dealt to financial years, then to days (Sundays are slow, Saturdays busy), then
to the opening hours of each day, one slot a row. So the time of a row comes from its number, times
rise strictly with the numbers, and the row at a time is a bisection.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from kassadesk.sandbox.world.dice import mixed
from kassadesk.sandbox.world.story import midnight, year_of

_OPENS = 7 * 3600
_CLOSES = 21 * 3600 + 1800
_LAST_TODAY = 10 * 3600 + 13 * 60  # the newest row lies in the minute before 10:13
_BUSY = (9, 9, 10, 10, 11, 14, 7)  # Monday to Sunday
_TODAY_SHARE = 3
_CLOCK = [f"T{minute // 60:02d}:{minute % 60:02d}" for minute in range(24 * 60)]
_SECONDS = [f":{second:02d}Z" for second in range(60)]
_IST_S = 19800


class Days:
    """The moments of `count` rows from `opened` to the morning of `today`."""

    def __init__(
        self, opened: date, today: date, count: int, year_weights: Sequence[int], seed: int
    ) -> None:
        self.count = count
        self._seed = seed
        days = [opened + timedelta(days=n) for n in range(max((today - opened).days, 0) + 1)]
        self._first = _dealt(days, count, year_weights)
        self._opens = [midnight(day) + _OPENS for day in days]
        self._span = [_CLOSES - _OPENS] * len(days)
        self._span[-1] = _LAST_TODAY - _OPENS
        # The whole opening time lies in one UTC day (01:30 to 16:00), so its text is made once.
        self._text = [day.isoformat() for day in days]

    def moment(self, number: int) -> int:
        """Seconds since 1970 of a row. Strictly rising with the number."""
        return self._moment(bisect_right(self._first, number) - 1, number)

    def texts(self, numbers: Sequence[int]) -> list[str]:
        """The wire text (UTC) of each row's time."""
        return [self._written(number) for number in numbers]

    def row_at(self, seconds: int) -> int:
        """The first row at or after a moment; `count` when there is none."""
        return bisect_left(range(self.count), seconds, key=self.moment)

    def _moment(self, day: int, number: int) -> int:
        first = self._first[day]
        rows = self._first[day + 1] - first
        span, place = self._span[day], number - first
        slot = place * span // rows
        room = (place + 1) * span // rows - slot
        jitter = mixed(self._seed, number) % room if room > 1 else 0
        return self._opens[day] + slot + jitter

    def _written(self, number: int) -> str:
        day = bisect_right(self._first, number) - 1
        since_midnight = self._moment(day, number) - self._opens[day] + _OPENS - _IST_S
        minute, second = divmod(since_midnight, 60)
        return self._text[day] + _CLOCK[minute] + _SECONDS[second]


def _dealt(days: Sequence[date], count: int, year_weights: Sequence[int]) -> list[int]:
    """The first row of each day, and `count` at the end: one entry more than there are days."""
    if not count:
        return [0] * (len(days) + 1)
    shares = _year_shares(days, count, year_weights)
    first, at = [0], 0
    for day_numbers, share in shares:
        weights = [_BUSY[days[n].weekday()] for n in day_numbers]
        if day_numbers[-1] == len(days) - 1:
            weights[-1] = _TODAY_SHARE
        total, so_far = sum(weights), 0
        for weight in weights:
            so_far += weight
            first.append(at + share * so_far // total)
        at += share
    # The newest row always falls on today, however few there are.
    first[-2] = min(first[-2], count - 1)
    return [min(value, first[-2]) for value in first[:-1]] + [count]


def _year_shares(
    days: Sequence[date], count: int, year_weights: Sequence[int]
) -> list[tuple[list[int], int]]:
    """The days of each financial year (by their place) and how many rows fall in it."""
    years: dict[str, list[int]] = {}
    for number, day in enumerate(days):
        years.setdefault(year_of(day), []).append(number)
    weights = list(year_weights[-len(years) :])
    weights = [weights[0]] * (len(years) - len(weights)) + weights
    # The data file's last weight is a running year of 237 days, 1 April to 23 November.
    this_year = list(years.values())[-1]
    weights[-1] = weights[-1] * len(this_year) // 237 or 1
    total, so_far, before, shares = sum(weights), 0, 0, []
    for day_numbers, weight in zip(years.values(), weights, strict=True):
        so_far += weight
        shares.append((day_numbers, count * so_far // total - before))
        before = count * so_far // total
    return shares
