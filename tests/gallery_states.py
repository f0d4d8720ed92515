"""Pictures of the Requests pane in every status and reason, walked on a sample shop of its own."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache

from PySide6.QtWidgets import QWidget

from kassadesk.viewmodels.requests import RequestsViewModel
from tests.gallery_requests import requests_page
from tests.gallery_stage import Picture, Stage
from tests.sample_shop_signed_in import SignedInShop
from tests.sandbox.places import PLACES, walk

Place = tuple[str, str | None]


@cache
def walked() -> tuple[SignedInShop, dict[Place, str], datetime]:
    """The shop, a request id for each place, and the day it is there by the shop's own calendar."""
    shop = SignedInShop("kaveri", 400)
    atexit.register(shop.close)
    found = walk(shop.sandbox)
    shop.sign_in_again()
    return shop, found, shop.now()


def pane(place: Place) -> Callable[[Stage], QWidget]:
    """The Requests page with the request of one place chosen."""

    def made(stage: Stage) -> QWidget:
        return _page(stage, walked()[1][place])[0]

    return made


def unknown_reason(stage: Stage) -> QWidget:
    """A reason that is newer than this program: the base word and Kassapos' own text."""
    window, model = _page(stage, walked()[1]["in_progress", None])
    assert model.chosen is not None
    newer = replace(model.chosen, reason="with_the_court", details="A court has asked us to wait.")
    model._replace(newer)
    model.changed.emit()
    return window


def _page(stage: Stage, request_id: str) -> tuple[QWidget, RequestsViewModel]:
    shop, _, now = walked()
    return requests_page(stage, shop, now, request_id)


def name_of(place: Place) -> str:
    """File name of a place's picture."""
    status, reason = place
    return f"18-{status}" + (f"-{reason}" if reason else "")


STATE_PICTURES: list[Picture] = [
    *(Picture(name_of(place), pane(place)) for place in PLACES),
    Picture("18-unknown-reason", unknown_reason),
]
