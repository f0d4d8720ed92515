"""Only what is new: which earlier copy the next export goes on from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.earlier_copies import not_whole_in
from kassadesk.core.errors import KassaError, UnreadableExport
from kassadesk.core.exports import EarlierCopy, PastExport
from kassadesk.core.held import CategoryId

if TYPE_CHECKING:
    from kassadesk.services.exports import ExportService
    from kassadesk.viewmodels.tasks import Task, Tasks

_SHUT = frozenset({"encrypted", "wrong_password"})


class ExportSince(QObject):
    """An earlier export of the list, or the file of one. Off until the person wants it.

    Signals:
        changed (): the choice, what is offered, the reading or its error is new.
    """

    changed = Signal()

    def __init__(self, tasks: Tasks, exports: ExportService) -> None:
        super().__init__()
        self._tasks = tasks
        self._exports = exports
        self._task: Task[EarlierCopy] | None = None
        self._shop_id = ""
        self._by_hand = False
        self.wanted = False
        self.offered: tuple[PastExport, ...] = ()
        """Earlier exports to go on from, newest first."""
        self.copy: EarlierCopy | None = None
        self.path: Path | None = None
        """Where the chosen copy lies; None while none is chosen."""
        self.from_file = False
        """True when the person chose a file instead of an export of the list."""
        self.reading: Path | None = None
        self.error: KassaError | None = None
        """Why the file that was chosen last cannot be gone on from; the choice before it stays."""
        self.failed_path: Path | None = None

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def needs_password(self) -> bool:
        """True when the chosen file can be read with its password, or with another one."""
        return isinstance(self.error, UnreadableExport) and self.error.reason in _SHUT

    def not_whole(
        self, wanted: frozenset[CategoryId], from_year: str | None, to_year: str | None
    ) -> tuple[CategoryId, ...]:
        """The wanted kinds that the chosen copy and the next export would not hold whole."""
        if not self.wanted or self.copy is None:
            return ()
        return not_whole_in(self.copy, wanted, from_year, to_year)

    # --- commands --------------------------------------------------------------------------------

    def offer(self, shop_id: str, history: tuple[PastExport, ...]) -> None:
        """Take over the list of earlier exports: whole ones that hide nothing can be gone on from."""
        self._shop_id = shop_id
        self.offered = tuple(
            past
            for past in history
            if past.check == "verified" and not past.masked and past.as_of is not None
        )
        known = {past.path for past in self.offered}
        if not self._by_hand or (not self.from_file and self.path not in known):
            self.copy = self.path = None
            self._by_hand = self.from_file = False
        if self.wanted and self.copy is None:
            self._choose_newest()
        self.changed.emit()

    def want(self, wanted: bool) -> None:
        """Take only what is new, or everything. The newest copy is proposed."""
        self.wanted = wanted
        if wanted and self.copy is None:
            self._choose_newest()
        self.changed.emit()

    def choose(self, path: Path) -> None:
        """Go on from the export of the list that lies there."""
        past = next((one for one in self.offered if one.path == path), None)
        if past is not None:
            self.copy, self.path, self.from_file = past.as_earlier(), path, False
            self._by_hand, self.error = True, None
        self.changed.emit()

    def read(self, path: Path, password: str = "") -> None:
        """Go on from the export in this file, once it was read."""
        if self._task is not None:
            self._task.cancel()
        self.reading, self.error, self.failed_path = path, None, None
        self._task = self._tasks.run(
            lambda work: self._exports.earlier(path, work, password),
            lambda copy: self._on_read(path, copy),
            lambda error: self._on_failed(path, error),
        )
        self.changed.emit()

    def unlock(self, password: str) -> None:
        """Read the chosen file with its password."""
        if self.failed_path is not None and password:
            self.read(self.failed_path, password)

    def forget(self) -> None:
        """Drop everything: another shop signs in."""
        if self._task is not None:
            self._task.cancel()
        self.wanted, self.offered, self.copy, self.path = False, (), None, None
        self.from_file, self.reading, self.error, self.failed_path = False, None, None, None
        self._task, self._by_hand = None, False
        self.changed.emit()

    # --- answers ---------------------------------------------------------------------------------

    def _choose_newest(self) -> None:
        if self.offered:
            newest = self.offered[0]
            self.copy, self.path, self.from_file = newest.as_earlier(), newest.path, False

    def _on_read(self, path: Path, copy: EarlierCopy) -> None:
        if copy.merchant_id != self._shop_id:
            self._on_failed(path, UnreadableExport(path, "other_shop"))
            return
        self.reading, self._task = None, None
        self.copy, self.path, self.from_file, self.wanted = copy, path, True, True
        self._by_hand = True
        self.changed.emit()

    def _on_failed(self, path: Path, error: KassaError) -> None:
        self.reading, self._task = None, None
        self.error, self.failed_path = error, path
        self.changed.emit()
