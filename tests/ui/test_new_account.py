"""A shop that opened its account yesterday: every page has words of its own for nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.core.rows import Resource
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.rows_page import RowsPage
from kassadesk.viewmodels.large_table import LargeTableViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.sample_shop_signed_in import SignedInShop


@pytest.fixture(scope="module")
def new_shop() -> Iterator[SignedInShop]:
    """Puthu Kadai, with two values and nothing else."""
    with SignedInShop("empty", transactions=0) as signed_in:
        yield signed_in


@pytest.mark.parametrize(
    "resource", [Resource.TRANSACTIONS, Resource.USAGE_EVENTS, Resource.DEVICES]
)
def test_an_empty_table_says_nothing_is_held_and_blames_no_filter(
    new_shop: SignedInShop,
    tasks: Tasks,
    walkthrough: Walkthrough,
    looks: Looks,
    qtbot: QtBot,
    resource: Resource,
) -> None:
    model = LargeTableViewModel(tasks, walkthrough, new_shop.records)
    page = RowsPage(model, looks)
    qtbot.addWidget(page)
    page.resize(1174, 680)
    page.show()
    page.open(resource)
    qtbot.waitUntil(lambda: page.table.empty.isVisible(), timeout=15_000)
    button = page.table.empty.button
    assert button is not None
    assert page.table.empty.title.text() == "Nothing held yet"
    assert "filter" not in page.table.empty.text.text()
    assert not button.isVisible()

    model.find("no such row")
    qtbot.waitUntil(button.isVisible, timeout=15_000)
    assert page.table.empty.title.text() == "Nothing fits"
    button.click()
    qtbot.waitUntil(lambda: page.table.empty.title.text() == "Nothing held yet", timeout=15_000)
