"""What is typed or chosen: lines with their error below, search, combo, password."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionFrame,
    QVBoxLayout,
    QWidget,
)

from kassadesk.ui.drawn_controls import draw_chevron
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import IconText, Label, repolish


class LineInput(QLineEdit):
    """One line of text. `name` is what readers hear; `large` is 40 px high (sign-in)."""

    def __init__(
        self, looks: Looks, name: str, *, placeholder: str = "", large: bool = False
    ) -> None:
        super().__init__()
        self.setFont(looks.font("body" if large else "table"))
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("large", "true" if large else "false")
        self._hidden = False

    def set_hidden(self, hidden: bool) -> None:
        """Show what is typed, or a fixed shape in its place: a walkthrough tells not even its length."""
        self._hidden = hidden
        echo = QLineEdit.EchoMode.NoEcho if hidden else QLineEdit.EchoMode.Normal
        if self.echoMode() != echo:
            self.setEchoMode(echo)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the fixed shape stands where Qt draws nothing."""
        super().paintEvent(event)
        if not self._hidden or not self.text():
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        place = (
            self.style()
            .subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
            .marginsRemoved(self.textMargins())
        )
        painter = QPainter(self)
        painter.setPen(self.palette().text().color())
        from kassadesk.core.lens import MASKED  # late: nothing is hidden before sign-in

        shape = MASKED.personal_text(self.text())
        painter.drawText(place.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shape)
        painter.end()

    def sizeHint(self) -> QSize:
        """Qt: 32 high, or 40."""
        hint = super().sizeHint()
        return QSize(
            hint.width(), max(40 if self.property("large") == "true" else 32, hint.height())
        )

    def minimumSizeHint(self) -> QSize:
        """Qt: never lower than it should be."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def set_wrong(self, wrong: bool) -> None:
        """Show the edge in the danger colour or not."""
        self.setProperty("wrong", "true" if wrong else "false")
        repolish(self)


class PasswordInput(LineInput):
    """A password with an eye that shows it while wanted."""

    def __init__(self, looks: Looks, name: str, *, large: bool = False) -> None:
        super().__init__(looks, name, large=large)
        self._looks = looks
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(self)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._eye.triggered.connect(self._flip)
        looks.changed.connect(self._draw)
        self._draw()

    def set_hidden(self, hidden: bool) -> None:
        """In a walkthrough not even the number of dots is shown; the eye is shut."""
        if hidden != self._hidden:
            super().set_hidden(hidden)
            self._eye.setEnabled(not hidden)
            self.hide_again()

    def hide_again(self) -> None:
        """Back to dots, for instance when the page is left."""
        echo = QLineEdit.EchoMode.NoEcho if self._hidden else QLineEdit.EchoMode.Password
        if self.echoMode() is not echo:
            self.setEchoMode(echo)
        self._draw()

    def retranslate(self) -> None:
        """Say what the eye does in the language in force."""
        self._draw()

    def _flip(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._draw()

    def _draw(self) -> None:
        hidden = self.echoMode() is not QLineEdit.EchoMode.Normal
        self._eye.setIcon(self._looks.icon("eye" if hidden else "eye-off", "text2", 18))
        self._eye.setText(self.tr("Show password") if hidden else self.tr("Hide password"))


class SearchInput(LineInput):
    """A search line: `searched` comes 250 ms after the last key, at once on Enter and on clear."""

    searched = Signal(str)

    def __init__(self, looks: Looks, placeholder: str) -> None:
        super().__init__(looks, placeholder, placeholder=placeholder)
        self._looks = looks
        self.setProperty("kind", "search")
        self._told = ""
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(self)
        self._clear.triggered.connect(self.clear)
        self._wait = QTimer(self, singleShot=True, interval=250)
        self._wait.timeout.connect(self._tell)
        self.textChanged.connect(self._on_text)
        self.returnPressed.connect(self._tell)
        looks.changed.connect(self._draw)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc empties the line first."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _on_text(self, text: str) -> None:
        if text and self._clear not in self.actions():
            self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        elif not text:
            self.removeAction(self._clear)
            self._tell()
            return
        self._wait.start()

    def _tell(self) -> None:
        self._wait.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)

    def _draw(self) -> None:
        self._glass.setIcon(self._looks.icon("search", "text2", 16))
        self._clear.setIcon(self._looks.icon("x", "text2", 16))
        self._clear.setText(self.tr("Clear the search"))


class InputField(QWidget):
    """A label, its input and one line below that is a hint or an error.

    The label names the input for readers; `show_error("")` brings the hint back.
    """

    def __init__(self, looks: Looks, label: str, edit: QWidget, *, hint: str = "") -> None:
        super().__init__()
        self.edit = edit
        self._hint_icon = "info"
        self._hint = hint
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        self.label = Label(looks, label, "key")
        self.label.setBuddy(edit)
        head.addWidget(self.label, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        self.head = head
        layout.addLayout(head)
        layout.addWidget(edit)
        self._line = IconText(looks, "info", hint, "caption", "text3", size=14, wrap=True)
        layout.addWidget(self._line)
        self.show_hint(hint)

    def show_hint(self, hint: str, icon: str = "info") -> None:
        """Show a calm line below, nothing for ""."""
        self._hint, self._hint_icon = hint, icon
        self._line.show_state(icon, hint, "text3")
        self._line.setVisible(bool(hint))
        self._mark(False)

    def show_error(self, error: str) -> None:
        """Show what is wrong below the input and colour its edge; "" takes it back."""
        if not error:
            self.show_hint(self._hint, self._hint_icon)
            return
        self._line.show_state("triangle-alert", error, "danger")
        self._line.setVisible(True)
        self.edit.setAccessibleDescription(error)
        self._mark(True)

    def error(self) -> str:
        """The error shown, "" for none."""
        return self._line.text() if self.edit.property("wrong") == "true" else ""

    def _mark(self, wrong: bool) -> None:
        if not wrong:
            self.edit.setAccessibleDescription(self._hint)
        if wrong != (self.edit.property("wrong") == "true"):
            self.edit.setProperty("wrong", "true" if wrong else "false")
            repolish(self.edit)


class Combo(QComboBox):
    """A choice of one, with our own arrow. `name` is what readers hear. Data travels as item data."""

    def __init__(self, looks: Looks, name: str, *, icon: str = "") -> None:
        super().__init__()
        self._looks, self._icon_name = looks, icon
        self.setFont(looks.font("table"))
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        looks.changed.connect(self.update)

    def set_choices(self, choices: list[tuple[str, object]], chosen: object = None) -> None:
        """Fill with (word, data); keeps silent, chooses the item with data `chosen` or the first."""
        self.blockSignals(True)
        self.clear()
        for word, data in choices:
            self.addItem(word, data)
        place = next((i for i, (_, data) in enumerate(choices) if data == chosen), 0)
        self.setCurrentIndex(place if choices else -1)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt would search its items for Esc; the page shall hear it."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Qt: at least 32 high."""
        hint = super().sizeHint()
        return QSize(hint.width() + (26 if self._icon_name else 0), max(32, hint.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the box by the style sheet, then our chevron."""
        super().paintEvent(event)
        painter = QPainter(self)
        token = "text2" if self.isEnabled() else "disabledText"
        room = QRectF(self.width() - 30, 0, 26, self.height())
        draw_chevron(painter, room, self._looks.color(token))
        painter.end()
