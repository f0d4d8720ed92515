"""The three clocks of a request: what was promised, what the policy says, what the law says."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import IconText, Label, repolish


class Clock(QFrame):
    """One clock: icon and name, the date or "No date", one line below; warn when overdue."""

    def __init__(self, looks: Looks, icon: str, name: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(2)
        self.head = IconText(looks, icon, name, "caption", "text2", size=14)
        self.date = Label(looks, "", "key", wrap=True)
        self.note = Label(looks, "", "caption", "text2", wrap=True)
        for widget in (self.head, self.date, self.note):
            layout.addWidget(widget)
        self.setProperty("kind", "clock")

    def show_date(self, date: str, note: str, *, overdue: bool = False) -> None:
        """Show a date (or the word for none) with its note."""
        self.date.setText(date)
        self.note.setText(note)
        for label in (self.date, self.note):
            label.set_tone("warn" if overdue else ("text" if label is self.date else "text2"))
        self.setProperty("kind", "clock_warn" if overdue else "clock")
        self.setAccessibleName(f"{self.head.text()}: {date}, {note}")
        repolish(self)


class Clocks(QWidget):
    """The three side by side: `promised`, `policy`, `law`. They are never merged."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.promised = Clock(looks, "handshake", "")
        self.policy = Clock(looks, "scroll-text", "")
        self.law = Clock(looks, "scale", "")
        for clock in (self.promised, self.policy, self.law):
            layout.addWidget(clock, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the names again in the language in force."""
        self.promised.head.setText(self.tr("Promised"))
        self.policy.head.setText(self.tr("Policy"))
        self.law.head.setText(self.tr("Law"))
