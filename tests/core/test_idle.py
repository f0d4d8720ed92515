"""When nobody has used the window for too long."""

from __future__ import annotations

import time

from kassadesk.core.idle import NEVER, Idle, seconds_with_sleep
from kassadesk.core.pin import can_be_pin


class Clock:
    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


def test_it_is_over_after_the_minutes_and_not_a_second_before() -> None:
    clock = Clock()
    idle = Idle(5, clock)
    clock.s += 299
    assert not idle.over
    clock.s += 1
    assert idle.over


def test_each_use_begins_the_wait_anew() -> None:
    clock = Clock()
    idle = Idle(1, clock)
    for _ in range(10):
        clock.s += 59
        idle.used()
    assert not idle.over
    clock.s += 60
    assert idle.over


def test_never_is_never() -> None:
    clock = Clock()
    idle = Idle(NEVER, clock)
    clock.s += 10**9
    assert not idle.over


def test_a_shorter_choice_counts_from_the_last_use() -> None:
    clock = Clock()
    idle = Idle(30, clock)
    clock.s += 61
    assert not idle.over
    idle.minutes = 1
    assert idle.over


def test_the_clock_counts_on() -> None:
    before = seconds_with_sleep()
    end = time.monotonic() + 0.05
    while time.monotonic() < end:
        pass
    assert seconds_with_sleep() > before


def test_a_pin_is_four_to_eight_digits() -> None:
    assert [can_be_pin(one) for one in ("1234", "12345678", "0000")] == [True] * 3
    for one in ("", "123", "123456789", "12a4", "12 4", "1234\n", "-123", "१२३४", "²²²²"):
        assert not can_be_pin(one), one
