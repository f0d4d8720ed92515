"""`kassadesk export`: the same export as the window's, for scripts and scheduled tasks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kassadesk.app.folders import Folders
from kassadesk.app.signed_in import signed_in
from kassadesk.core.exports import ExportFormat, ExportPlan, ExportReport
from kassadesk.core.held import CategoryId
from kassadesk.core.work import Work
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import KnownKeys
from kassadesk.services.exports import ExportService


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What the command line asked for."""

    target: Path
    only: tuple[CategoryId, ...] = ()
    """Empty: everything."""
    force: bool = False
    sandbox: bool = False
    shop: str = "kaveri"
    transactions: int | None = None


def export(wish: ExportWish, folders: Folders, work: Work) -> ExportReport:
    """The written export. Raises KassaError and Cancelled."""
    suffix = wish.target.suffix.lower()
    plan = ExportPlan(
        categories=frozenset(wish.only or CategoryId),
        format=ExportFormat.EXCEL if suffix == ".xlsx" else ExportFormat.CSV,
        target=wish.target.absolute(),
        replace=wish.force,
    )
    with signed_in(folders, wish.sandbox, wish.shop, wish.transactions) as here:
        known = ExportHistory(folders.data), KnownKeys(folders.data)
        return ExportService(here.api, *known).export(plan, work)
