"""`kassadesk export`: the same export as the window's, for scripts and scheduled tasks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from kassadesk.app.console import say_error
from kassadesk.app.folders import Folders
from kassadesk.app.signed_in import signed_in
from kassadesk.app.typed_passwords import opened_with
from kassadesk.core.clock import utc_now
from kassadesk.core.earlier_copies import not_whole_in
from kassadesk.core.errors import KassaError
from kassadesk.core.exports import EarlierCopy, ExportFormat, ExportPlan, ExportReport
from kassadesk.core.held import CategoryId
from kassadesk.core.work import Work
from kassadesk.files.copy_trouble import CopyTroubleFile
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.settings_file import SettingsFile
from kassadesk.services.exports import ExportService
from kassadesk.services.leftovers import sweep_leftovers
from kassadesk.services.scheduled_copies import KEEP, ScheduledCopies


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
    since: Path | None = None
    """The file of an earlier export: only what is new since then is taken."""
    password: str = field(default="", repr=False)
    """Locks the new file, and opens the earlier one when that is locked too."""


def export(wish: ExportWish, folders: Folders, work: Work) -> ExportReport:
    """The written export. Raises KassaError and Cancelled."""
    suffix = wish.target.suffix.lower()
    plan = ExportPlan(
        categories=frozenset(wish.only or CategoryId),
        format=ExportFormat.EXCEL if suffix == ".xlsx" else ExportFormat.CSV,
        target=wish.target.absolute(),
        replace=wish.force,
        password=wish.password,
    )
    sweep_leftovers(folders.data, plan.target.parent)
    with signed_in(folders, wish.sandbox, wish.shop, wish.transactions) as here:
        known = ExportHistory(folders.data), KnownKeys(folders.data)
        service = ExportService(here.api, *known)
        if wish.since is not None:
            plan = replace(plan, since=_earlier(service, wish, wish.since, work))
        return service.export(plan, work)


def next_copy(
    wish: ExportWish, folders: Folders, work: Work, keep: int | None = None
) -> ExportReport:
    """The next copy of a row in the folder `wish.target`; what a scheduled task asks for.

    Raises KassaError and Cancelled; a failure is noted for the next start of the window. Nobody is
    asked for anything.
    """
    folder = wish.target.absolute()
    trouble = CopyTroubleFile(folders.data)
    sweep_leftovers(folders.data, folder)
    try:
        with signed_in(
            folders,
            wish.sandbox,
            wish.shop,
            wish.transactions,
            scheduled=_is_scheduled(folder, folders),
        ) as here:
            known = ExportHistory(folders.data), KnownKeys(folders.data)
            copies = ScheduledCopies(ExportService(here.api, *known), folder)
            merchant, _ = here.api.held.read_me()
            report = copies.make(merchant, keep or KEEP, work)
    except KassaError as error:
        trouble.keep(utc_now(), error.code)
        raise
    trouble.clear()
    return report


def _is_scheduled(folder: Path, folders: Folders) -> bool:
    """True for the copies that the owner has set up in the window: they need no PIN."""
    settings = SettingsFile(folders.data).load()
    return bool(settings.copy_every) and folder == Path(settings.copy_folder or folders.exports)


def _earlier(service: ExportService, wish: ExportWish, path: Path, work: Work) -> EarlierCopy:
    """The copy to go on from. What it lacks is told and does not stop the export."""
    copy = opened_with(lambda password: service.earlier(path, work, password), wish.password)
    lacking = not_whole_in(copy, frozenset(wish.only or CategoryId))
    if lacking:
        say_error(f"note: the earlier copy does not hold all of: {', '.join(lacking)}")
    return copy
