"""Asks where the policy, the calendar or the accountant's sheet is to be saved, and lets it be written."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from kassadesk.core.clock import indian_day
from kassadesk.ui.words.keep_until import keep_days, keep_sheet, keep_table
from kassadesk.ui.words.policy_paper import policy_paper

if TYPE_CHECKING:
    from kassadesk.viewmodels.keep_calendar import KeepCalendarViewModel
    from kassadesk.viewmodels.policy import PolicyViewModel

translate = QCoreApplication.translate


def save_policy(model: PolicyViewModel, parent: QWidget) -> None:
    """Both texts with what changes, as a PDF."""
    picture = model.picture
    if picture is None:
        return
    day = indian_day(model.now).isoformat()
    path = _where(parent, translate("PolicyPage", "Save the policy"), f"policy-{day}.pdf")
    if path is not None:
        told = picture.next.changes if picture.next else ()
        paper = policy_paper(picture.in_force, picture.next, told, picture.found, model.now)
        model.save_paper(paper, path)


def save_calendar(
    what: str, model: KeepCalendarViewModel, policy: PolicyViewModel, parent: QWidget
) -> None:
    """The calendar as "excel", "days" or "sheet"."""
    calendar, merchant = model.calendar, model.merchant
    if calendar is None or merchant is None:
        return
    day = calendar.today.isoformat()
    title = translate("PolicyPage", "Save the keep-until calendar")
    if what == "excel":
        path = _where(parent, title, f"keep-until-{day}.xlsx")
        if path is not None:
            model.save_table(keep_table(calendar), path)
    elif what == "days":
        path = _where(parent, title, f"keep-until-{day}.ics")
        if path is not None:
            model.save_days(keep_days(calendar, merchant.merchant_id), path)
    else:
        path = _where(parent, title, f"where-the-books-are-{day}.pdf")
        if path is not None:
            now: datetime = policy.now
            companies = policy.picture.processors if policy.picture else ()
            lens = model.walkthrough.lens
            model.save_sheet(keep_sheet(calendar, merchant, companies, lens, now), path)


def _where(parent: QWidget, title: str, name: str) -> Path | None:
    ending = name.rpartition(".")[2]
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, name, f"(*.{ending})")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(f".{ending}")
