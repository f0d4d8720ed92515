"""When things happened: the story's moments moved to today, and times as the wire spells them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

IST = timezone(timedelta(hours=5, minutes=30))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TOLD_ON = date(2026, 11, 23)
"""The day on which the data files tell the story; every moment in them is relative to it."""

LAST_BILL = time(10, 12)
"""The shop's newest bill is written at this time (IST) of the world's today."""

NEWEST_ENTRY = time(10, 15)
"""Nothing in the world happens later than this (IST) on the world's today."""


def shop_day(now: datetime) -> date:
    """The newest day whose morning in the shop is over: use it as the world's `today`.

    So no made-up bill is ever younger than the server's clock. `now` is an aware datetime.
    """
    local = now.astimezone(IST)
    return local.date() if local.time() >= NEWEST_ENTRY else local.date() - timedelta(days=1)


def wire_time(moment: datetime) -> str:
    """RFC 3339 text in UTC with whole seconds and a Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def epoch_text(seconds: int) -> str:
    """RFC 3339 text of seconds since 1970 UTC; before 1970 too, which Windows' own clock cannot say."""
    return wire_time(_EPOCH + timedelta(seconds=seconds))


def epoch_of(text: str) -> int:
    """Seconds since 1970 of an RFC 3339 text with an offset or Z."""
    return int(datetime.fromisoformat(text).timestamp())


def moment_on(day: date, clock: str) -> datetime:
    """The moment at which Indian clocks show "HH:MM" on a day."""
    return datetime.combine(day, time.fromisoformat(clock), IST)


def midnight(day: date) -> int:
    """Seconds since 1970 at which a day begins in India."""
    return int(datetime.combine(day, time(), IST).timestamp())


def year_of(day: date) -> str:
    """The financial year a day falls in, like "2026-27" (1 April to 31 March)."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


class Story:
    """The data files' moments as this world has them."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._shift = today - TOLD_ON

    def day(self, told: str) -> date:
        """A day of the story ("2026-07-02") in this world."""
        return date.fromisoformat(told) + self._shift

    def moment(self, told: str) -> str:
        """A moment of the story ("2026-07-02T20:47", Indian time) as wire text in this world."""
        local = datetime.fromisoformat(told).replace(tzinfo=IST)
        return wire_time(local + self._shift)
