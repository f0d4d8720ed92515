"""Words and small icons as labels: plain text only, font by role, colour by tone."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks


class Label(QLabel):
    """Plain text; never rich text, so words from outside cannot become markup.

    `role` is a font role (fonts.ROLES), `tone` a colour token: text, text2, text3, brand, turn, ok,
    warn, danger, neutral, onStrip, onStripSoft, disabledText. `wrap` lets it take several lines.
    """

    def __init__(
        self,
        looks: Looks,
        text: str = "",
        role: str = "table",
        tone: str = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._laid_out = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(looks.font(role))
        self.setProperty("tone", tone)
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Qt: other words; a wrapped label asks for the height they need."""
        super().setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width needs another height."""
        super().resizeEvent(event)
        self._laid_out = True
        self._fit()

    def _fit(self) -> None:
        """Ask for the height the words need at this width: layouts inside scroll areas look only at
        the least size and would press wrapped lines into each other."""
        if self.wordWrap() and self._laid_out:
            needed = self._height_of_words()
            if needed != self.minimumHeight():
                self.setMinimumHeight(needed)

    def _height_of_words(self) -> int:
        """Not `heightForWidth`: that never falls below the height once asked for, and a label that
        was narrow for a moment would stay tall for ever."""
        around = self.contentsMargins()
        flags = int(self.alignment()) | int(Qt.TextFlag.TextWordWrap)
        width = max(1, self.width() - around.left() - around.right())
        words = self.fontMetrics().boundingRect(0, 0, width, 1 << 20, flags, self.text())
        return int(words.height()) + around.top() + around.bottom()

    def set_tone(self, tone: str) -> None:
        """Use another colour token."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            repolish(self)


class IconLabel(QLabel):
    """A line icon in the colour of a token; decoration for readers unless it is given a name."""

    def __init__(
        self,
        looks: Looks,
        name: str,
        token: str = "text2",  # noqa: S107 - a colour token
        size: int = 18,
        accessible: str = "",
    ) -> None:
        super().__init__()
        self._looks = looks
        self._name, self._token, self._size = name, token, size
        self.setFixedSize(QSize(size, size))
        self.setAccessibleName(accessible)
        looks.changed.connect(self._draw)
        self._draw()

    def set_icon(self, name: str, token: str | None = None) -> None:
        """Show another icon, perhaps in another colour."""
        token = token or self._token
        if (name, token) != (self._name, self._token):
            self._name, self._token = name, token
            self._draw()

    def _draw(self) -> None:
        self.setPixmap(self._looks.pixmap(self._name, self._token, self._size))


class IconTile(QFrame):
    """An icon on a tinted square of 32 px: the mark at the left of a row.

    `tint` is brand, turn, ok, warn, danger or neutral.
    """

    def __init__(self, looks: Looks, name: str, tint: str = "brand", side: int = 32) -> None:
        super().__init__()
        self.setFixedSize(side, side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._icon = IconLabel(looks, name, tint, 18 if side <= 32 else 20)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignCenter)
        self.setProperty("kind", f"tint_{tint}")

    def set_icon(self, name: str, tint: str) -> None:
        """Show another icon on another tint."""
        self.setProperty("kind", f"tint_{tint}")
        repolish(self)
        self._icon.set_icon(name, tint)


class IconText(QWidget):
    """An icon with words beside it: hints, warnings, places. Wraps when asked."""

    def __init__(
        self,
        looks: Looks,
        icon: str,
        text: str = "",
        role: str = "table",
        tone: str = "text2",
        *,
        icon_tone: str = "",
        size: int = 16,
        wrap: bool = False,
    ) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8 if size > 14 else 6)
        top = Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter
        self._mark = IconLabel(looks, icon, icon_tone or tone, size)
        self.label = Label(looks, text, role, tone, wrap=wrap)
        if wrap:
            self._mark.setFixedHeight(max(size, self.label.fontMetrics().height()))
        layout.addWidget(self._mark, 0, top)
        layout.addWidget(self.label, 1)
        vertical = QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)

    def show_state(self, icon: str, text: str, tone: str) -> None:
        """Change icon, words and colour together."""
        self._mark.set_icon(icon, tone)
        self.label.set_tone(tone)
        self.label.setText(text)

    def setText(self, text: str) -> None:
        """Change the words."""
        self.label.setText(text)

    def text(self) -> str:
        """The words shown."""
        return self.label.text()


class Rule(QFrame):
    """A line of 1 px between two parts, horizontal unless told otherwise."""

    def __init__(self, *, vertical: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "rule")
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at a widget's properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
