"""The open choice: its history with receipts, and the messages that came after it was stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.errors import KassaError
from kassadesk.core.opt_ins import ConsentEvent, OptIn
from kassadesk.core.stopped_messages import AfterStop
from kassadesk.viewmodels.reading import Reading
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough

if TYPE_CHECKING:
    from kassadesk.services.opt_ins import OptInsService


@dataclass(frozen=True, slots=True)
class ChoiceStory:
    """What was read about one choice, all at one moment."""

    history: tuple[ConsentEvent, ...]
    """Newest first."""
    after_stop: tuple[AfterStop, ...]
    """Messages of this purpose and channel that came while it was off, newest first."""
    companies: dict[str, str]
    """Names of the companies that are told of choices, by id."""
    checked_at: datetime


class OptInDetails(QObject):
    """The details pane of one choice.

    Signals:
        changed (): another choice is open, or its story came or failed.
    """

    changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        walkthrough: Walkthrough,
        service: OptInsService,
        parent: QObject | None = None,
        clock: Clock = utc_now,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._walkthrough = walkthrough
        self._clock = clock
        self._reading: Reading[ChoiceStory] = Reading(tasks, self.changed.emit)
        self.opt_in: OptIn | None = None
        """The open choice as confirmed; None when the pane is closed."""

    @property
    def story(self) -> ChoiceStory | None:
        """History and messages; None until they were read."""
        return self._reading.value

    @property
    def loading(self) -> bool:
        """True while the first answer for this choice is on its way."""
        return self._reading.waiting

    @property
    def checking(self) -> bool:
        """True while any answer is on its way."""
        return self._reading.running

    @property
    def error(self) -> KassaError | None:
        """Why the last reading failed."""
        return self._reading.error

    def open(self, opt_in: OptIn | None) -> None:
        """Show another choice, or none."""
        self._reading.forget()
        self.opt_in = opt_in
        if opt_in is None:
            self.changed.emit()
        else:
            self.load()

    def refresh(self, opt_in: OptIn) -> None:
        """The open choice was changed: keep its old story on the screen until the new one is read."""
        self.opt_in = opt_in
        self.load()

    def load(self) -> None:
        """Read history and message log (again)."""
        opt_in = self.opt_in
        if opt_in is not None:
            self._reading.start(lambda work: self._story_of(opt_in))

    def person(self, event: ConsentEvent) -> str:
        """Who made an entry of the history, hidden in a walkthrough; "" when nobody is named."""
        return self._walkthrough.lens.personal_text(event.actor_name) if event.actor_name else ""

    def _story_of(self, opt_in: OptIn) -> ChoiceStory:
        history = self._service.history(opt_in.opt_in_id)
        after_stop = self._service.after_stop(opt_in, history)
        companies = self._service.companies() if opt_in.propagation else {}
        return ChoiceStory(history, after_stop, companies, self._clock())
