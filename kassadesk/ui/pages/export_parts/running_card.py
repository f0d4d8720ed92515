"""The export that runs now, or how the last one ended."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from kassadesk.core.errors import DiskFull, TargetExists
from kassadesk.core.exports import ExportReport
from kassadesk.core.lens import Lens
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.error_line import ErrorLine
from kassadesk.ui.pages.export_parts import export_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.labels import IconText, IconTile, Label
from kassadesk.viewmodels.exports import ExportsViewModel


class RunningCard(QFrame):
    """Real counts while it runs; then the result or the error, in the same place.

    Signals:
        folder_wanted (Path): show this file in its folder.
        other_place_wanted (): choose another folder.
    """

    folder_wanted = Signal(Path)
    other_place_wanted = Signal()

    def __init__(self, looks: Looks, view_model: ExportsViewModel) -> None:
        super().__init__()
        self._looks, self._view_model = looks, view_model
        self.setProperty("kind", "card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 14, 16, 14)
        rows.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._tile = IconTile(looks, "download", "brand")
        head.addWidget(self._tile)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = Label(looks, "", "row_title", wrap=True)
        self._step = Label(looks, "", "table", "text2", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._step)
        head.addLayout(words, 1)
        self.cancel_button = Button(looks)
        self.cancel_button.clicked.connect(view_model.cancel)
        self.folder_button = Button(looks, "", "secondary", "folder-open")
        self.folder_button.clicked.connect(self._ask_folder)
        self.close_button = Button(looks, "", "icon", "x", name=self.tr("Put this word away"))
        self.close_button.clicked.connect(view_model.dismiss)
        for button in (self.cancel_button, self.folder_button, self.close_button):
            head.addWidget(button)
        rows.addLayout(head)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        rows.addWidget(self.bar)
        rows.addLayout(self._make_counts())
        self._note = IconText(looks, "info", "", "caption", "text2", size=14, wrap=True)
        rows.addWidget(self._note)
        self.error = ErrorLine(looks)
        rows.addWidget(self.error)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self.folder_button.set_text(self.tr("Show in folder"))
        self.cancel_button.set_text(self.tr("Cancel"), self.tr("Cancel the export"))

    def draw(self) -> None:
        """Show the running export, its result or its error; hide when there is none."""
        view_model = self._view_model
        running, report, error = view_model.running, view_model.last_report, view_model.error
        self.setVisible(running is not None or report is not None or error is not None)
        for widget in (self.cancel_button, self.bar, self._percent, self._rows, self._left):
            widget.setVisible(running is not None)
        self._note.setVisible(running is not None or bool(report and report.altered))
        self.folder_button.setVisible(report is not None)
        self.close_button.setVisible(running is None)
        if running is not None:
            self._tile.set_icon("download", "brand")
            what = export_words.what_is_taken(running)
            self._title.setText(self.tr("Exporting: {what}").format(what=what))
            self._note.setText(self.tr("You can use other pages meanwhile."))
            self.draw_progress()
        elif report is not None:
            self._show_report(report, view_model.walkthrough.lens)
        self._draw_error()

    def draw_progress(self) -> None:
        """Only the counts; comes often."""
        view_model = self._view_model
        plan, progress, lens = view_model.running, view_model.progress, view_model.walkthrough.lens
        if plan is None:
            return
        if view_model.cancelling:
            self.cancel_button.set_busy(self.tr("Cancelling…"))
        elif self.cancel_button.busy:
            self.cancel_button.set_rest()
        kind = export_words.file_kind(plan.format, plan.masked)
        self._step.setText(f"{kind} · {export_words.step_words(progress)}")
        percent = progress.percent
        self.bar.setRange(0, 0 if percent is None else 100)
        if percent is None:
            self._percent.setText("")
            self._rows.setText("")
        else:
            self.bar.setValue(percent)
            self._percent.setText(f"{percent}%")
            self._rows.setText(
                self.tr("{done} of {total} rows").format(
                    done=lens.count(progress.done), total=lens.count(progress.total)
                )
            )
        self._left.setText(export_words.time_left(progress, lens))
        self.bar.setAccessibleName(f"{self._percent.text()} {self._rows.text()}")

    def _make_counts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._percent = Label(self._looks, "", "key")
        self._rows = Label(self._looks, "", "table", "text2")
        self._left = Label(self._looks, "", "table", "text2")
        row.addWidget(self._percent)
        row.addWidget(self._rows)
        row.addStretch(1)
        row.addWidget(self._left)
        return row

    def _show_report(self, report: ExportReport, lens: Lens) -> None:
        self._tile.set_icon("badge-check", "ok")
        self._title.setText(self.tr("Export done"))
        facts = self.tr("{name} · {rows} rows · {size} · read back and found whole").format(
            name=report.path.name,
            rows=lens.count(report.rows),
            size=lens.size(report.size_bytes),
        )
        self._step.setText(facts)
        changed = sum(one.count for one in report.altered)
        if changed:
            self._note.setText(
                self.tr(
                    "{n} values could not be written exactly; the file’s first page lists them."
                ).format(n=lens.count(changed))
            )

    def _draw_error(self) -> None:
        view_model, error = self._view_model, self._view_model.error
        if error is None:
            self.error.show_error(None)
            return
        self._tile.set_icon("file-warning", "danger")
        self._title.setText(self.tr("The export did not work"))
        self._step.setText(self.tr("Nothing half-written was left behind."))
        again = Button(self._looks, self.tr("Try again"), "secondary", "refresh-cw")
        again.clicked.connect(lambda: view_model.start_again())
        other = Button(self._looks, self.tr("Change place"), "text")
        other.clicked.connect(self.other_place_wanted)
        if isinstance(error, TargetExists):
            replace = Button(self._looks, self.tr("Replace the file"), "danger")
            replace.clicked.connect(lambda: view_model.start_again(replacing=True))
            free = Button(self._looks, self.tr("Use another name"), "secondary")
            free.clicked.connect(view_model.start)
            self.error.show_error(error, free, replace)
        elif isinstance(error, DiskFull):
            self.error.show_error(error, other, again)
        else:
            self.error.show_error(error, again, other)

    def _ask_folder(self) -> None:
        if self._view_model.last_report is not None:
            self.folder_wanted.emit(self._view_model.last_report.path)
