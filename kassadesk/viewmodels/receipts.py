"""Receipts and evidence as files to keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.errors import KassaError

if TYPE_CHECKING:
    from kassadesk.core.opt_ins import OptIn
    from kassadesk.core.work import Work
    from kassadesk.services.consents import ConsentsService
    from kassadesk.services.evidence_log import EvidenceLog
    from kassadesk.services.receipts import ReceiptsService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.papers import Draws
    from kassadesk.viewmodels.tasks import Tasks


class ReceiptsViewModel(QObject):
    """Saves what the person keeps.

    Signals:
        changed (): busy is new.
    """

    changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        receipts: ReceiptsService,
        consents: ConsentsService,
        evidence: EvidenceLog,
        papers: Draws,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._notices = notices
        self._receipts = receipts
        self._consents = consents
        self._evidence = evidence
        self._papers = papers
        self.busy = False

    def save(self, request_id: str, path: Path) -> None:
        """The receipt of a request at `path`: a PDF, or by its ending a .json file."""

        def act(_work: Work) -> None:
            receipt = self._receipts.fetch(request_id)
            if path.suffix.lower() == ".json":
                self._receipts.save_file(receipt, path)
            else:
                drawn = self._papers.draw(self._receipts.paper(receipt))
                self._receipts.save_paper(receipt, drawn, path)

        self._begin()
        self._tasks.run(act, self._on_receipt, self._on_failed, owner=self)

    def save_consent(self, opt_in: OptIn, path: Path) -> None:
        """The consent receipt of a choice at `path`: a PDF, or by its ending a .jsonld file."""

        def act(_work: Work) -> None:
            receipt = self._consents.fetch(opt_in)
            if path.suffix.lower() == ".pdf":
                drawn = self._papers.draw(self._consents.paper(receipt))
                self._consents.save_paper(receipt, drawn, path)
            else:
                self._consents.save_file(receipt, path)

        self._begin()
        self._tasks.run(act, self._on_receipt, self._on_failed, owner=self)

    def save_consents(self, folder: Path) -> None:
        """The consent receipts of all choices, as files in `folder`."""
        self._begin()
        self._tasks.run(
            lambda _work: self._consents.save_all(folder),
            self._on_consents,
            self._on_failed,
            owner=self,
        )

    def save_evidence(self, path: Path) -> None:
        """The evidence log at `path`."""
        self._begin()
        self._tasks.run(
            lambda _work: self._evidence.save(path), self._on_evidence, self._on_failed, owner=self
        )

    def _begin(self) -> None:
        self.busy = True
        self.changed.emit()

    def _end(self) -> None:
        self.busy = False
        self.changed.emit()

    def _on_receipt(self, _: None) -> None:
        self._end()
        self._notices.good("receipt_saved")

    def _on_consents(self, count: int) -> None:
        self._end()
        self._notices.good("receipts_saved", count=count)

    def _on_evidence(self, entries: int) -> None:
        self._end()
        self._notices.good("evidence_saved", entries=entries)

    def _on_failed(self, error: KassaError) -> None:
        self._end()
        self._notices.error(error)
