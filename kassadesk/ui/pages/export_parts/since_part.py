"""Only what is new: which earlier copy to go on from, from the list or from a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.lens import time_in_words
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.export_parts import export_words
from kassadesk.ui.pages.export_parts.row_box import RowBox
from kassadesk.ui.pages.unlock_line import UnlockLine
from kassadesk.ui.texts import category_title, error_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.inputs import Combo
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.viewmodels.exports import ExportsViewModel


class SincePart(QWidget):
    """The box, and below it, while it is ticked, the copy and the day it was taken.

    Signals:
        file_wanted (): the person will choose the file of an earlier copy.
        opened (): the person ticked it; there is more to see.
    """

    file_wanted = Signal()
    opened = Signal()

    def __init__(self, looks: Looks, view_model: ExportsViewModel) -> None:
        super().__init__()
        self._view_model, self._since = view_model, view_model.since
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.box = RowBox(looks)
        self.box.clicked.connect(self._want)
        self.file_button = Button(looks, "", "text")
        self.file_button.clicked.connect(self.file_wanted)
        head.addWidget(self.box, 1)
        head.addWidget(self.file_button)
        rows.addLayout(head)
        self.copies = Combo(looks, "")
        self.copies.activated.connect(lambda _place: self._choose())
        rows.addWidget(self.copies)
        self._when = Label(looks, "", "caption", "text3", wrap=True)
        self._gaps = IconText(looks, "triangle-alert", "", "caption", "warn", size=14, wrap=True)
        self._error = IconText(looks, "file-warning", "", "caption", "danger", size=14, wrap=True)
        self.unlocking = UnlockLine(looks, "secondary")
        self.unlocking.given.connect(self._since.unlock)
        for words in (self._when, self._gaps, self._error, self.unlocking):
            rows.addWidget(words)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self.box.setText(self.tr("Only what is new since an earlier copy"))
        self.file_button.set_text(self.tr("Use a file"), self.tr("Use the file of an earlier copy"))
        self.copies.setAccessibleName(self.tr("Earlier copy"))
        self.unlocking.retranslate()

    def draw(self) -> None:
        """Show the state of the view-model."""
        since = self._since
        possible = bool(since.offered) or since.copy is not None
        self.box.setEnabled(possible)
        self.box.setChecked(since.wanted)
        self.copies.setVisible(since.wanted and possible)
        self.copies.set_choices(self._choices(), str(since.path or ""))
        when = self._when_words(possible)
        self._when.setText(when)
        self._when.setVisible(bool(when))
        self.box.setAccessibleDescription(when)
        self._draw_gaps()
        error = error_words(since.error).advice if since.error else ""
        name = since.failed_path.name if since.failed_path else ""
        shown = self._view_model.walkthrough.lens.personal_text(name, Kind.TEXT)
        self._error.setText(f"{shown}: {error}" if error else "")
        self._error.setVisible(bool(error))
        self.unlocking.setVisible(since.needs_password)

    def _draw_gaps(self) -> None:
        kinds = ", ".join(category_title(kind) for kind in self._view_model.not_whole)
        self._gaps.setText(
            self.tr("That copy does not hold all of: {kinds}. What is older stays missing.").format(
                kinds=kinds
            )
        )
        self._gaps.setVisible(bool(kinds))

    def _when_words(self, possible: bool) -> str:
        since = self._since
        if since.reading is not None:
            return self.tr("Reading the file…")
        if not possible:
            return self.tr("No earlier export of this shop is listed on this PC.")
        if not since.wanted or since.copy is None:
            return ""
        return self.tr("You get what is new since {when}.").format(
            when=time_in_words(since.copy.as_of)
        )

    def _choices(self) -> list[tuple[str, object]]:
        since, lens = self._since, self._view_model.walkthrough.lens
        choices: list[tuple[str, object]] = [
            (
                f"{time_in_words(past.as_of or past.made_at)} · {export_words.what_is_taken(past)}",
                str(past.path),
            )
            for past in since.offered
        ]
        if since.from_file and since.path is not None:
            name = lens.personal_text(since.path.name, Kind.TEXT)
            choices.insert(0, (self.tr("File: {name}").format(name=name), str(since.path)))
        return choices

    def _want(self, wanted: bool) -> None:
        self._since.want(wanted)
        if wanted:
            self.opened.emit()

    def _choose(self) -> None:
        chosen = Path(str(self.copies.currentData()))
        if chosen != self._since.path:
            self._since.choose(chosen)
