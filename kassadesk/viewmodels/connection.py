"""Whether Kassapos is reached, and when it last answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.errors import (
    CaptivePortal,
    KassaError,
    NotSignedIn,
    Offline,
    SessionExpired,
    TimedOut,
    UntrustedConnection,
)

_UNREACHED = (Offline, TimedOut, CaptivePortal, UntrustedConnection)


class Connection(QObject):
    """Told by whoever calls Kassapos; read by header and banner.

    `state` is signed_out, connected or offline. Signals:
        changed (): state or last contact are new.
    """

    changed = Signal()

    def __init__(self, clock: Clock = utc_now, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._state = "signed_out"
        self._last_contact: datetime | None = None

    @property
    def state(self) -> str:
        """signed_out, connected or offline."""
        return self._state

    @property
    def last_contact(self) -> datetime | None:
        """When Kassapos last answered (UTC)."""
        return self._last_contact

    @property
    def since_contact(self) -> timedelta | None:
        """How long ago that was."""
        return None if self._last_contact is None else self._clock() - self._last_contact

    def heard(self) -> None:
        """Kassapos has answered."""
        self._last_contact = self._clock()
        self._state = "connected"
        self.changed.emit()

    def failed(self, error: KassaError) -> None:
        """A call has failed; only errors of the way there mean offline."""
        if isinstance(error, (SessionExpired, NotSignedIn)):
            self.signed_out()
        elif isinstance(error, _UNREACHED):
            if self._state != "offline":
                self._state = "offline"
                self.changed.emit()
        elif self._state == "offline":
            self.heard()  # it answered, though with bad news

    def signed_out(self) -> None:
        """Nobody is signed in; nothing is known of the connection."""
        if self._state != "signed_out":
            self._state = "signed_out"
            self._last_contact = None
            self.changed.emit()
