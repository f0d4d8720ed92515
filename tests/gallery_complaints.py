"""Pictures of complaints in every state, of the ladder, of the small forms and their dialogs."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from PySide6.QtWidgets import QWidget

from kassadesk.core.intents import IntentKind
from kassadesk.core.own_steps import OwnSteps
from kassadesk.ui.pages.asking_page import AskingPage
from kassadesk.viewmodels.asking import AskingViewModel
from kassadesk.viewmodels.requests import RequestsViewModel
from tests.gallery_data_pages import LONG_S, sample_shop
from tests.gallery_requests import outbox_of, requests_page
from tests.gallery_stage import NOW, Picture, Stage
from tests.sample_shop_signed_in import SignedInShop
from tests.sandbox.grievance_places import PLACES, TEXT, walk

IN_FORCE = "2027-06-01"
"""A day on which the law about complaints is in force."""
LOW = (1024, 568)
"""The least window, without the title bar."""


@cache
def walked() -> tuple[SignedInShop, dict[str, str], datetime]:
    """A shop when the law is in force, a complaint in each state, and that moment."""
    shop = SignedInShop("kaveri", 60, today=IN_FORCE)
    atexit.register(shop.close)
    about = next(r for r in shop.data_requests.all() if str(r.status) == "denied").request_id
    found = walk(shop.sandbox, shop.sandbox.sign_in(), about)
    return shop, found, shop.now()


def _page(stage: Stage, place: str, days: int = 0) -> tuple[QWidget, RequestsViewModel]:
    shop, found, now = walked()
    return requests_page(stage, shop, now + timedelta(days=days), found[place])


def pane(place: str) -> Callable[[Stage], QWidget]:
    """A complaint in one state."""
    return lambda stage: _page(stage, place)[0]


def masked(stage: Stage) -> QWidget:
    """A question that waits, while a walkthrough runs."""
    window = _page(stage, "WAITING_ON_CLIENT")[0]
    stage.walkthrough.set_on(True)
    return window


def board_open(stage: Stage) -> QWidget:
    """The law's day has passed without an end: the Board's rung is open."""
    return _page(stage, "IN_PROGRESS", days=91)[0]


def board_asked(stage: Stage) -> QWidget:
    """It was brought before the Board, as the person noted."""
    shop, found, _now = walked()
    window, model = _page(stage, "IN_PROGRESS", days=100)
    followed = model.following._followed
    assert followed is not None
    steps = OwnSteps(found["IN_PROGRESS"], board_on=date(2027, 9, 5), board_number="DPB/2027/118")
    model.following._followed = replace(followed, steps=(steps,))
    model.following.changed.emit()
    assert shop.following.read(date(2027, 9, 5)).steps == ()  # only in this picture
    return window


def late(stage: Stage) -> QWidget:
    """Nothing came by the promised day: the clock warns and the reminder is ready."""
    shop = sample_shop()
    running = next(r for r in shop.data_requests.all() if r.promised_by and not r.final)
    assert running.promised_by is not None
    after = running.promised_by + timedelta(days=3)
    return requests_page(stage, shop, after, running.request_id)[0]


def dialog(name: str) -> Callable[[Stage], QWidget]:
    """One of the dialogs, over the complaint it is about."""

    def made(stage: Stage) -> QWidget:
        place = "WAITING_ON_CLIENT" if name == "answer" else "RESOLVED"
        window, model = _page(stage, place)
        page = window.shelf.currentWidget()  # type: ignore[attr-defined]
        acts = page.acts
        if name == "board":
            acts.note_board(model.chosen_id)
        else:
            getattr(acts, name)()
        assert acts.dialog is not None
        shown: QWidget = acts.dialog
        return shown

    return made


def form(kind: IntentKind, **typed: object) -> Callable[[Stage], QWidget]:
    """One of the small forms, filled."""

    def made(stage: Stage) -> QWidget:
        shop = sample_shop()
        model = AskingViewModel(
            stage.tasks,
            stage.notices,
            stage.walkthrough,
            shop.data_requests,
            shop.records,
            outbox_of(stage, shop, NOW),
            lambda: NOW,
        )
        page = AskingPage(model, stage.looks)
        window = stage.signed_in_window("requests", {"requests": lambda: page})
        refused = next(r for r in shop.data_requests.all() if str(r.status) == "denied")
        about = {"about_request": refused.request_id} if kind is IntentKind.GRIEVANCE else {}
        model.begin(kind, **{**typed, **about})
        stage.wait_until(lambda: model.loaded and not stage.tasks.busy, LONG_S)
        return window

    return made


COPY = form(IntentKind.COPY, copy_of="some", categories=("usage", "device"))
COMPLAINT = form(IntentKind.GRIEVANCE, category="request_refused", text=TEXT)
NOMINATION = form(
    IntentKind.NOMINATION, name="S. Karthik", relation="son", phone="98421 77003", email="k@x"
)
REPORT = form(
    IntentKind.MINOR_REPORT,
    minor_about="A customer's name on bills of June 2026",
    how_noticed="Her mother told us at the counter.",
)

COMPLAINT_PICTURES: list[Picture] = [
    *(Picture(f"19-complaint-{place.lower()}", pane(place)) for place in PLACES),
    Picture("19-complaint-masked", masked),
    Picture("19-complaint-small", pane("WAITING_ON_CLIENT"), size=LOW),
    Picture("19b-board-open", board_open),
    Picture("19b-board-asked", board_asked),
    Picture("19c-late", late),
    Picture("19c-late-small", late, size=LOW),
    *(
        Picture(f"19d-dialog-{name}", dialog(name), dialog=True)
        for name in ("answer", "reopen", "not_settled", "board")
    ),
    Picture("20-ask-copy", COPY),
    Picture("20-ask-complaint", COMPLAINT),
    Picture("20-ask-complaint-small", COMPLAINT, size=LOW),
    Picture("20-ask-nomination", NOMINATION),
    Picture("20-ask-report", REPORT),
]
