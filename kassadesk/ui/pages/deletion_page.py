"""Ask to delete: choose, keep a copy, see what happens, confirm by typing, send."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.card_page import CardPage
from kassadesk.ui.pages.deletion_parts.choose_part import ChoosePart
from kassadesk.ui.pages.deletion_parts.confirm_part import ConfirmPart
from kassadesk.ui.pages.deletion_parts.copy_part import CopyPart
from kassadesk.ui.pages.deletion_parts.see_part import SeePart
from kassadesk.ui.pages.deletion_parts.step_marks import StepMarks
from kassadesk.ui.pages.loaded_body import LoadedBody
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.texts import right_words
from kassadesk.ui.widgets.dialog import Dialog, confirm
from kassadesk.ui.widgets.labels import Label
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.deletion import CHOOSE, COPY, DeletionViewModel


class DeletionPage(CardPage):
    """Picture 10. The choice stays while the program runs.

    Signals:
        left (): back to Requests; the choice is kept.
        export_wanted (): go to Export to make a copy; the choice is kept.
        sent (str): id of the request Kassapos has now.
        waits (str): it is saved on this PC and waits under this reference.
    """

    left = Signal()
    export_wanted = Signal()
    sent = Signal(str)
    waits = Signal(str)

    def __init__(self, view_model: DeletionViewModel, looks: Looks) -> None:
        super().__init__(looks, scrolls=False)
        self._view_model = view_model
        self.question: Dialog | None = None
        self.marks = StepMarks(looks)
        self.head.addStretch(1)
        self.head.addWidget(self.marks)
        self.choose, self.copy = ChoosePart(looks, view_model), CopyPart(looks, view_model)
        self.see, self.confirm = SeePart(looks), ConfirmPart(looks, view_model)
        self._previewed = LoadedBody(looks, self.see)
        self._previewed.again.connect(view_model.read_preview)
        self._steps = QStackedWidget()
        self._areas = [self._scrolled(p) for p in (self.choose, self.copy, self._previewed)]
        for area in self._areas:
            self._steps.addWidget(area)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._steps, 1)
        row.addWidget(self.confirm)
        self._loaded = LoadedBody(looks, content)
        self._loaded.again.connect(view_model.load)
        self._right_line = Label(looks, "", "caption", "text2", wrap=True)
        below = QVBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._loaded, 1)
        below.addWidget(self._right_line)
        self.body.addLayout(below)
        self._connect()
        self.retranslate()

    # --- what the window calls ---------------------------------------------------------------

    def on_shown(self) -> None:
        """Read what can be deleted, and which copies there are."""
        self._view_model.load()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        for part in (self.choose, self.copy, self.see, self.confirm):
            part.retranslate()
        self._draw()

    def regions(self) -> list[QWidget]:
        """Where F6 goes: the choice, the buttons."""
        return [self._areas[self._view_model.step - 1], self.confirm.back_button]

    def back(self) -> None:
        """One step back; from the first step away, keeping the choice."""
        if self._view_model.step > CHOOSE:
            self._view_model.go(self._view_model.step - 1)
        elif self._view_model.anything:
            self._ask_to_leave()
        else:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the right card takes less room in a narrow window."""
        super().resizeEvent(event)
        self.confirm.setFixedWidth(336 if self.width() >= 1080 else 288)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc asks and keeps the choice."""
        if event.key() == Qt.Key.Key_Escape and not self._view_model.sending:
            self._ask_to_leave() if self._view_model.anything else self.left.emit()
        else:
            super().keyPressEvent(event)

    # --- drawing -------------------------------------------------------------------------------

    def _connect(self) -> None:
        view_model = self._view_model
        self.copy.export_wanted.connect(self.export_wanted)
        self.confirm.back_wanted.connect(self.back)
        self.confirm.export_wanted.connect(self.export_wanted)
        draw = when_seen(self, self._draw)
        view_model.changed.connect(draw)
        view_model.waits.connect(self.waits)
        view_model.sent.connect(lambda request: self.sent.emit(request.request_id))
        view_model.walkthrough.changed.connect(draw)

    def _draw(self) -> None:
        view_model = self._view_model
        self.title.setText(
            self.tr("Close account and delete")
            if view_model.close_account
            else self.tr("Ask to delete")
        )
        words = (self.tr("Choose"), self.tr("Keep a copy"), self.tr("See what happens"))
        self.marks.show_step(words, view_model.step)
        self._loaded.show_state(ready=view_model.basis is not None, error=view_model.load_error)
        self._steps.setCurrentIndex(view_model.step - 1)
        self.choose.draw()
        self.copy.draw()
        preview = view_model.preview
        if view_model.step > COPY:
            self._previewed.show_state(ready=preview is not None, error=view_model.preview_error)
        if preview is not None:
            self.see.show_preview(preview, view_model.meaning, view_model.walkthrough.lens)
        basis = view_model.basis
        self._right_line.setText(
            right_words(basis.right if basis else None, view_model.walkthrough.lens)
        )
        self.confirm.draw()

    def _ask_to_leave(self) -> None:
        self.question = confirm(
            self.looks,
            self.tr("Leave the deletion?"),
            self.tr("Nothing is sent. What you chose stays here until you sign out."),
            self.tr("Leave"),
            self.tr("Stay"),
            parent=self,
        )
        self.question.accepted.connect(self.left)
        self.question.open()

    def _scrolled(self, part: QWidget) -> ScrollColumn:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 4, 0)
        rows.addWidget(part)
        return ScrollColumn(inner)
