"""Home: one look at what needs the owner, what is held, and which copy is on this PC."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, financial_year, indian_day, utc_now, years_between
from kassadesk.core.errors import KassaError
from kassadesk.core.intents import IntentState
from kassadesk.viewmodels.reading import Reading
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough

if TYPE_CHECKING:
    from kassadesk.services.home import Attention as Attention
    from kassadesk.services.home import HomeOverview as HomeOverview
    from kassadesk.services.home import HomeService
    from kassadesk.viewmodels.outbox import OutboxViewModel

FEW = 3
"""Rows of attention shown before "Show all"."""


class HomeViewModel(QObject):
    """The overview as it was last read.

    Signals:
        changed (): the overview came, or could not be read, or another number of rows is shown.
    """

    changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        walkthrough: Walkthrough,
        service: HomeService,
        clock: Clock = utc_now,
        parent: QObject | None = None,
        outbox: OutboxViewModel | None = None,
    ) -> None:
        super().__init__(parent)
        self._outbox = outbox
        if outbox is not None:
            outbox.changed.connect(self.changed)
        self.walkthrough = walkthrough
        self._service = service
        self._clock = clock
        self._reading: Reading[HomeOverview] = Reading(tasks, self.changed.emit)
        self._all_shown = False

    @property
    def overview(self) -> HomeOverview | None:
        """What was read last; None before the first answer."""
        return self._reading.value

    @property
    def loading(self) -> bool:
        """True while the first answer is on its way."""
        return self._reading.waiting

    @property
    def error(self) -> KassaError | None:
        """Why the last reading failed."""
        return self._reading.error

    @property
    def today(self) -> date:
        """The calendar day in India."""
        return indian_day(self._clock())

    @property
    def attention(self) -> tuple[Attention, ...]:
        """The rows to show now: your turn, then dated, then undated; few, or all when asked."""
        return self.all_attention if self._all_shown else self.all_attention[:FEW]

    @property
    def all_attention(self) -> tuple[Attention, ...]:
        """Every row of attention; first what was asked here and is not at Kassapos."""
        if self.overview is None:
            return ()
        return (*self._unsent(), *self.overview.attention)

    @property
    def years(self) -> tuple[str, ...]:
        """The financial years since the account was opened, newest first."""
        if self.overview is None:
            return ()
        return years_between(indian_day(self.overview.merchant.opened_at), self.today)

    @property
    def years_in_copy(self) -> int:
        """How many of these years the last full copy has; the year it was made in counts."""
        copy = self.overview.last_copy if self.overview is not None else None
        if copy is None:
            return 0
        made_in = financial_year(indian_day(copy.made_at))
        return sum(year <= made_in for year in self.years)

    def _unsent(self) -> tuple[Attention, ...]:
        from kassadesk.services.home import Attention

        unsent = self._outbox.intents if self._outbox is not None else ()
        refused = [one for one in unsent if one.state is IntentState.REFUSED]
        waiting = [one for one in unsent if one.waits]
        return tuple(
            Attention(kind, found[0].client_ref, None, {"count": len(found)})
            for kind, found in (("refused_here", refused), ("waits_here", waiting))
            if found
        )

    def load(self) -> None:
        """Read the overview (again)."""
        self._reading.start(lambda work: self._service.overview())

    def show_all(self) -> None:
        """Show every row of attention."""
        self._all_shown = True
        self.changed.emit()
