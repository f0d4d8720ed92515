"""Real fonts, real themes, the real window with a session that talks to nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kassadesk.ui.looks import Looks
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.gallery_stage import Stage


@pytest.fixture(scope="session")
def looks(qapp: QApplication) -> Looks:
    """The light theme on the whole program."""
    made = Looks("light")
    made.apply(qapp)
    return made


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, looks: Looks) -> Iterator[Stage]:
    """What a window needs."""
    tasks = Tasks()
    yield Stage(qapp, looks, tasks, Notices(), Walkthrough())
    tasks.shutdown()
    looks.choose("light")
