"""Pictures of Export, Review, Requests, both forms, Policy and Help, over a real sample shop."""

from __future__ import annotations

import atexit
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kassadesk.core.data_requests import CorrectionDraft
from kassadesk.core.errors import TargetExists
from kassadesk.core.held import CategoryId
from kassadesk.core.intents import Intent, IntentKind, IntentState, Trouble
from kassadesk.core.rows import Kind
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import KnownKeys
from kassadesk.services.exports import ExportService
from kassadesk.services.reviews import ReviewService
from kassadesk.ui.pages.correction_page import CorrectionPage
from kassadesk.ui.pages.deletion_page import DeletionPage
from kassadesk.ui.pages.export_page import ExportPage
from kassadesk.ui.pages.help_page import HelpPage
from kassadesk.ui.pages.review_page import ReviewPage
from kassadesk.viewmodels.correction import CorrectionViewModel
from kassadesk.viewmodels.deletion import DeletionViewModel
from kassadesk.viewmodels.exports import ExportsViewModel
from kassadesk.viewmodels.help import HelpViewModel
from kassadesk.viewmodels.outbox import OutboxViewModel
from kassadesk.viewmodels.requests import RequestsViewModel
from kassadesk.viewmodels.review import ReviewViewModel
from tests.gallery_data_pages import LONG_S, sample_shop
from tests.gallery_requests import outbox_of, requests_page
from tests.gallery_stage import NOW, Picture, Stage
from tests.viewmodels.made_own_copies import AsOnWindows, own_copies

SMALL = (1093, 582)
"""A 1366 x 768 screen at 125 %, without the title bar."""


@cache
def _folder() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="kassadesk-gallery-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


@cache
def _exports() -> ExportService:
    return ExportService(
        sample_shop().api, ExportHistory(_folder()), KnownKeys(_folder()), lambda: NOW
    )


def outbox(stage: Stage) -> OutboxViewModel:
    """The outbox of the sample shop."""
    return outbox_of(stage, sample_shop(), NOW)


def export_page(stage: Stage) -> tuple[QWidget, ExportsViewModel]:
    shop = sample_shop()
    model = ExportsViewModel(
        stage.tasks, stage.notices, stage.walkthrough, _exports(), shop.records, _folder()
    )
    copies = own_copies(stage.tasks, stage.walkthrough, _folder(), AsOnWindows)
    page = ExportPage(model, stage.looks, stage.notices, copies)
    window = stage.signed_in_window("export", {"export": lambda: page})
    stage.wait_until(lambda: model.basis is not None, LONG_S)
    return window, model


def contact_export(stage: Stage) -> tuple[QWidget, ExportsViewModel, Path]:
    window, model = export_page(stage)
    model.chosen = frozenset({CategoryId.CONTACT})
    model.start()
    stage.wait_until(lambda: model.last_report is not None, 4 * LONG_S)
    stage.wait_until(lambda: not model.loading, LONG_S)
    assert model.last_report is not None
    return window, model, model.last_report.path


def export_done(stage: Stage) -> QWidget:
    """Picture 06 after an export."""
    return contact_export(stage)[0]


def export_refused(stage: Stage) -> QWidget:
    """A name that is taken."""
    window, model, path = contact_export(stage)
    model.start_as(path)
    stage.wait_until(lambda: isinstance(model.error, TargetExists), LONG_S)
    return window


def review_empty(stage: Stage) -> QWidget:
    """No file yet."""
    return empty_review(stage)[0]


def review_unchanged(stage: Stage) -> QWidget:
    """Picture 07."""
    path = contact_export(stage)[2]
    window, model = empty_review(stage)
    model.open(path)
    stage.wait_until(lambda: model.review is not None, LONG_S)
    stage.wait_until(lambda: model.rows.state == "ready", LONG_S)
    return window


def empty_review(stage: Stage) -> tuple[QWidget, ReviewViewModel]:
    service = ReviewService(KnownKeys(_folder()))
    model = ReviewViewModel(stage.tasks, stage.notices, stage.walkthrough, service)
    page = ReviewPage(model, stage.looks)
    return stage.signed_in_window("review", {"review": lambda: page}), model


def requests(stage: Stage) -> QWidget:
    """Picture 09: your turn."""
    return _requests(stage)[0]


def requests_refused(stage: Stage) -> QWidget:
    """A refusal with reason, basis and next step."""
    window, model = _requests(stage)
    model.choose(next(r for r in model.shown if str(r.status) == "denied").request_id)
    stage.wait_until(lambda: bool(model.events), LONG_S)
    return window


def requests_masked(stage: Stage) -> QWidget:
    """Picture 13 on this page."""
    window, _ = _requests(stage)
    stage.walkthrough.set_on(True)
    return window


def _requests(stage: Stage) -> tuple[QWidget, RequestsViewModel]:
    return requests_page(stage, sample_shop(), NOW)


