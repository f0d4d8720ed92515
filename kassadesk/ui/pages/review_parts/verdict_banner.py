"""The verdict on an opened file: unchanged, changed with the places, or without a signature."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kassadesk.core.exports import CheckReport, Verdict
from kassadesk.core.lens import Lens
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.review_parts import review_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.dialog import Dialog
from kassadesk.ui.widgets.labels import IconLabel, Label, repolish

NAMED = 3
"""How many changed places the banner names itself; the list has all."""
_LISTED = 500
_LOOK = {
    Verdict.UNCHANGED: ("shield-check", "ok"),
    Verdict.CHANGED: ("file-warning", "danger"),
    Verdict.UNSIGNED: ("triangle-alert", "warn"),
}


class VerdictBanner(QFrame):
    """A tinted card over the whole width."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._check: CheckReport | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(16)
        self._icon = IconLabel(looks, "shield-check", "ok", 24)
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = Label(looks, "", "row_title", wrap=True)
        self._facts = Label(looks, "", "table", "text2", wrap=True)
        self.places = Label(looks, "", "table", "danger", wrap=True)
        for label in (self.title, self._facts, self.places):
            words.addWidget(label)
        row.addLayout(words, 1)
        self.list_button = Button(looks)
        self.list_button.clicked.connect(self._open_list)
        row.addWidget(self.list_button)
        self.dialog: Dialog | None = None

    def show_check(self, check: CheckReport, name: str, size_bytes: int, lens: Lens) -> None:
        """Tell the verdict on a file of this name and size."""
        self._check = check
        icon, tone = _LOOK[check.verdict]
        self._icon.set_icon(icon, tone)
        self.setProperty("kind", f"tint_{tone}")
        repolish(self)
        self.title.setText(review_words.verdict_title(check))
        self._facts.setText(review_words.verdict_facts(check, name, size_bytes, lens))
        changed = check.verdict is Verdict.CHANGED
        self.places.setVisible(changed)
        self.places.setText(
            " · ".join(review_words.place_words(d) for d in check.differences[:NAMED])
        )
        self.list_button.setVisible(changed and len(check.differences) > NAMED)
        self.list_button.set_text(self.tr("Show all places"))
        self.setAccessibleName(f"{self.title.text()}. {self._facts.text()}")

    def _open_list(self) -> None:
        if self._check is None:
            return
        self.dialog = PlacesDialog(self._looks, self._check, self)
        self.dialog.open()


class PlacesDialog(Dialog):
    """All places where a file differs, as text that can be chosen and copied."""

    def __init__(self, looks: Looks, check: CheckReport, parent: QWidget) -> None:
        super().__init__(looks, review_words.verdict_title(check), parent=parent, width=560)
        places = [review_words.place_words(d) for d in check.differences[:_LISTED]]
        if len(check.differences) > _LISTED:
            places.append(self.tr("Only the first {n} places are listed.").format(n=_LISTED))
        text = QPlainTextEdit("\n".join(places))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setMinimumHeight(300)
        text.setAccessibleName(self.tr("Places"))
        self.body.addWidget(text, 1)
        self.add_button(self.tr("Close"), safe=True)
