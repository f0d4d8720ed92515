"""The Requests page of a picture, over any sample shop and moment."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kassadesk.ui.pages.requests_page import RequestsPage
from kassadesk.viewmodels.following import FollowingViewModel
from kassadesk.viewmodels.outbox import OutboxViewModel
from kassadesk.viewmodels.requests import RequestsViewModel
from tests.gallery_data_pages import LONG_S
from tests.gallery_stage import Stage
from tests.sample_shop_signed_in import SignedInShop


def outbox_of(stage: Stage, shop: SignedInShop, now: datetime) -> OutboxViewModel:
    """The outbox of a shop, with what is in it already."""
    model = OutboxViewModel(stage.tasks, stage.notices, shop.outbox, lambda: now)
    model.intents = shop.outbox.intents()
    return model


def requests_page(
    stage: Stage, shop: SignedInShop, now: datetime, choose: str = ""
) -> tuple[QWidget, RequestsViewModel]:
    """The window with Requests open; `choose` opens that request or complaint."""
    outbox = outbox_of(stage, shop, now)
    following = FollowingViewModel(
        stage.tasks,
        stage.notices,
        shop.following,
        outbox,
        Path(tempfile.gettempdir()),
        lambda: now,
    )
    model = RequestsViewModel(
        stage.tasks,
        stage.notices,
        stage.walkthrough,
        shop.data_requests,
        outbox,
        following,
        lambda: now,
    )
    page = RequestsPage(model, stage.looks)
    window = stage.signed_in_window("requests", {"requests": lambda: page})
    stage.wait_until(lambda: model.loaded and following.loaded, LONG_S)
    if choose:
        page._open(choose)
    stage.wait_until(lambda: bool(model.events or following.events), LONG_S)
    stage.wait_until(lambda: not stage.tasks.busy, LONG_S)
    return window, model
