"""KeptDraft: what is being typed, kept in the outbox whenever the typing pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kassadesk.core.errors import KassaError
from kassadesk.core.intents import Intent, IntentKind, IntentState, Wish

if TYPE_CHECKING:
    from kassadesk.viewmodels.outbox import OutboxViewModel

KEEP_AFTER_MS = 700
"""A draft is kept when nobody has typed for so long."""


class KeptDraft(QObject):
    """Holds the reference and key of one draft of a form. The form answers `wanted` with `keep`.

    Signals:
        wanted (): the typing has paused; keep what there is now.
        settled (): it was kept, or could not be (the form has it still).
    """

    wanted = Signal()
    settled = Signal()

    def __init__(self, outbox: OutboxViewModel) -> None:
        super().__init__()
        self._outbox = outbox
        self._ids: tuple[str, str] | None = None
        self._soon = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._soon.timeout.connect(self._pause)
        self.busy = False
        """True while it is being kept."""
        self.kept = ""
        """Where the draft is: "" not kept yet, "on_this_pc", "this_run"."""

    @property
    def ids(self) -> tuple[str, str]:
        """Reference and key; made when they are first needed."""
        if self._ids is None:
            self._ids = self._outbox.new_ids()
        return self._ids

    @property
    def begun(self) -> bool:
        """True when there is a reference already."""
        return self._ids is not None

    def edited(self) -> None:
        """Something was typed: keep it soon."""
        self.kept = ""
        self._soon.start()

    def rest(self) -> None:
        """Keep nothing more until the next letter."""
        self._soon.stop()

    def keep(self, wish: Wish) -> None:
        """Keep this. One that was refused gets a new reference and key, which come back here."""
        self.busy = True
        self._outbox.keep(wish, self._on_kept, self._on_not_kept)

    def take(self, client_ref: str, key: str, lasting: bool) -> None:
        """Go on with this one."""
        self._ids = client_ref, key
        self.kept = "on_this_pc" if lasting else "this_run"

    def take_over(self, before: KeptDraft) -> None:
        """Go on with the one of an earlier visit."""
        self._ids, self.kept = before._ids, before.kept

    def forget(self) -> None:
        """Begin a new one with the next letter; what is kept stays."""
        self._soon.stop()
        self._ids, self.kept = None, ""

    def throw_away(self) -> None:
        """Forget it, here and in the outbox."""
        ids = self._ids
        self.forget()
        if ids is not None and self._outbox.find(ids[0]) is not None:
            self._outbox.discard(ids[0])

    def _pause(self) -> None:
        if self.busy:
            self._soon.start()
        else:
            self.wanted.emit()

    def _on_kept(self, intent: Intent) -> None:
        self.busy = False
        if self._ids is None:  # thrown away meanwhile
            self._outbox.discard(intent.client_ref)
            return
        self._ids = intent.client_ref, intent.idempotency_key
        if not self._soon.isActive():
            self.kept = "on_this_pc" if intent.lasting else "this_run"
        self.settled.emit()

    def _on_not_kept(self, _error: KassaError) -> None:
        self.busy = False
        self.settled.emit()


def newest_draft(outbox: OutboxViewModel, kind: IntentKind) -> Intent | None:
    """The draft of a kind that was begun last and is still one; None when there is none."""
    drafts = [one for one in outbox.intents if one.kind is kind and one.state is IntentState.DRAFT]
    return drafts[-1] if drafts else None
