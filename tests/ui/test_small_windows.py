"""The smallest window the program allows leaves 944 x 512 px to a page; each page must fit."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kassadesk.core.rows import Resource
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.home_page import HomePage
from kassadesk.ui.pages.my_data_page import MyDataPage
from kassadesk.ui.pages.opt_ins_page import OptInsPage
from kassadesk.ui.pages.rows_page import RowsPage
from kassadesk.viewmodels.home import HomeViewModel
from kassadesk.viewmodels.large_table import LargeTableViewModel
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.opt_ins import OptInsViewModel
from kassadesk.viewmodels.outbox import OutboxViewModel
from kassadesk.viewmodels.records import RecordsViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.gallery_checks import clipped_words
from tests.sample_shop_signed_in import SignedInShop

pytestmark = pytest.mark.qt_log_ignore("OpenType support missing", "propagateSizeHints")

ROOM = (944, 512)


@pytest.mark.parametrize("name", ["home", "my_data", "billing", "devices", "opt_ins"])
def test_a_page_fits_the_smallest_window_and_cuts_no_word(
    shop: SignedInShop,
    tasks: Tasks,
    walkthrough: Walkthrough,
    looks: Looks,
    qtbot: QtBot,
    name: str,
) -> None:
    page: HomePage | MyDataPage | RowsPage | OptInsPage
    if name == "home":
        page = HomePage(HomeViewModel(tasks, walkthrough, shop.home), looks)
    elif name == "my_data":
        page = MyDataPage(RecordsViewModel(tasks, walkthrough, shop.records), looks)
    elif name == "opt_ins":
        model = OptInsViewModel(
            tasks,
            Notices(),
            walkthrough,
            shop.opt_ins,
            OutboxViewModel(tasks, Notices(), shop.outbox),
        )
        page = OptInsPage(model, walkthrough, looks)
    else:
        page = RowsPage(LargeTableViewModel(tasks, walkthrough, shop.records), looks)
        page.open(Resource.TRANSACTIONS if name == "billing" else Resource.DEVICES)
    window = QWidget()
    qtbot.addWidget(window)
    page.setParent(window)
    page.resize(*ROOM)
    window.resize(*ROOM)
    window.show()
    page.on_shown()
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=20_000)
    qtbot.waitUntil(lambda: clipped_words(window) == [])

    assert page.minimumSizeHint().width() <= ROOM[0]
    assert page.minimumSizeHint().height() <= ROOM[1]
