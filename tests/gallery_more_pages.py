"""Pictures of what comes up on a page: dialogs, a running export, a changed file, hidden values."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from openpyxl import load_workbook
from PySide6.QtWidgets import QWidget

from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Resource
from kassadesk.ui.pages.help_parts.licences_card import LicenceDialog
from kassadesk.ui.pages.opt_ins_parts.conflict_dialog import conflict_dialog
from kassadesk.ui.widgets.dialog import confirm
from kassadesk.viewmodels.export_progress import Progress
from kassadesk.viewmodels.help import third_parties
from tests.gallery_act_pages import (
    SMALL,
    contact_export,
    deletion_see,
    empty_review,
    export_page,
)
from tests.gallery_data_pages import LONG_S, fields, home, opt_ins, rows_page, sample_shop
from tests.gallery_stage import Picture, Stage


def masked(make: Callable[[Stage], QWidget]) -> Callable[[Stage], QWidget]:
    """The same picture in a walkthrough."""

    def made(stage: Stage) -> QWidget:
        window = make(stage)
        stage.walkthrough.set_on(True)
        return window

    return made


def export_running(stage: Stage) -> QWidget:
    """Picture 06: in the middle of it, held still for the picture."""
    window, model = export_page(stage)
    model.chosen = frozenset({CategoryId.CONTACT})
    model.start()
    plan = model.running
    stage.wait_until(lambda: model.last_report is not None, 4 * LONG_S)
    stage.wait_until(lambda: not model.loading, LONG_S)
    model.last_report, model.running = None, plan
    model.progress = Progress(12_600, 20_000, "writing:Bills 2026-27", 315.0, 2_400_000)
    model.changed.emit()
    return window


def review_changed(stage: Stage) -> QWidget:
    """A file in which somebody changed a cell."""
    path = contact_export(stage)[2]
    changed = path.with_name("KassaDesk-changed.xlsx")
    shutil.copy(path, changed)
    book = load_workbook(changed)
    book.worksheets[1].cell(4, 4).value = "another value"
    book.save(changed)
    window, model = empty_review(stage)
    model.open(changed)
    stage.wait_until(lambda: model.review is not None, LONG_S)
    stage.wait_until(lambda: model.rows.state == "ready", LONG_S)
    return window


def licence(stage: Stage) -> QWidget:
    """One licence text."""
    return LicenceDialog(stage.looks, third_parties()[0])


def withdraw(stage: Stage) -> QWidget:
    """A confirmation of a deed that cannot be taken back."""
    return confirm(
        stage.looks,
        "Withdraw “Correct: Your name”?",
        "Kassapos stops working on it. The receipt stays with you.",
        "Withdraw",
        "Keep request",
        danger=True,
    )


def changed_elsewhere(stage: Stage) -> QWidget:
    """A choice that another device changed meanwhile."""
    choice = next(one for one in sample_shop().opt_ins.all() if one.opt_in_id == "offers.whatsapp")
    return conflict_dialog(stage.looks, choice, True, stage.window({}))


MORE_PICTURES: list[Picture] = [
    Picture("02c-home-small", home, size=SMALL),
    Picture("03b-my-data-small", fields, size=SMALL),
    Picture("04e-table-masked", masked(lambda stage: rows_page(stage, Resource.TRANSACTIONS)[0])),
    Picture("05b-optins-masked", masked(opt_ins)),
    Picture("05c-optins-small", opt_ins, size=SMALL),
    Picture("05d-changed-elsewhere", changed_elsewhere, dialog=True),
    Picture("06d-export-running", export_running),
    Picture("07c-review-changed", review_changed),
    Picture("09e-withdraw", withdraw, dialog=True),
    Picture("10e-delete-masked", masked(deletion_see)),
    Picture("17b-licence", licence, dialog=True),
]
