"""Pages drawn offscreen over a real sandbox: real sign-in, real HTTP, real workers."""

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
from tests.sample_shop_signed_in import SignedInShop


@pytest.fixture(scope="session")
def looks(qapp: QApplication) -> Looks:
    """The light theme, worn by the whole test program."""
    looks = Looks("light")
    looks.apply(qapp)
    return looks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """Real workers; every test ends with a clean shutdown."""
    made = Tasks()
    yield made
    made.shutdown()


@pytest.fixture
def walkthrough() -> Walkthrough:
    """Nothing hidden yet."""
    return Walkthrough()


@pytest.fixture
def stage(
    qapp: QApplication, looks: Looks, tasks: Tasks, walkthrough: Walkthrough
) -> Iterator[Stage]:
    """What a window needs, with a session that talks to nobody."""
    yield Stage(qapp, looks, tasks, Notices(), walkthrough)
    looks.choose("light")


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    """Kaveri Fresh Mart for tests that only read."""
    with SignedInShop("kaveri") as signed_in:
        yield signed_in


@pytest.fixture
def own_shop(shop: SignedInShop) -> Iterator[SignedInShop]:
    """Kaveri Fresh Mart for a test that changes something; all is put back afterwards."""
    yield shop
    shop.put_back()
