"""`kassadesk export`: the same export as the window's, for scripts and scheduled tasks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from kassadesk.app.console import say_error
from kassadesk.app.folders import Folders
from kassadesk.app.typed_passwords import opened_with
from kassadesk.core.earlier_copies import not_whole_in
from kassadesk.core.errors import NotSignedIn
from kassadesk.core.exports import EarlierCopy, ExportFormat, ExportPlan, ExportReport
from kassadesk.core.held import CategoryId
from kassadesk.core.work import Work
from kassadesk.services.exports import ExportService
from kassadesk.services.leftovers import sweep_leftovers


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
    with _signed_in(wish, folders) as service:
        if wish.since is not None:
            plan = replace(plan, since=_earlier(service, wish, wish.since, work))
        return service.export(plan, work)


def _earlier(service: ExportService, wish: ExportWish, path: Path, work: Work) -> EarlierCopy:
    """The copy to go on from. What it lacks is told and does not stop the export."""
    copy = opened_with(lambda password: service.earlier(path, work, password), wish.password)
    lacking = not_whole_in(copy, frozenset(wish.only or CategoryId))
    if lacking:
        say_error(f"note: the earlier copy does not hold all of: {', '.join(lacking)}")
    return copy


@contextmanager
def _signed_in(wish: ExportWish, folders: Folders) -> Iterator[ExportService]:
    """The service for the remembered sign-in, or for a sample shop that ends with it."""
    from kassadesk.api.client import ApiClient
    from kassadesk.api.transport import Transport
    from kassadesk.files.export_history import ExportHistory
    from kassadesk.files.known_keys import KnownKeys
    from kassadesk.files.settings_file import SettingsFile
    from kassadesk.services.sample_shop import SampleShop
    from kassadesk.services.session import SessionService
    from kassadesk.vault.keychain import KeychainVault
    from kassadesk.vault.vault import MemoryVault

    settings = SettingsFile(folders.data)
    with ExitStack() as stack:
        if wish.sandbox:
            sample_shop = SampleShop()
            stack.callback(sample_shop.stop)
            sample = sample_shop.start(wish.shop, wish.transactions)
            api = stack.enter_context(closing(ApiClient(Transport(sample.base_url))))
            session = SessionService(api, MemoryVault(), settings)
            challenge = session.start(sample.login, sample.password)
            session.confirm(challenge, sample.code, remember=False)
        else:
            api = stack.enter_context(closing(ApiClient(Transport(settings.load().server))))
            if not SessionService(api, KeychainVault(), settings).resume():
                raise NotSignedIn
        yield ExportService(api, ExportHistory(folders.data), KnownKeys(folders.data))
