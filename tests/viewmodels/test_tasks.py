"""Tasks: every answer comes back once, on the UI thread, or not at all."""

from __future__ import annotations

import sys
import threading
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import KassaError, Offline, Unexpected
from kassadesk.core.work import Work
from kassadesk.viewmodels.tasks import Tasks


def test_three_thousand_tasks_each_come_back_once_on_the_ui_thread(
    qtbot: QtBot, tasks: Tasks
) -> None:
    came: list[int] = []
    threads: set[int] = set()

    def note(number: int) -> None:
        came.append(number)
        threads.add(threading.get_ident())

    for number in range(3000):
        tasks.run(lambda work, number=number: number, on_done=note)  # type: ignore[misc]
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=60_000)

    assert sorted(came) == list(range(3000))
    assert threads == {threading.get_ident()}


def test_cancel_drops_a_late_result_and_says_so_once(qtbot: QtBot, tasks: Tasks) -> None:
    go = threading.Event()
    told: list[str] = []

    def slow(work: Work) -> str:
        go.wait(10)
        return "late"

    task = tasks.run(slow, on_done=told.append, on_cancelled=lambda: told.append("cancelled"))
    task.cancel()
    go.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)

    assert told == ["cancelled"]


def test_work_check_stops_a_cancelled_call_in_its_middle(qtbot: QtBot, tasks: Tasks) -> None:
    started, go = threading.Event(), threading.Event()
    reached: list[str] = []

    def long(work: Work) -> None:
        started.set()
        go.wait(10)
        work.check()
        reached.append("after the check")

    task = tasks.run(long)
    assert started.wait(10)
    task.cancel()
    go.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)

    assert reached == []


def test_a_kassa_error_arrives_as_it_was_raised(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[KassaError] = []

    def offline(work: Work) -> None:
        raise Offline

    tasks.run(offline, on_failed=told.append)
    qtbot.waitUntil(lambda: bool(told))

    assert isinstance(told[0], Offline)


def test_a_defect_becomes_unexpected_with_a_reference_that_is_in_the_log(
    qtbot: QtBot, tasks: Tasks, caplog: pytest.LogCaptureFixture, expected_log: list[str]
) -> None:
    told: list[KassaError] = []

    def broken(work: Work) -> None:
        raise ZeroDivisionError

    with caplog.at_level("ERROR"):
        tasks.run(broken, on_failed=told.append)
        qtbot.waitUntil(lambda: bool(told))

    error = told[0]
    assert isinstance(error, Unexpected)
    assert error.kind == "ZeroDivisionError"
    assert error.reference
    assert error.reference in caplog.text


def test_an_error_nobody_waits_for_is_still_told(qtbot: QtBot, tasks: Tasks) -> None:
    def offline(work: Work) -> None:
        raise Offline

    with qtbot.waitSignal(tasks.unhandled) as heard:
        tasks.run(offline)

    assert heard.args is not None
    assert isinstance(heard.args[0], Offline)


def test_progress_reports_are_merged_but_the_last_one_arrives(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[tuple[int, int, str]] = []
    may_end = threading.Event()

    def counting(work: Work) -> None:
        for number in range(1, 10_001):
            work.report(number, 10_000, "reading")
        may_end.wait(10)

    tasks.run(counting, on_progress=lambda *step: told.append(step))
    qtbot.waitUntil(lambda: bool(told) and told[-1][0] == 10_000, timeout=20_000)
    may_end.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)

    assert told[-1] == (10_000, 10_000, "reading")
    assert len(told) < 10_000


def test_nothing_starts_after_shutdown(qtbot: QtBot) -> None:
    tasks = Tasks()
    tasks.run(lambda _work: None)  # the workers are there
    tasks.shutdown()
    told: list[Any] = []
    task = tasks.run(lambda _work: told.append("ran"), told.append, told.append)
    qtbot.wait(50)
    assert (told, task.cancelled, tasks.busy) == ([], True, 0)


def test_nothing_arrives_after_shutdown(qtbot: QtBot) -> None:
    tasks = Tasks()
    started, go = threading.Event(), threading.Event()
    told: list[Any] = []

    def slow(work: Work) -> str:
        started.set()
        go.wait(10)
        return "late"

    tasks.run(slow, on_done=told.append, on_failed=told.append)
    assert started.wait(10)
    go.set()
    tasks.shutdown()
    qtbot.wait(50)

    assert told == []
    assert tasks.busy == 0


class _Speaker(QObject):
    spoke = Signal(bool)


def test_five_thousand_signals_do_not_wear_out_true(qtbot: QtBot) -> None:
    speaker = _Speaker()
    heard: list[int] = []
    speaker.spoke.connect(lambda word: heard.append(1 if word else 0))
    before = sys.getrefcount(True)
    for _ in range(5000):
        speaker.spoke.emit(True)
    after = sys.getrefcount(True)

    assert len(heard) == 5000
    assert abs(after - before) < 100


def test_an_answer_for_a_page_that_is_gone_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    page = QObject()
    told: list[str] = []
    go_on = threading.Event()
    tasks.run(lambda _: go_on.wait(5), on_done=lambda _: told.append("done"), owner=page)
    shiboken6.delete(page)
    go_on.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert told == []


def test_after_somebody_signs_out_nothing_that_ran_is_heard_of_again(
    qtbot: QtBot, tasks: Tasks
) -> None:
    told: list[str] = []
    go_on = threading.Event()
    tasks.run(
        lambda _: go_on.wait(5),
        on_done=lambda _: told.append("done"),
        on_cancelled=lambda: told.append("cancelled"),
    )
    tasks.drop_running()
    go_on.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert told == []
