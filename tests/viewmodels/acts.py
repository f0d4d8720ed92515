"""Waiting for a view-model, and noting what it told the window."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from kassadesk.viewmodels.notices import Notice, Notices
from kassadesk.viewmodels.tasks import Tasks

LONG_MS = 20_000


def settled(qtbot: QtBot, tasks: Tasks) -> None:
    """Wait until every task has come back and what it posted was done."""
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=LONG_MS)


class Told:
    """Notices, and what was told so far."""

    def __init__(self) -> None:
        self.notices = Notices()
        self.heard: list[Notice] = []
        self.notices.told.connect(self.heard.append)

    @property
    def kinds(self) -> list[str]:
        """The kinds in order; an error is "error"."""
        return [notice.kind for notice in self.heard]
