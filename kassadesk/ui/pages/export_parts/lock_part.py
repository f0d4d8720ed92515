"""Lock the workbook with a password: typed twice, its strength in words, the warning before."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.exports import ExportFormat
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.export_parts import lock_words
from kassadesk.ui.pages.export_parts.row_box import RowBox
from kassadesk.ui.widgets.inputs import PasswordInput
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.viewmodels.exports import ExportsViewModel


class LockPart(QWidget):
    """The box, and below it, while it is ticked, two lines to type in.

    Signals:
        opened (): the person ticked it; there is more to see.
    """

    opened = Signal()

    def __init__(self, looks: Looks, view_model: ExportsViewModel) -> None:
        super().__init__()
        self._view_model, self._lock = view_model, view_model.lock
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.box = RowBox(looks)
        self.box.clicked.connect(self._want)
        self._how = Label(looks, "", "caption", "text2")
        head.addWidget(self.box, 1)
        head.addWidget(self._how)
        rows.addLayout(head)
        self._why_not = Label(looks, "", "caption", "text3", wrap=True)
        rows.addWidget(self._why_not)
        self._lines = self._make_lines(looks)
        rows.addWidget(self._lines)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self.box.setText(self.tr("Lock with a password"))
        self._how.setText(self.tr("AES-256"))
        self._why_not.setText(self.tr("Only an Excel workbook can be locked, CSV files cannot."))
        for line, word in (
            (self.password, self.tr("Password")),
            (self.again, self.tr("Password again")),
        ):
            line.setPlaceholderText(word)
            line.setAccessibleName(word)
            line.retranslate()
        self._warning.setText(
            self.tr(
                "Nobody can find a lost password out, Kassapos neither. "
                "Without it this file stays shut for good."
            )
        )

    def draw(self) -> None:
        """Show the state of the view-model."""
        excel = self._view_model.format is ExportFormat.EXCEL
        self.box.setEnabled(excel)
        self.box.setChecked(self._view_model.locks)
        self.box.setAccessibleDescription("" if excel else self._why_not.text())
        self._how.setVisible(excel)
        self._why_not.setVisible(not excel)
        self._lines.setVisible(self._view_model.locks)
        hidden = self._view_model.walkthrough.on
        for line, text in ((self.password, self._lock.password), (self.again, self._lock.again)):
            line.set_hidden(hidden)
            if line.text() != text:
                line.setText(text)
            if not text:
                line.hide_again()
        self._draw_words()

    def _draw_words(self) -> None:
        icon, text, tone = lock_words.strength_line(self._lock.hint)
        if self._lock.trouble == "password_too_long":
            icon, text, tone = "triangle-alert", lock_words.why_not("password_too_long"), "danger"
        self._strength.show_state(icon, text, tone)
        self.password.setAccessibleDescription(text)
        differs = lock_words.why_not("passwords_differ") if self._lock.differs else ""
        self._differs.setText(differs)
        self._differs.setVisible(bool(differs))
        self.again.set_wrong(bool(differs))
        self.again.setAccessibleDescription(differs)

    def _make_lines(self, looks: Looks) -> QWidget:
        lines = QWidget()
        rows = QVBoxLayout(lines)
        rows.setContentsMargins(0, 0, 0, 4)
        rows.setSpacing(6)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        self.password = PasswordInput(looks, " ")
        self.again = PasswordInput(looks, " ")
        self.password.textEdited.connect(self._lock.type)
        self.again.textEdited.connect(self._lock.type_again)
        beside.addWidget(self.password, 1)
        beside.addWidget(self.again, 1)
        rows.addLayout(beside)
        self._differs = IconText(
            looks, "triangle-alert", "", "caption", "danger", size=14, wrap=True
        )
        self._strength = IconText(looks, "info", "", "caption", "text2", size=14, wrap=True)
        self._warning = IconText(looks, "triangle-alert", "", "caption", "warn", size=14, wrap=True)
        for words in (self._differs, self._strength, self._warning):
            rows.addWidget(words)
        return lines

    def _want(self, wanted: bool) -> None:
        self._lock.want(wanted)
        if wanted:
            self.password.setFocus()
            self.opened.emit()
