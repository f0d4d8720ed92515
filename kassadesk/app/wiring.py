"""The services, each built when it is first needed, top to bottom, by hand. No Qt in here.

Late, because the sign-in page must stand before HTTP, keychain and workbook libraries are read from
a slow disk.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kassadesk.app.folders import Folders
from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.errors import KassaError, VaultLocked

if TYPE_CHECKING:
    from kassadesk.api.client import ApiClient
    from kassadesk.api.transport import Transport
    from kassadesk.files.export_history import ExportHistory
    from kassadesk.files.known_keys import KnownKeys
    from kassadesk.files.settings_file import SettingsFile
    from kassadesk.services.consents import ConsentsService
    from kassadesk.services.copy_schedule import CopyScheduleService
    from kassadesk.services.data_requests import DataRequestsService
    from kassadesk.services.evidence_log import EvidenceLog
    from kassadesk.services.exports import ExportService
    from kassadesk.services.following import FollowingService
    from kassadesk.services.home import HomeService
    from kassadesk.services.keep_calendar import KeepCalendarService
    from kassadesk.services.letters import LettersService
    from kassadesk.services.lock import LockService
    from kassadesk.services.opt_ins import OptInsService
    from kassadesk.services.outbox import OutboxService
    from kassadesk.services.policies import PoliciesService
    from kassadesk.services.receipts import ReceiptsService
    from kassadesk.services.records import RecordsService
    from kassadesk.services.reviews import ReviewService
    from kassadesk.services.sample_shop import SampleShop
    from kassadesk.services.session import SessionService
    from kassadesk.services.shared_pc import SharedPc
    from kassadesk.services.stopped_complaint import StoppedComplaintService
    from kassadesk.services.visits import VisitsService
    from kassadesk.vault.this_run import KeychainOrRun
    from kassadesk.vault.vault import TokenVault


T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - reads as a word: @once
    """A property that is made on first use, once, whichever threads ask (functools' own is not safe)."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, services: Services, owner: type[Services]) -> T:
        """What was made."""
        with services.lock:
            if self._name not in services.made:
                services.made[self._name] = self._make(services)
            made: T = services.made[self._name]
            return made


class Services:
    """One program's services. Safe to ask from several threads; each is made once.

    `today`: the day the sample shop plays, for pictures and tests.
    """

    def __init__(
        self,
        folders: Folders,
        clock: Clock = utc_now,
        today: date | None = None,
        sample_data: Path | None = None,
    ) -> None:
        self.folders = folders
        self.clock = clock
        self.lock = threading.RLock()
        self.made: dict[str, Any] = {}
        self._today = today
        self._sample_data = sample_data

    @once
    def settings(self) -> SettingsFile:
        """Settings on disk."""
        from kassadesk.files.settings_file import SettingsFile

        return SettingsFile(self.folders.data)

    @once
    def transport(self) -> Transport:
        """The one road to the server that is set."""
        from kassadesk.api.transport import Transport
        from kassadesk.app.system_proxy import proxy_finder

        made = Transport(self.settings.load().server)
        made.proxy_for = proxy_finder()
        return made

    @once
    def api(self) -> ApiClient:
        """Every operation of the contract."""
        from kassadesk.api.client import ApiClient

        return ApiClient(self.transport)

    @once
    def keychain(self) -> TokenVault:
        """The keychain of the system; it says itself when there is no safe one."""
        from kassadesk.vault.keychain import KeychainVault

        return KeychainVault()

    @once
    def vault(self) -> KeychainOrRun:
        """Where secrets are kept: the keychain, or nowhere while the PC is shared."""
        from kassadesk.vault.this_run import KeychainOrRun

        settings = self.settings.load()
        left = settings.remembered_session or settings.pin_set  # `shared_pc.begin` clears it first
        return KeychainOrRun(self.keychain, settings.shared_pc and not left)

    @once
    def shared_pc(self) -> SharedPc:
        """Whether this PC remembers anything."""
        from kassadesk.services.shared_pc import SharedPc

        return SharedPc(self.vault, self.settings, self._forget_ways_in)

    def _forget_ways_in(self) -> None:
        self.session.end_remembered()
        with suppress(VaultLocked):  # it is not asked for any more, and opens nothing
            self.locking.remove_pin()

    @once
    def locking(self) -> LockService:
        """What opens the locked window."""
        from kassadesk.services.lock import LockService

        return LockService(self.vault, self.settings)

    def lasts(self) -> bool:
        """True while what a visit leaves on this PC may stay there; False on a shared PC."""
        return not self.vault.shared

    @once
    def session(self) -> SessionService:
        """Signing in and out."""
        from kassadesk.services.session import SessionService

        return SessionService(self.api, self.vault, self.settings, self.clock)

    @once
    def records(self) -> RecordsService:
        """What is held."""
        from kassadesk.services.records import RecordsService

        return RecordsService(self.api)

    @once
    def opt_ins(self) -> OptInsService:
        """Choices and their history."""
        from kassadesk.services.opt_ins import OptInsService

        return OptInsService(self.api)

    @once
    def data_requests(self) -> DataRequestsService:
        """Corrections, deletions and what became of them."""
        from kassadesk.services.data_requests import DataRequestsService

        return DataRequestsService(self.api, self.evidence.note)

    @once
    def outbox(self) -> OutboxService:
        """What was asked and is on its way."""
        from kassadesk.services.outbox import OutboxService

        return OutboxService(
            self.api,
            self.vault,
            self.folders.data,
            self.clock,
            note=self.evidence.note,
            on_shop=self._enter,
        )

    def _enter(self, shop: str, lasting: bool) -> None:
        """What is kept on this PC is that shop's from now on; "" for nobody's."""
        lasts = self.lasts()
        self.evidence.enter(shop if lasts else "", lasting)
        self.policies.enter(shop, lasting and lasts)
        if not shop:
            self.visits.end()

    @once
    def evidence(self) -> EvidenceLog:
        """What happened on this PC, in a chain."""
        from kassadesk.services.evidence_log import EvidenceLog

        return EvidenceLog(self.folders.data, self.vault, self.clock)

    @once
    def letters(self) -> LettersService:
        """Requests that go by mail or on paper."""
        from kassadesk.services.letters import LettersService

        return LettersService(self.outbox, self.clock, self.evidence.note)

    @once
    def receipts(self) -> ReceiptsService:
        """Receipts to keep."""
        from kassadesk.services.receipts import ReceiptsService
        from kassadesk.ui.words.receipt_lines import receipt_texts

        return ReceiptsService(self.api, self.outbox, self.known_keys, receipt_texts)

    @once
    def consents(self) -> ConsentsService:
        """Consent receipts to keep."""
        from kassadesk.services.consents import ConsentsService
        from kassadesk.ui.words.consent_lines import consent_texts

        return ConsentsService(self.api, self.known_keys, consent_texts)

    @once
    def stopped_complaint(self) -> StoppedComplaintService:
        """What goes with a complaint about messages that came after a stop."""
        from kassadesk.services.stopped_complaint import StoppedComplaintService
        from kassadesk.ui.words.stopped_lines import stopped_texts

        return StoppedComplaintService(self.consents, stopped_texts, self.clock)

    @once
    def following(self) -> FollowingService:
        """Complaints, the person's own notes, due days."""
        from kassadesk.files.own_steps_file import OwnStepsFile
        from kassadesk.services.following import FollowingService

        return FollowingService(self.api, OwnStepsFile(self.folders.data, self.lasts), self.clock)

    @once
    def policies(self) -> PoliciesService:
        """Policy versions, companies, notices."""
        from kassadesk.services.policies import PoliciesService

        return PoliciesService(self.api, self.folders.data, self.clock)

    @once
    def export_history(self) -> ExportHistory:
        """Earlier exports made on this PC."""
        from kassadesk.files.export_history import ExportHistory

        return ExportHistory(self.folders.data, lasts=self.lasts)

    @once
    def known_keys(self) -> KnownKeys:
        """Public keys seen at a server."""
        from kassadesk.files.known_keys import KnownKeys

        return KnownKeys(self.folders.data)

    @once
    def exports(self) -> ExportService:
        """Making and checking exports."""
        from kassadesk.services.exports import ExportService

        return ExportService(self.api, self.export_history, self.known_keys, self.clock, self.lasts)

    @once
    def copy_schedule(self) -> CopyScheduleService:
        """Copies made by themselves."""
        from kassadesk.services.copy_schedule import CopyScheduleService

        return CopyScheduleService(self.settings, self.folders.data, self.folders.exports)

    @once
    def reviews(self) -> ReviewService:
        """Opening exports, signed in or not."""
        from kassadesk.services.reviews import ReviewService

        return ReviewService(self.known_keys)

    @once
    def home(self) -> HomeService:
        """The overview."""
        from kassadesk.services.home import HomeService

        return HomeService(
            self.records,
            self.opt_ins,
            self.data_requests,
            self.policies,
            self.exports,
            self.clock,
            self.visits,
            self.keep_calendar,
        )

    @once
    def visits(self) -> VisitsService:
        """What is new since the last visit."""
        from kassadesk.files.visits_file import VisitsFile
        from kassadesk.services.visits import VisitsService

        return VisitsService(
            VisitsFile(self.folders.data, self.lasts),
            self.records,
            lambda: self.api.origin,
            self.clock,
        )

    @once
    def keep_calendar(self) -> KeepCalendarService:
        """Until when the books are kept, by whom."""
        from kassadesk.services.keep_calendar import KeepCalendarService

        return KeepCalendarService(self.records, self.exports, self.clock)

    @once
    def sample_shop(self) -> SampleShop:
        """The sample shop's server."""
        from kassadesk.services.sample_shop import SampleShop

        return SampleShop(self._sample_data, self._today)

    @property
    def export_folder(self) -> Path:
        """Where exports go: the folder the person chose, or the usual one."""
        chosen = self.settings.load().export_folder
        return Path(chosen) if chosen else self.folders.exports

    def make_all(self) -> None:
        """Make what any page will ask for, on a worker, before a page asks on the UI thread."""
        for service in (
            self.home,
            self.reviews,
            self.exports,
            self.data_requests,
            self.following,
            self.policies,
            self.keep_calendar,
            self.opt_ins,
            self.outbox,
        ):
            assert service is not None

    def listen(self, told: Callable[[KassaError | None], None], ended: Callable[[], None]) -> None:
        """Tell `told`, on worker threads, how each call went, `ended` that the sign-in was ended."""
        self.transport.on_outcome = told
        self.api.tokens.on_ended = ended

    def close(self) -> None:
        """End what runs: the sample shop's server and the connections. Blocking."""
        if "sample_shop" in self.made:
            self.sample_shop.stop()
        if "outbox" in self.made:
            self.outbox.close()
        if "transport" in self.made:
            self.transport.close()
