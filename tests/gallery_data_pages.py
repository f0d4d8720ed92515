"""Pictures of Home, My data, the large tables and Opt-ins, over a real sample shop."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

from PySide6.QtWidgets import QWidget

from kassadesk.core.held import CategoryId
from kassadesk.core.held_changes import Visit
from kassadesk.core.lens import PLAIN
from kassadesk.core.rows import Resource
from kassadesk.ui.pages.home_page import HomePage
from kassadesk.ui.pages.home_parts.held_changes_dialog import HeldChangesDialog
from kassadesk.ui.pages.my_data_page import MyDataPage
from kassadesk.ui.pages.opt_ins_page import OptInsPage
from kassadesk.ui.pages.rows_page import RowsPage
from kassadesk.viewmodels.home import HomeViewModel
from kassadesk.viewmodels.large_table import LargeTableViewModel
from kassadesk.viewmodels.opt_ins import OptInsViewModel
from kassadesk.viewmodels.outbox import OutboxViewModel
from kassadesk.viewmodels.records import RecordsViewModel
from tests.gallery_stage import NOW, Picture, Stage
from tests.sample_shop_signed_in import SignedInShop

LONG_S = 30.0


@cache
def sample_shop() -> SignedInShop:
    """One shop for all pictures; it ends with the program."""
    shop = SignedInShop("kaveri", None)
    atexit.register(shop.close)
    return shop


def home(stage: Stage) -> QWidget:
    """Picture 02 and 14: the overview, on the second visit after 1 Nov."""
    shop = sample_shop().records.merchant()
    before = datetime(2026, 11, 1, 5, tzinfo=UTC)
    sample_shop().visits.keep(f"sample/{shop.merchant_id}", Visit(before, before, ()))
    model = HomeViewModel(stage.tasks, stage.walkthrough, sample_shop().home, lambda: NOW)
    page = HomePage(model, stage.looks)
    window = stage.signed_in_window("home", {"home": lambda: page})
    stage.wait_until(lambda: model.overview is not None, LONG_S)
    return window


def home_changes(stage: Stage) -> QWidget:
    """What changed since 1 Nov."""
    home(stage)
    found = sample_shop().home.overview().changed
    assert found is not None
    return HeldChangesDialog(stage.looks, found, PLAIN)


def home_masked(stage: Stage) -> QWidget:
    """Home while a walkthrough runs."""
    window = home(stage)
    stage.walkthrough.set_on(True)
    return window


def _my_data(stage: Stage) -> tuple[QWidget, RecordsViewModel]:
    records = RecordsViewModel(stage.tasks, stage.walkthrough, sample_shop().records)
    page = MyDataPage(records, stage.looks)
    window = stage.signed_in_window("my_data", {"my_data": lambda: page})
    stage.wait_until(lambda: bool(records.fields) and bool(records.kinds), LONG_S)
    return window, records


def fields(stage: Stage) -> QWidget:
    """Picture 03: business information with the address open."""
    window, records = _my_data(stage)
    records.select(records.fields[4].field.field_id)
    stage.wait_until(lambda: records.history is not None, LONG_S)
    return window


def fields_masked(stage: Stage) -> QWidget:
    """Picture 13: contact details while a walkthrough runs."""
    window, records = _my_data(stage)
    stage.walkthrough.set_on(True)
    records.choose(CategoryId.CONTACT)
    stage.wait_until(lambda: len(records.fields) == 12, LONG_S)
    records.select(records.fields[1].field.field_id)
    stage.wait_until(lambda: records.history is not None, LONG_S)
    return window


def rows_page(stage: Stage, resource: Resource) -> tuple[QWidget, RowsPage]:
    model = LargeTableViewModel(stage.tasks, stage.walkthrough, sample_shop().records, lambda: NOW)
    page = RowsPage(model, stage.looks)
    window = stage.signed_in_window("rows", {"rows": lambda: page})
    page.open(resource)
    window.resize(1366, 736)
    window.show()
    stage.wait_until(lambda: model.table.row(0) is not None, LONG_S)
    return window, page


def _table(resource: Resource) -> Callable[[Stage], QWidget]:
    return lambda stage: rows_page(stage, resource)[0]


def nothing_fits(stage: Stage) -> QWidget:
    """A search that finds no row."""
    window, page = rows_page(stage, Resource.TRANSACTIONS)
    page.filters.search.setText("no such customer")
    page.filters.search.returnPressed.emit()
    stage.wait_until(lambda: stage.tasks.busy == 0, LONG_S)
    return window


def opt_ins(stage: Stage) -> QWidget:
    """Picture 05: the matrix with offers on WhatsApp open."""
    shop = sample_shop()
    model = OptInsViewModel(
        stage.tasks,
        stage.notices,
        stage.walkthrough,
        shop.opt_ins,
        OutboxViewModel(stage.tasks, stage.notices, shop.outbox),
        clock=lambda: NOW,
    )
    page = OptInsPage(model, stage.walkthrough, stage.looks)
    window = stage.signed_in_window("opt_ins", {"opt_ins": lambda: page})
    model.select_when_read("offers.whatsapp")
    stage.wait_until(lambda: model.details.story is not None, LONG_S)
    return window


def opt_ins_waiting(stage: Stage) -> QWidget:
    """Everything promotional was stopped without a line to Kassapos: it waits."""
    shop = sample_shop()
    for left in shop.outbox.intents():  # of the other theme
        shop.outbox.discard(left.client_ref)
    outbox = OutboxViewModel(stage.tasks, stage.notices, shop.outbox)
    model = OptInsViewModel(
        stage.tasks, stage.notices, stage.walkthrough, shop.opt_ins, outbox, clock=lambda: NOW
    )
    page = OptInsPage(model, stage.walkthrough, stage.looks)
    window = stage.signed_in_window("opt_ins", {"opt_ins": lambda: page})
    stage.wait_until(lambda: bool(model.all), LONG_S)
    shop.fault("GET /v1/me", drop="before", times=1000)
    model.stop_promotional()
    stage.wait_until(lambda: model.waits > 0, LONG_S)
    outbox.stop()
    model.select("product_updates.in_app")
    stage.wait_until(lambda: model.details.story is not None, LONG_S)
    shop.no_faults()
    return window


DATA_PICTURES: list[Picture] = [
    Picture("02-home", home),
    Picture("02b-home-masked", home_masked),
    Picture("02e-home-changes", home_changes, dialog=True),
    Picture("03-my-data", fields),
    Picture("13-walkthrough-mode", fields_masked),
    Picture("04-billing-table", _table(Resource.TRANSACTIONS)),
    Picture("04b-usage-table", _table(Resource.USAGE_EVENTS)),
    Picture("04c-devices", _table(Resource.DEVICES)),
    Picture("04d-nothing-fits", nothing_fits),
    Picture("05-optins", opt_ins),
    Picture("05b-optins-waiting", opt_ins_waiting),
]
