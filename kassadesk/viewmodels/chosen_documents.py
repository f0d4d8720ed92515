"""Documents a form takes along: read and measured when they are chosen, refused ones told in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.data_requests import Evidence
from kassadesk.core.errors import AttachmentRefused, KassaError

if TYPE_CHECKING:
    from kassadesk.core.work import Work
    from kassadesk.viewmodels.tasks import Tasks

MAX_DOCUMENTS = 5
"""The contract's limits.attachments_per_request_max."""


@dataclass(frozen=True, slots=True)
class RefusedDocument:
    """A chosen file that was not taken, and why."""

    name: str
    error: KassaError


class ChosenDocuments(QObject):
    """At most five.

    Signals:
        changed (): documents, refusals or the reading are new; not sent by `empty`.
    """

    changed = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.evidence: tuple[Evidence, ...] = ()
        self.reading = 0
        """Documents being read from disk now."""
        self.refused: tuple[RefusedDocument, ...] = ()
        self._form = 0
        """Which form they are for; what comes late for an earlier one is dropped."""

    def make(self, make: Callable[[Work], tuple[Evidence, ...]]) -> None:
        """Take along documents that this program makes."""
        form = self._form

        def made(documents: tuple[Evidence, ...]) -> None:
            self.reading -= 1
            if form == self._form:
                self.evidence = (*self.evidence, *documents)[:MAX_DOCUMENTS]
            self.changed.emit()

        def failed(error: KassaError) -> None:
            self._on_refused("", error)

        self.reading += 1
        self._tasks.run(make, made, failed, owner=self)
        self.changed.emit()

    def add(self, paths: list[Path]) -> None:
        """Read files and keep their content."""
        self.refused = ()
        room = MAX_DOCUMENTS - len(self.evidence) - self.reading
        for path in paths[:room]:
            self._read(path)
        too_many = AttachmentRefused(reason="too_many")
        self.refused = tuple(RefusedDocument(path.name, too_many) for path in paths[room:])
        self.changed.emit()

    def remove(self, place: int) -> None:
        """Take one out."""
        self.evidence = (*self.evidence[:place], *self.evidence[place + 1 :])
        self.changed.emit()

    def remove_photo_facts(self, place: int) -> None:
        """Take place, time and device out of one photo; the picture stays as it is."""
        chosen = self.evidence[place]

        def clean(_work: Work) -> Evidence:
            from kassadesk.services.evidence import without_photo_facts

            return without_photo_facts(chosen)

        def put(cleaned: Evidence) -> None:
            self.evidence = tuple(cleaned if one is chosen else one for one in self.evidence)
            self.changed.emit()

        self._tasks.run(clean, put, owner=self)

    def empty(self, evidence: tuple[Evidence, ...] = ()) -> None:
        """Take all out, or put these in their place. Tells nobody."""
        self.evidence, self.refused = evidence, ()
        self._form += 1

    def _read(self, path: Path) -> None:
        def read(_work: Work) -> Evidence:
            from kassadesk.services.evidence import read_evidence

            return read_evidence(path)

        self.reading += 1
        self._tasks.run(
            read, self._on_read, lambda error: self._on_refused(path.name, error), owner=self
        )

    def _on_read(self, document: Evidence) -> None:
        self.reading -= 1
        if all(document.sha256 != other.sha256 for other in self.evidence):
            self.evidence = (*self.evidence, document)
        self.changed.emit()

    def _on_refused(self, name: str, error: KassaError) -> None:
        self.reading -= 1
        self.refused = (*self.refused, RefusedDocument(name, error))
        self.changed.emit()
