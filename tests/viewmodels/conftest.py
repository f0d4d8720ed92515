"""Real workers, real signals; every test ends with a clean shutdown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """Tasks on the UI thread of the test."""
    made = Tasks()
    yield made
    made.shutdown()


@pytest.fixture
def walkthrough() -> Walkthrough:
    """Nothing hidden yet."""
    return Walkthrough()