def correction(stage: Stage) -> QWidget:
    """Picture 11: the GSTIN with a wrong check character."""
    shop = sample_shop()
    model = CorrectionViewModel(
        stage.tasks, stage.notices, stage.walkthrough, outbox(stage), shop.records
    )
    page = CorrectionPage(model, stage.looks)
    window = stage.signed_in_window("requests", {"requests": lambda: page})
    stage.wait_until(lambda: bool(model.fields), LONG_S)
    for held in [f for f in model.fields if f.kind is Kind.GSTIN]:
        model.choose(held.field_id)
        if model.current_check is not None and not model.current_check.ok:
            break
    assert model.field is not None
    model.type(str(model.field.value))
    model.take_suggestion()
    model.say_why("Last character typed wrongly")
    return window


def correction_masked(stage: Stage) -> QWidget:
    """The form while a walkthrough runs."""
    window = correction(stage)
    stage.walkthrough.set_on(True)
    return window


def _deletion(stage: Stage, step: int) -> QWidget:
    shop = sample_shop()
    model = DeletionViewModel(
        stage.tasks,
        stage.notices,
        stage.walkthrough,
        shop.data_requests,
        shop.records,
        _exports(),
        outbox(stage),
    )
    page = DeletionPage(model, stage.looks)
    window = stage.signed_in_window("requests", {"requests": lambda: page})
    stage.wait_until(lambda: model.basis is not None, LONG_S)
    model.choose_closing(True)
    model.go(step)
    stage.wait_until(lambda: step < 3 or model.preview is not None, LONG_S)
    return window


def deletion_choose(stage: Stage) -> QWidget:
    """Step 1."""
    return _deletion(stage, 1)


def deletion_copy(stage: Stage) -> QWidget:
    """Step 2."""
    return _deletion(stage, 2)


def deletion_see(stage: Stage) -> QWidget:
    """Picture 10."""
    return _deletion(stage, 3)


def help_page(stage: Stage) -> QWidget:
    """Help."""
    model = HelpViewModel(
        "0.1.0",
        _folder() / "logs",
        lambda: "https://api.kassapos.example",
        lambda: "Windows Credential Manager",
    )
    page = HelpPage(model, stage.looks, stage.lock(), stage.session())
    return stage.signed_in_window("help", {"help": lambda: page})


_UNSENT = (
    # state, the trouble it met, whether it may have left this PC
    (IntentState.DRAFT, None, False),
    (IntentState.QUEUED, None, False),
    (IntentState.NOT_SURE, Trouble("TimedOut"), True),
    (IntentState.SENDING, None, True),
    (IntentState.REFUSED, Trouble("NotAllowed"), True),
)


def _unsent(state: IntentState, trouble: Trouble | None, posted: bool) -> Intent:
    wish = CorrectionDraft(
        f"ref-{state}", "key", "business.name", "Business name", "Kaveri Fresh Mart",
        "Kaveri Fresh Mart and Sons", "We changed the name.",
    )  # fmt: skip
    return Intent(
        wish.client_ref, "api.kassapos.example/0", IntentKind.CORRECTION, state, NOW, "key", NOW,
        posted_at=NOW if posted else None, trouble=trouble, wish=wish,
        documents=1, lasting=state is not IntentState.DRAFT,
    )  # fmt: skip


def _requests_unsent(stage: Stage, chosen: IntentState) -> QWidget:
    window, model = _requests(stage)
    model.outbox.intents = tuple(_unsent(*one) for one in _UNSENT)
    model.choose(f"ref-{chosen}")
    model.outbox.changed.emit()
    stage.settle()
    return window


def requests_draft(stage: Stage) -> QWidget:
    """A draft that lasts for the run only."""
    return _requests_unsent(stage, IntentState.DRAFT)


def requests_queued(stage: Stage) -> QWidget:
    """Waits to be sent."""
    return _requests_unsent(stage, IntentState.QUEUED)


def requests_not_sure(stage: Stage) -> QWidget:
    """It may have arrived."""
    return _requests_unsent(stage, IntentState.NOT_SURE)


def requests_turned_down(stage: Stage) -> QWidget:
    """Refused before it was filed."""
    return _requests_unsent(stage, IntentState.REFUSED)


ACT_PICTURES: list[Picture] = [
    Picture("06-export-done", export_done),
    Picture("06b-export-refused", export_refused),
    Picture("06c-export-small", export_done, size=SMALL),
    Picture("07-review-file", review_unchanged),
    Picture("07b-review-empty", review_empty),
    Picture("09-requests", requests),
    Picture("09b-requests-refused", requests_refused),
    Picture("09c-requests-masked", requests_masked),
    Picture("09d-requests-small", requests, size=SMALL),
    Picture("09e-requests-draft", requests_draft),
    Picture("09f-requests-queued", requests_queued),
    Picture("09g-requests-not-sure", requests_not_sure),
    Picture("09h-requests-turned-down", requests_turned_down),
    Picture("09i-requests-queued-small", requests_queued, size=SMALL),
    Picture("10-delete-preview", deletion_see),
    Picture("10b-delete-choose", deletion_choose),
    Picture("10c-delete-copy", deletion_copy),
    Picture("10d-delete-small", deletion_see, size=SMALL),
    Picture("11-correct", correction),
    Picture("11b-correct-masked", correction_masked),
    Picture("11c-correct-small", correction, size=SMALL),
    Picture("17-help", help_page),
]
