"""Export: take your data with you, see it run, and see that earlier copies are still whole."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.exports import ExportReport, PastExport
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.card_page import CardPage
from kassadesk.ui.pages.export_parts.choice_card import ChoiceCard
from kassadesk.ui.pages.export_parts.history_card import HistoryCard
from kassadesk.ui.pages.export_parts.own_copies_card import OwnCopiesCard
from kassadesk.ui.pages.export_parts.running_card import RunningCard
from kassadesk.ui.pages.loaded_body import LoadedBody
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.exports import ExportsViewModel
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.own_copies import OwnCopiesViewModel


class ExportPage(CardPage):
    """Picture 06, and which earlier copy to go on from.

    Signals:
        review_wanted (Path): open this file on the Review page.
    """

    review_wanted = Signal(Path)

    def __init__(
        self,
        view_model: ExportsViewModel,
        looks: Looks,
        notices: Notices,
        own_copies: OwnCopiesViewModel,
    ) -> None:
        super().__init__(looks, scrolls=False)
        self._view_model = view_model
        self._own_copies = own_copies
        self._notices = notices
        self.head.addStretch(1)
        self.choice = ChoiceCard(looks, view_model)
        self.running = RunningCard(looks, view_model)
        self.history = HistoryCard(looks, view_model)
        self.own_copies = OwnCopiesCard(looks, own_copies)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.choice.setMinimumWidth(384)
        row.addWidget(self.choice, 38)
        row.addWidget(self._make_right(), 62)
        self._loaded = LoadedBody(looks, content)
        self._loaded.again.connect(view_model.load)
        self.body.addWidget(self._loaded)
        self._connect()
        self.retranslate()

    def on_shown(self) -> None:
        """Read what is held and what was exported before."""
        self._view_model.load()
        self._own_copies.load()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.title.setText(self.tr("Export"))
        for part in (self.choice, self.running, self.history, self.own_copies):
            part.retranslate()
        self._draw()

    def reload(self) -> None:
        """Read again (F5)."""
        self._view_model.load()

    def regions(self) -> list[QWidget]:
        """Where F6 goes: the choice, the list of earlier exports, the copies by themselves."""
        return [
            next(iter(self.choice.boxes.values())),
            self.history.table,
            self.own_copies.often,
        ]

    def _make_right(self) -> ScrollColumn:
        """What runs or has ended, above the list; scrolls where a low window has no room for both."""
        column = QWidget()
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(16)
        rows.addWidget(self.running)
        rows.addWidget(self.history, 1)
        rows.addWidget(self.own_copies)
        return ScrollColumn(column)

    def _connect(self) -> None:
        view_model = self._view_model
        view_model.changed.connect(when_seen(self, self._draw))
        view_model.progressed.connect(self.running.draw_progress)
        view_model.finished.connect(self._tell_done)
        self.choice.place_wanted.connect(self._choose_place)
        self.choice.since.file_wanted.connect(self._choose_earlier)
        self.running.other_place_wanted.connect(self._choose_place)
        self.running.folder_wanted.connect(show_in_folder)
        self.history.open_wanted.connect(lambda past: self.review_wanted.emit(past.path))
        self.history.locate_wanted.connect(self._locate)
        self.own_copies.folder_wanted.connect(self._choose_copy_folder)

    def _draw(self) -> None:
        view_model = self._view_model
        ready = view_model.basis is not None
        self._loaded.show_state(ready=ready, error=view_model.load_error)
        self.choice.draw()
        self.running.draw()
        self.history.draw()

    def _tell_done(self, report: ExportReport) -> None:
        lens = self._view_model.walkthrough.lens
        self._notices.good(
            "export_done",
            "show_folder",
            lambda: show_in_folder(report.path),
            rows=lens.count(report.rows),
            size=lens.size(report.size_bytes),
        )

    def _choose_place(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Place for exports"), str(self._view_model.folder)
        )
        if folder:
            self._view_model.set_folder(Path(folder))

    def _choose_copy_folder(self) -> None:
        schedule = self._own_copies.schedule
        if schedule is None:
            return
        title = self.tr("Folder for copies made by themselves")
        folder = QFileDialog.getExistingDirectory(self, title, str(schedule.folder))
        if folder:
            self._own_copies.set_folder(Path(folder))

    def _choose_earlier(self) -> None:
        path = self._chosen_file(self.tr("The earlier copy to go on from"), self._view_model.folder)
        if path is not None:
            self._view_model.since.read(path)

    def _locate(self, past: PastExport) -> None:
        path = self._chosen_file(self.tr("Where is the file now?"), past.path.parent)
        if path is not None:
            self._view_model.check(past, path)

    def _chosen_file(self, title: str, folder: Path) -> Path | None:
        kinds = self.tr("Exports") + " (*.xlsx *.zip)"
        name, _kind = QFileDialog.getOpenFileName(self, title, str(folder), kinds)
        return Path(name) if name else None


def show_in_folder(path: Path) -> None:
    """Open the folder of a file in the system's file window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
