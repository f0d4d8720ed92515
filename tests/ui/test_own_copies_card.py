"""Copies by themselves: what is set is what the system has taken, and a missing copy is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import NotScheduled
from kassadesk.core.own_copies import CopyTrouble, Every
from kassadesk.files.copy_trouble import CopyTroubleFile
from kassadesk.files.settings_file import SettingsFile
from kassadesk.services import timetable
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.export_parts.own_copies_card import OwnCopiesCard
from kassadesk.viewmodels.notices import Notice, Notices
from kassadesk.viewmodels.own_copies import OwnCopiesViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.ui.acts_pages import settled
from tests.ui.what_is_seen import words_of
from tests.viewmodels.made_own_copies import own_copies

WHEN = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)


class Scheduler:
    """A task scheduler that a test can look into."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, takes: bool = True) -> None:
        self.tasks: list[tuple[tuple[str, ...], Every]] = []
        self.takes = takes
        monkeypatch.setattr(timetable, "can_schedule", lambda: True)
        monkeypatch.setattr(timetable, "schedule", self.schedule)
        monkeypatch.setattr(timetable, "unschedule", self.tasks.clear)

    def schedule(self, command: tuple[str, ...], every: Every, first: datetime) -> bool:
        if self.takes:
            self.tasks[:] = [(command, every)]
        return self.takes


@pytest.fixture
def told() -> list[Notice]:
    return []


@pytest.fixture
def notices(told: list[Notice]) -> Notices:
    made = Notices()
    made.told.connect(told.append)
    return made


def card(
    qtbot: QtBot, tasks: Tasks, looks: Looks, model: OwnCopiesViewModel, width: int = 620
) -> OwnCopiesCard:
    made = OwnCopiesCard(looks, model)
    qtbot.addWidget(made)
    made.resize(width, 160)
    made.retranslate()
    made.show()
    model.load()
    settled(qtbot, tasks)
    return made


def choose(qtbot: QtBot, tasks: Tasks, shown: OwnCopiesCard, every: Every) -> None:
    """As the person does with the list."""
    shown.often.setCurrentIndex(list(Every).index(every))
    shown.often.activated.emit(shown.often.currentIndex())
    settled(qtbot, tasks)


def test_a_choice_becomes_a_task_and_a_setting_and_never_takes_both_back(
    qtbot: QtBot,
    tasks: Tasks,
    looks: Looks,
    walkthrough: Walkthrough,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scheduler = Scheduler(monkeypatch)
    shown = card(qtbot, tasks, looks, own_copies(tasks, walkthrough, tmp_path))
    choose(qtbot, tasks, shown, Every.WEEK)
    ((command, every),) = scheduler.tasks
    assert every is Every.WEEK
    assert command[-6:] == ("export", "--since-last", "--to", str(tmp_path), "--keep", "6")
    assert SettingsFile(tmp_path).load().copy_every == "weekly"
    assert "the last 6 stay" in words_of(shown)
    choose(qtbot, tasks, shown, Every.NEVER)
    assert scheduler.tasks == []
    assert SettingsFile(tmp_path).load().copy_every == ""


def test_on_a_shared_pc_none_is_offered_and_one_that_was_set_can_be_ended(
    qtbot: QtBot,
    tasks: Tasks,
    looks: Looks,
    walkthrough: Walkthrough,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scheduler = Scheduler(monkeypatch)
    settings = SettingsFile(tmp_path)
    settings.change(shared_pc=True, copy_every="weekly")
    shown = card(qtbot, tasks, looks, own_copies(tasks, walkthrough, tmp_path))
    assert shown.often.isEnabled()
    assert "Not on a shared PC" in words_of(shown)
    assert "so that none is tried" in words_of(shown)
    choose(qtbot, tasks, shown, Every.NEVER)
    assert scheduler.tasks == []
    assert settings.load().copy_every == ""
    assert not shown.often.isEnabled()
    assert not shown.folder_button.isEnabled()
    assert "so that none is tried" not in words_of(shown)


def test_what_the_system_did_not_take_is_not_shown_as_set(
    qtbot: QtBot,
    tasks: Tasks,
    looks: Looks,
    walkthrough: Walkthrough,
    tmp_path: Path,
    notices: Notices,
    told: list[Notice],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Scheduler(monkeypatch, takes=False)
    model = own_copies(tasks, walkthrough, tmp_path, notices=notices)
    shown = card(qtbot, tasks, looks, model)
    choose(qtbot, tasks, shown, Every.DAY)
    assert [type(notice.error) for notice in told] == [NotScheduled]
    assert shown.often.currentData() == Every.NEVER
    assert SettingsFile(tmp_path).load().copy_every == ""


def test_a_copy_that_was_not_made_is_told_with_its_reason(
    qtbot: QtBot, tasks: Tasks, looks: Looks, walkthrough: Walkthrough, tmp_path: Path
) -> None:
    CopyTroubleFile(tmp_path).keep(WHEN, "SIG-401")
    assert CopyTroubleFile(tmp_path).read() == CopyTrouble(WHEN, "SIG-401")
    shown = card(qtbot, tasks, looks, own_copies(tasks, walkthrough, tmp_path))
    assert "was not made (SIG-401)" in words_of(shown)


def test_in_a_walkthrough_the_folder_is_hidden(
    qtbot: QtBot,
    tasks: Tasks,
    looks: Looks,
    walkthrough: Walkthrough,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Scheduler(monkeypatch)
    shown = card(qtbot, tasks, looks, own_copies(tasks, walkthrough, tmp_path))
    assert tmp_path.name in words_of(shown)
    walkthrough.set_on(True)
    assert tmp_path.name not in words_of(shown)


@pytest.mark.skipif(timetable.can_schedule(), reason="there is a task scheduler here")
def test_without_a_task_scheduler_nothing_can_be_chosen(
    qtbot: QtBot, tasks: Tasks, looks: Looks, walkthrough: Walkthrough, tmp_path: Path
) -> None:
    shown = card(qtbot, tasks, looks, own_copies(tasks, walkthrough, tmp_path))
    assert not shown.often.isEnabled()
    assert "Not here" in words_of(shown)
