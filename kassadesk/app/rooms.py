"""The view-models of one visit: made when a shop signs in, gone when it signs out.

Because nothing in here outlives the sign-in, the next person cannot see what the last one saw.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from kassadesk.app.wiring import Services
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough

if TYPE_CHECKING:
    from kassadesk.core.merchant import Merchant
    from kassadesk.viewmodels.asking import AskingViewModel
    from kassadesk.viewmodels.correction import CorrectionViewModel
    from kassadesk.viewmodels.deletion import DeletionViewModel
    from kassadesk.viewmodels.exports import ExportsViewModel
    from kassadesk.viewmodels.following import FollowingViewModel
    from kassadesk.viewmodels.home import HomeViewModel
    from kassadesk.viewmodels.keep_calendar import KeepCalendarViewModel
    from kassadesk.viewmodels.large_table import LargeTableViewModel
    from kassadesk.viewmodels.letters import LettersViewModel
    from kassadesk.viewmodels.opt_ins import OptInsViewModel
    from kassadesk.viewmodels.outbox import OutboxViewModel
    from kassadesk.viewmodels.own_copies import OwnCopiesViewModel
    from kassadesk.viewmodels.policy import PolicyViewModel
    from kassadesk.viewmodels.receipts import ReceiptsViewModel
    from kassadesk.viewmodels.records import RecordsViewModel
    from kassadesk.viewmodels.requests import RequestsViewModel
    from kassadesk.viewmodels.review import ReviewViewModel


class Rooms:
    """Each view-model is made when its page is first shown. UI thread only."""

    def __init__(
        self, services: Services, tasks: Tasks, notices: Notices, walkthrough: Walkthrough
    ) -> None:
        self._services = services
        self._tasks = tasks
        self._notices = notices
        self._walkthrough = walkthrough
        self._merchant: Merchant | None = None

    @cached_property
    def home(self) -> HomeViewModel:
        """The overview."""
        from kassadesk.viewmodels.home import HomeViewModel

        services = self._services
        return HomeViewModel(
            self._tasks, self._walkthrough, services.home, services.clock, outbox=self.outbox
        )

    @cached_property
    def records(self) -> RecordsViewModel:
        """My data."""
        from kassadesk.viewmodels.records import RecordsViewModel

        return RecordsViewModel(self._tasks, self._walkthrough, self._services.records)

    @cached_property
    def large_table(self) -> LargeTableViewModel:
        """Billing, usage, devices."""
        from kassadesk.viewmodels.large_table import LargeTableViewModel

        services = self._services
        return LargeTableViewModel(self._tasks, self._walkthrough, services.records, services.clock)

    @cached_property
    def opt_ins(self) -> OptInsViewModel:
        """Opt-ins."""
        from kassadesk.viewmodels.opt_ins import OptInsViewModel

        services = self._services
        return OptInsViewModel(
            self._tasks,
            self._notices,
            self._walkthrough,
            services.opt_ins,
            self.outbox,
            clock=services.clock,
        )

    @cached_property
    def exports(self) -> ExportsViewModel:
        """Export."""
        from kassadesk.viewmodels.exports import ExportsViewModel

        services = self._services
        return ExportsViewModel(
            self._tasks,
            self._notices,
            self._walkthrough,
            services.exports,
            services.records,
            services.export_folder,
            services.folders.exports,
        )

    @cached_property
    def own_copies(self) -> OwnCopiesViewModel:
        """Copies made by themselves."""
        from kassadesk.viewmodels.own_copies import OwnCopiesViewModel

        return OwnCopiesViewModel(
            self._tasks, self._notices, self._walkthrough, self._services.copy_schedule
        )

    @cached_property
    def review(self) -> ReviewViewModel:
        """Review a file; works signed out."""
        from kassadesk.viewmodels.review import ReviewViewModel

        return ReviewViewModel(
            self._tasks, self._notices, self._walkthrough, self._services.reviews
        )

    @cached_property
    def requests(self) -> RequestsViewModel:
        """Requests."""
        from kassadesk.viewmodels.requests import RequestsViewModel

        services = self._services
        return RequestsViewModel(
            self._tasks,
            self._notices,
            self._walkthrough,
            services.data_requests,
            self.outbox,
            self.following,
            services.clock,
        )

    @cached_property
    def following(self) -> FollowingViewModel:
        """Complaints, own notes and the law beside the requests."""
        from kassadesk.viewmodels.following import FollowingViewModel

        services = self._services
        return FollowingViewModel(
            self._tasks,
            self._notices,
            services.following,
            self.outbox,
            services.folders.exports,
            services.clock,
        )

    @cached_property
    def asking(self) -> AskingViewModel:
        """The small forms."""
        from kassadesk.viewmodels.asking import AskingViewModel

        services = self._services
        return AskingViewModel(
            self._tasks,
            self._notices,
            self._walkthrough,
            services.data_requests,
            services.records,
            self.outbox,
            services.clock,
        )

    @cached_property
    def outbox(self) -> OutboxViewModel:
        """What is not at Kassapos yet; sends it in the background."""
        from kassadesk.viewmodels.outbox import OutboxViewModel

        services = self._services
        return OutboxViewModel(self._tasks, self._notices, services.outbox, services.clock)

    @cached_property
    def receipts(self) -> ReceiptsViewModel:
        """Receipts and evidence to keep."""
        from kassadesk.ui.paper.window_papers import WindowPapers
        from kassadesk.viewmodels.receipts import ReceiptsViewModel

        services = self._services
        return ReceiptsViewModel(
            self._tasks,
            self._notices,
            services.receipts,
            services.consents,
            services.evidence,
            WindowPapers(),
        )

    @cached_property
    def letters(self) -> LettersViewModel:
        """Letters; works signed out."""
        from kassadesk.ui.paper.window_papers import WindowPapers
        from kassadesk.ui.words.letters import WindowLetters
        from kassadesk.viewmodels.letters import LettersViewModel

        services = self._services
        letters = LettersViewModel(
            self._tasks,
            self._notices,
            self._walkthrough,
            services.letters,
            services.outbox,
            WindowLetters(),
            WindowPapers(),
            services.clock,
            lambda: _contacts(services),
        )
        letters.tracked.connect(self._on_letter)
        if self._merchant is not None:
            letters.know(self._merchant)
        return letters

    def know_writer(self, merchant: Merchant) -> None:
        """This shop is signed in, and its outbox is open: it writes the letters, and those that it
        wrote on this PC before it could sign in are its own."""
        self._merchant = merchant
        self._tasks.run(
            lambda _work: _adopted(self._services, merchant),
            lambda moved: self._on_adopted(merchant, moved),
            lambda _: None,
        )

    def _on_adopted(self, merchant: Merchant, moved: int) -> None:
        if moved:
            self.outbox.look_again()
        if "letters" in self.__dict__:
            self.letters.know(merchant)

    def _on_letter(self, client_ref: str) -> None:
        """The forms are done with a wish that goes by letter, and the outbox shows it so."""
        made = self.__dict__
        if "correction" in made:
            self.correction.went_by_letter(client_ref)
        if "deletion" in made:
            self.deletion.went_by_letter(client_ref)
        if "outbox" in made:
            self.outbox.look_again()

    @cached_property
    def correction(self) -> CorrectionViewModel:
        """Ask for a correction; the draft outlives the visit."""
        from kassadesk.viewmodels.correction import CorrectionViewModel

        services = self._services
        return CorrectionViewModel(
            self._tasks,
            self._notices,
            self._walkthrough,
            self.outbox,
            services.records,
            services.clock,
        )

    @cached_property
    def deletion(self) -> DeletionViewModel:
        """Ask to delete."""
        from kassadesk.viewmodels.deletion import DeletionViewModel

        services = self._services
        return DeletionViewModel(
            self._tasks,
            self._notices,
            self._walkthrough,
            services.data_requests,
            services.records,
            services.exports,
            self.outbox,
            services.clock,
        )

    @cached_property
    def policy(self) -> PolicyViewModel:
        """Policy."""
        from kassadesk.services.policy_papers import PolicyPapersService
        from kassadesk.ui.paper.window_papers import WindowPapers
        from kassadesk.viewmodels.policy import PolicyViewModel

        services = self._services
        return PolicyViewModel(
            self._tasks,
            self._notices,
            self._walkthrough,
            services.policies,
            services.records,
            services.clock,
            services.opt_ins.all,
            (PolicyPapersService(services.clock), WindowPapers()),
        )

    @cached_property
    def keep_calendar(self) -> KeepCalendarViewModel:
        """Until when the books are kept."""
        from kassadesk.services.policy_papers import PolicyPapersService
        from kassadesk.ui.paper.window_papers import WindowPapers
        from kassadesk.viewmodels.keep_calendar import KeepCalendarViewModel

        services = self._services
        return KeepCalendarViewModel(
            self._tasks,
            self._notices,
            self._walkthrough,
            services.keep_calendar,
            PolicyPapersService(services.clock),
            WindowPapers(),
        )

    def take_over_drafts(self, before: Rooms) -> None:
        """What the same person had typed and chosen when the server ended the visit before."""
        made = before.__dict__
        if "correction" in made:
            self.correction.take_over(before.correction)
        if "deletion" in made:
            self.deletion.take_over(before.deletion)

    def leave(self) -> Callable[[], None]:
        """The visit ends: a running export is cancelled, an opened file is let go, nothing is sent.

        What is given takes the rows of that file off this PC (blocking).
        """
        made = self.__dict__
        if "exports" in made:
            self.exports.cancel()
        if "correction" in made:
            self.correction.rest()
        if "asking" in made:
            self.asking.rest()
        if "outbox" in made:
            self.outbox.stop()
        return self.review.let_go() if "review" in made else _nothing


def _nothing() -> None:
    """No file was open."""


def _contacts(services: Services) -> tuple[str, str]:
    """E-mail and phone that Kassapos has of the shop, to answer to. Blocking."""
    from kassadesk.core.rows import Kind

    found = services.records.shop_fields()
    email, phone = (
        next((one.value for one in found if one.kind is kind and one.value), "")
        for kind in (Kind.EMAIL, Kind.PHONE)
    )
    return email, phone


def _adopted(services: Services, merchant: Merchant) -> int:
    """How many letters from before the sign-in are this shop's. Blocking; mostly there are none."""
    if not services.outbox.unowned_letters():
        return 0
    gstins = [one.gstin for one in merchant.outlets if one.gstin]
    return services.letters.adopt(gstins, (merchant.trade_name, merchant.legal_name))


def merchant_of(services: Services) -> tuple[Merchant, bool | None]:
    """The shop and whether its main GSTIN is well formed; None without one. Blocking."""
    from kassadesk.core.rows import Kind
    from kassadesk.services.field_checks import check

    merchant = services.records.merchant()
    gstin = merchant.main_gstin
    return merchant, check(Kind.GSTIN, gstin).ok if gstin else None
