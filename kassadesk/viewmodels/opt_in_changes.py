"""Flipped switches on their way: saved in the outbox, then confirmed, waiting, refused or taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.errors import IntentSealed, KassaError
from kassadesk.core.intents import Arrived, Drained, Intent, IntentState, as_error
from kassadesk.core.opt_ins import ChoiceDraft, OptIn

if TYPE_CHECKING:
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.outbox import OutboxViewModel

CONFLICT = "Conflict"


@dataclass
class Change:
    """What the person did at one stroke: one switch, or several."""

    told_as: str
    """opt_in, promotional, undone, or sent (by itself, later): which words tell the end of it."""
    before: dict[str, bool]
    """How each choice was, for Undo."""
    open: set[str] = field(default_factory=set)
    """References of which it is not known yet what became."""
    done: list[OptIn] = field(default_factory=list)
    waiting: int = 0


class OptInChanges(QObject):
    """Follows flipped switches through the outbox.

    Signals:
        changed (): what is saved now, or what waits, is new.
        settled (OptIn): Kassapos has this choice so.
        ended (): a round of sending told something; what Kassapos holds is worth reading again.
        told (Change): all of a change is known: confirmed, or waiting on this PC.
    """

    changed = Signal()
    settled = Signal(object)
    ended = Signal()
    told = Signal(object)

    def __init__(self, outbox: OutboxViewModel, notices: Notices) -> None:
        super().__init__()
        self._outbox = outbox
        self._notices = notices
        self._saving: dict[str, bool] = {}
        self._changes: list[Change] = []
        self._dropped: set[str] = set()
        self._arrivals = 0
        self._late = Change("sent", {})
        outbox.changed.connect(self._on_outbox)
        outbox.filed.connect(self._on_filed)
        outbox.refused.connect(self._on_refused)
        outbox.drained.connect(self._on_drained)

    # --- what is shown ---------------------------------------------------------------------------

    def saving(self, opt_in_id: str) -> bool | None:
        """The wish that is being saved and sent right now; None when there is none."""
        return self._saving.get(opt_in_id)

    def waiting(self, opt_in_id: str) -> Intent | None:
        """The wish that waits on this PC, as its intent."""
        return next((one for one in self.all_waiting if _of(one) == opt_in_id), None)

    @property
    def all_waiting(self) -> tuple[Intent, ...]:
        """Every switch that waits on this PC, but those being saved right now."""
        return tuple(
            one for one in self._outbox.choices if one.waits and _of(one) not in self._saving
        )

    @property
    def conflicts(self) -> tuple[Intent, ...]:
        """Switches that Kassapos did not take because the choice was changed elsewhere meanwhile."""
        return tuple(
            one
            for one in self._outbox.choices
            if one.state is IntentState.REFUSED
            and one.wish is not None
            and one.trouble is not None
            and one.trouble.code == CONFLICT
            and one.client_ref not in self._dropped
        )

    # --- commands --------------------------------------------------------------------------------

    def save(self, drafts: tuple[ChoiceDraft, ...], change: Change) -> None:
        """Save switches and send them; on the disk before anything leaves."""
        change.open = {one.client_ref for one in drafts}
        self._changes.append(change)
        for one in drafts:
            self._saving[one.opt_in_id] = one.granted
        self.changed.emit()
        self._outbox.save_choices(
            drafts, lambda _: None, lambda error: self._on_not_saved(drafts, change, error)
        )

    def discard(self, intent: Intent) -> None:
        """Take a waiting or refused switch back; Kassapos surely does not have it."""
        if intent.state is IntentState.REFUSED:  # not to be asked about while it goes
            self._dropped.add(intent.client_ref)
        self._outbox.discard(intent.client_ref)

    # --- answers ---------------------------------------------------------------------------------

    def _on_not_saved(
        self, drafts: Iterable[ChoiceDraft], change: Change, error: KassaError
    ) -> None:
        self._changes.remove(change)
        for one in drafts:
            self._saving.pop(one.opt_in_id, None)
        self.changed.emit()
        self._notices.error(error)

    def _on_outbox(self) -> None:
        for one in self._outbox.choices:
            refused = one.state is IntentState.REFUSED
            if one.client_ref in self._dropped or not (refused or one.wish is None):
                continue
            conflict = one.trouble is not None and one.trouble.code == CONFLICT
            if one.wish is None or not conflict:
                self._drop(one)
        self.changed.emit()

    def _drop(self, intent: Intent) -> None:
        """It can never be sent as it is: say so once, and forget it."""
        trouble = intent.trouble
        unread = intent.wish is None or trouble is None
        error = IntentSealed() if unread or trouble is None else as_error(trouble)
        self._notices.error(error)
        if intent.may_change:
            self.discard(intent)
        self._dropped.add(intent.client_ref)

    def _on_filed(self, arrived: Arrived) -> None:
        if not isinstance(arrived.answer, OptIn):
            return
        held = arrived.answer
        self._arrivals += 1
        self._saving.pop(held.opt_in_id, None)
        self.settled.emit(held)
        change = self._change_of(arrived.intent.client_ref)
        if change is not None:
            change.done.append(held)
            self._close(change, arrived.intent.client_ref)
        else:
            self._late.done.append(held)

    def _on_refused(self, intent: Intent) -> None:
        if not isinstance(intent.wish, ChoiceDraft):
            return
        self._arrivals += 1
        self._saving.pop(intent.wish.opt_in_id, None)
        change = self._change_of(intent.client_ref)
        if change is not None:
            change.before.pop(intent.wish.opt_in_id, None)
            self._close(change, intent.client_ref)

    def _on_drained(self, drained: Drained) -> None:
        if not drained.busy:
            for change in tuple(self._changes):
                for ref in tuple(change.open):
                    self._left_over(change, ref)
        late, self._late = self._late, Change("sent", {})
        if late.done:
            self.told.emit(late)
        if self._arrivals:
            self._arrivals = 0
            self.ended.emit()
        self.changed.emit()

    def _left_over(self, change: Change, ref: str) -> None:
        """After a round: it waits; or another program of this PC has sent it."""
        intent = self._outbox.find(ref)
        if intent is not None and isinstance(intent.wish, ChoiceDraft) and intent.waits:
            self._saving.pop(intent.wish.opt_in_id, None)
            change.waiting += 1
            self._close(change, ref)
        elif intent is None:
            self._arrivals += 1
            for name in change.before:
                self._saving.pop(name, None)
            self._close(change, ref)

    def _change_of(self, ref: str) -> Change | None:
        return next((one for one in self._changes if ref in one.open), None)

    def _close(self, change: Change, ref: str) -> None:
        change.open.discard(ref)
        if not change.open and change in self._changes:
            self._changes.remove(change)
            self.told.emit(change)


def _of(intent: Intent) -> str:
    return intent.wish.opt_in_id if isinstance(intent.wish, ChoiceDraft) else ""
