"""Pictures of what is chosen on the Export page: a password, an earlier copy; and how it ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from kassadesk.core.errors import Offline, UnreadableExport
from kassadesk.core.exports import Alteration, ExportFormat
from kassadesk.core.held import CategoryId
from kassadesk.viewmodels.exports import ExportsViewModel
from tests.gallery_act_pages import SMALL, contact_export, export_page
from tests.gallery_stage import Picture, Stage

BIG = (1366, 736)
SMALLEST = (1024, 568)
"""The smallest window, without the title bar."""


def _shown(stage: Stage, window: QWidget, name: str) -> QWidget:
    """Scroll the choice so that the part of that name is in sight, as the person would."""
    page = window.shelf.currentWidget()  # type: ignore[attr-defined]
    part = getattr(page.choice, name)
    window.show()
    stage.settle()
    part.box.setFocus()
    part.opened.emit()
    stage.settle()
    return window


def password_weak(stage: Stage, size: tuple[int, int] = BIG) -> QWidget:
    """A password that is soon guessed, typed again as another one."""
    window, model = export_page(stage)
    _type(model, "kaveri1234", "kaveri9")
    window.resize(*size)
    return _shown(stage, window, "lock")


def password_strong(stage: Stage, size: tuple[int, int] = BIG) -> QWidget:
    """A good password, typed twice."""
    window, model = export_page(stage)
    _type(model, "three blue herons at Marina", "three blue herons at Marina")
    window.resize(*size)
    return _shown(stage, window, "lock")


def _type(model: ExportsViewModel, password: str, again: str) -> None:
    model.lock.want(True)
    model.lock.type(password)
    model.lock.type_again(again)


def no_password_for_csv(stage: Stage) -> QWidget:
    """CSV cannot be locked; the reason stands below."""
    window, model = export_page(stage)
    model.set_format(ExportFormat.CSV)
    return window


def only_what_is_new(stage: Stage, size: tuple[int, int] = BIG) -> QWidget:
    """The newest copy is proposed; it lacks some of what is chosen."""
    window, model, _path = contact_export(stage)
    model.dismiss()
    model.chosen = frozenset({CategoryId.CONTACT, CategoryId.BILLING})
    model.since.want(True)
    window.resize(*size)
    return _shown(stage, window, "since")


def earlier_copy_locked(stage: Stage) -> QWidget:
    """The file of the earlier copy has a password."""
    window, model, path = contact_export(stage)
    model.dismiss()
    model.since.want(True)
    model.since._on_failed(path, UnreadableExport(path, "encrypted"))
    return _shown(stage, window, "since")


def done_with_notes(stage: Stage) -> QWidget:
    """Everything there can be to say about an export that is done."""
    window, model, _path = contact_export(stage)
    report = model.last_report
    assert report is not None and report.as_of is not None
    model.last_report = replace(
        report,
        instead_of=report.path,
        path=report.path.with_stem(report.path.stem + "-2"),
        since=report.as_of - timedelta(days=40),
        locked=True,
        resumed_rows=6_000,
        begun_again=1,
        altered=(Alteration("Contact", "value", "only_spaces", 3),),
    )
    model.changed.emit()
    return window


def interrupted(stage: Stage) -> QWidget:
    """The line broke: another try goes on."""
    window, model, _path = contact_export(stage)
    model.last_report, model.error = None, Offline()
    model.changed.emit()
    return window


EXPORT_PICTURES: list[Picture] = [
    Picture("06e-export-password", password_weak),
    Picture("06f-export-password-small", partial(password_strong, size=SMALL), SMALL),
    Picture("06g-export-password-smallest", partial(password_weak, size=SMALLEST), SMALLEST),
    Picture("06h-export-csv", no_password_for_csv),
    Picture("06i-export-new-only", only_what_is_new),
    Picture("06j-export-new-only-smallest", partial(only_what_is_new, size=SMALLEST), SMALLEST),
    Picture("06k-export-earlier-locked", earlier_copy_locked),
    Picture("06l-export-notes", done_with_notes),
    Picture("06m-export-notes-smallest", done_with_notes, size=SMALLEST),
    Picture("06n-export-interrupted", interrupted),
]
