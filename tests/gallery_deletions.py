"""Pictures of a deletion beside picture 10: a copy that is there, another holder, a hold that ended."""

from __future__ import annotations

import atexit
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kassadesk.core.exports import PastExport
from kassadesk.services.home import HomeService
from kassadesk.ui.pages.deletion_page import DeletionPage
from kassadesk.ui.pages.home_page import HomePage
from kassadesk.viewmodels.deletion import SEE, DeletionViewModel
from kassadesk.viewmodels.home import HomeViewModel
from tests.gallery_data_pages import LONG_S, sample_shop
from tests.gallery_requests import outbox_of
from tests.gallery_stage import NOW, Picture, Stage
from tests.past_exports import PastExportsInMemory, past_export
from tests.sample_shop_signed_in import SignedInShop

NEW_YEAR_2029 = datetime(2029, 1, 1, 4, 0, tzinfo=UTC)
"""The first morning after the oldest hold of the sample's story."""
NARROW = (1024, 568)
"""The smallest window, without the title bar."""


@cache
def company() -> SignedInShop:
    """A private limited company."""
    shop = SignedInShop("meenakshi", 3000)
    atexit.register(shop.close)
    return shop


class OneCopy:
    """An own copy of everything, made this morning."""

    def __init__(self, rows: int, bills: int) -> None:
        self._rows, self._bills = rows, bills

    def history(self, shop_id: str) -> tuple[PastExport, ...]:
        made = past_export(
            NOW,
            path=Path("KassaDesk-Everything-2026-11-23.xlsx"),
            rows=self._rows,
            transactions=self._bills,
            size_bytes=11_000_000,
            shop_id=shop_id,
        )
        return (made,)


def _deletion(
    stage: Stage, shop: SignedInShop, exports: object
) -> tuple[QWidget, DeletionViewModel]:
    model = DeletionViewModel(
        stage.tasks,
        stage.notices,
        stage.walkthrough,
        shop.data_requests,
        shop.records,
        exports,  # type: ignore[arg-type]  # only `history` is asked here
        outbox_of(stage, shop, NOW),
        lambda: NOW,
    )
    page = DeletionPage(model, stage.looks)
    window = stage.signed_in_window("requests", {"requests": lambda: page})
    stage.wait_until(lambda: model.basis is not None, LONG_S)
    return window, model


def _see(stage: Stage, model: DeletionViewModel) -> None:
    model.go(SEE)
    stage.wait_until(lambda: model.preview is not None, LONG_S)


def with_copy(stage: Stage) -> QWidget:
    """Picture 10: the copy is verified, three of four characters are typed."""
    window, model = _deletion(stage, sample_shop(), OneCopy(24_400, 20_000))
    model.choose_closing(True)
    _see(stage, model)
    model.type(model.confirmation[:3])
    return window


def of_a_company(stage: Stage) -> QWidget:
    """A company closes its account: the policy gives the right, the law protects persons."""
    window, model = _deletion(stage, company(), PastExportsInMemory())
    model.choose_closing(True)
    _see(stage, model)
    return window


def of_one_kind(stage: Stage) -> QWidget:
    """Only one kind of data: two groups have nothing."""
    window, model = _deletion(stage, sample_shop(), OneCopy(24_400, 20_000))
    model.choose_category("device", True)
    _see(stage, model)
    return window


def hold_ended(stage: Stage) -> QWidget:
    """Home on the day after a hold has ended."""
    shop = sample_shop()
    service = HomeService(
        shop.records,
        shop.opt_ins,
        shop.data_requests,
        shop.policies,
        shop.exports,
        lambda: NEW_YEAR_2029,
    )
    model = HomeViewModel(stage.tasks, stage.walkthrough, service, lambda: NEW_YEAR_2029)
    page = HomePage(model, stage.looks)
    window = stage.signed_in_window("home", {"home": lambda: page})
    stage.wait_until(lambda: model.overview is not None, LONG_S)
    model.show_all()
    return window


DELETION_PICTURES: list[Picture] = [
    Picture("02d-home-hold-ended", hold_ended),
    Picture("10f-delete-with-copy", with_copy),
    Picture("10g-delete-company", of_a_company),
    Picture("10h-delete-one-kind", of_one_kind),
    Picture("10i-delete-narrow", with_copy, size=NARROW),
]
