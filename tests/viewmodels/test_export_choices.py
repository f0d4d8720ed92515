"""The password and the earlier copy of the next export, and how far a running one is."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.viewmodels.export_lock import ExportLock
from kassadesk.viewmodels.export_progress import LOOKS_BACK_S, Pace, Progress

GOOD = "three blue herons at Marina"


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("password", "again", "trouble"),
    [
        ("", "", "password_missing"),
        (GOOD, "", "password_again"),
        (GOOD, GOOD[:4], "passwords_differ"),
        (GOOD, GOOD.upper(), "passwords_differ"),
        ("x" * 256, "x" * 256, "password_too_long"),
        ("x", "x", ""),
        (GOOD, GOOD, ""),
    ],
)
def test_nothing_is_locked_before_the_password_was_typed_twice(
    password: str, again: str, trouble: str
) -> None:
    lock = ExportLock()
    lock.want(True)
    lock.type(password)
    lock.type_again(again)
    assert lock.trouble == trouble


def test_a_beginning_of_the_password_is_not_called_wrong_while_it_is_typed() -> None:
    lock = ExportLock()
    lock.type(GOOD)
    lock.type_again(GOOD[:5])
    assert not lock.differs
    lock.type_again(GOOD[:5] + "x")
    assert lock.differs


def test_a_password_is_forgotten_when_it_was_used_or_is_not_wanted(qtbot: QtBot) -> None:
    lock = ExportLock()
    for let_go in (lock.used, lambda: lock.want(False)):
        lock.want(True)
        lock.type(GOOD)
        lock.type_again(GOOD)
        with qtbot.waitSignal(lock.changed):
            let_go()
        assert (lock.password, lock.again) == ("", "")


def test_no_text_of_the_lock_holds_the_password() -> None:
    lock = ExportLock()
    lock.want(True)
    lock.type(GOOD)
    assert GOOD not in repr(lock) + str(lock)


def test_speed_is_that_of_the_last_seconds_and_not_of_pages_that_were_kept() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert pace.speed(0, "writing:Bills") is None
    clock.now += 1
    assert pace.speed(50_000, "writing:Bills") == 50_000  # taken up from the interrupted export
    for _ in range(20):
        clock.now += 1
        last = pace.speed(50_000 + int(clock.now - 101) * 1_000, "writing:Bills FY 2026-27")
    assert last == pytest.approx(1_000)
    assert LOOKS_BACK_S < 20


def test_a_new_step_is_measured_anew_and_one_that_stands_still_promises_nothing() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.speed(0, "writing:Bills")
    clock.now += 2
    assert pace.speed(4_000, "writing:Bills") == 2_000
    assert pace.speed(0, "verifying") is None
    clock.now += 5
    assert pace.speed(0, "verifying") is None


def test_time_left_comes_from_counts_and_speed() -> None:
    progress = Progress(12_600, 20_000, "writing:Bills", 100.0, 2_400_000)
    assert (progress.percent, progress.seconds_left, progress.rows_a_second) == (63, 74, 100)
    locking = Progress(5 << 20, 10 << 20, "locking", 1 << 20)
    assert (locking.percent, locking.seconds_left, locking.rows_a_second) == (50, 5, None)
    assert Progress(5, 0, "reading", None).seconds_left is None
