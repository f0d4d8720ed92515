"""The header: whose data this is, whether Kassapos is reached, walkthrough mode, language."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from kassadesk.ui.languages import LANGUAGES
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.elided_label import ElidedLabel
from kassadesk.ui.widgets.inputs import Combo
from kassadesk.ui.widgets.labels import IconLabel, IconText, repolish
from kassadesk.ui.widgets.pill import Pill


class Header(QFrame):
    """56 px. The shop's name, its GSTIN chip and "Sample data" at the left, state and deeds at the right.

    Texts of the shop come through the Lens from the caller.

    Signals:
        walkthrough_wanted (): the button was pressed, to begin or to end.
        sign_in_wanted (): "Sign in" was pressed while a file is read without signing in.
    """

    walkthrough_wanted = Signal()
    sign_in_wanted = Signal()

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self.setProperty("kind", "header")
        self.setFixedHeight(56)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 0, 24, 0)
        layout.setSpacing(12)
        layout.addWidget(IconLabel(looks, "store", "text", 18))
        self.shop = ElidedLabel(looks, "", "row_title")
        self.shop.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.shop.setMinimumWidth(24)
        layout.addWidget(self.shop)
        self.gstin = _Chip(looks)
        layout.addWidget(self.gstin)
        self.sample = Pill(looks, "sample_shop")
        layout.addWidget(self.sample)
        layout.addStretch(1)
        self.connection = IconText(looks, "cloud-check", "", "table", "text2", icon_tone="ok")
        layout.addWidget(self.connection)
        self.walkthrough = Button(looks, "", "secondary", "eye-off")
        self.walkthrough.clicked.connect(self.walkthrough_wanted)
        layout.addWidget(self.walkthrough)
        self.language = Combo(looks, "")
        self.language.setMinimumWidth(104)
        layout.addWidget(self.language)
        self.sign_in = Button(looks, "", "primary")
        self.sign_in.clicked.connect(self.sign_in_wanted)
        self.sign_in.hide()
        layout.addWidget(self.sign_in)
        self._masked, self._narrow = False, False
        self._gstin: tuple[str, bool | None] = ("", None)
        self.retranslate()

    def show_shop(self, name: str, gstin: str, gstin_ok: bool | None) -> None:
        """Name and GSTIN as the Lens gives them; "" hides the chip; `gstin_ok` None: not checked."""
        self.shop.setText(name)
        self.shop.updateGeometry()
        self._gstin = (gstin, gstin_ok)
        self._show_gstin()

    def show_sample(self, sample: bool) -> None:
        """Say that this is the made-up shop."""
        self.sample.setVisible(sample)

    def show_connection(self, state: str, words: str) -> None:
        """connected, offline or signed_out with its words."""
        icon, tone = ("cloud-check", "text2") if state == "connected" else ("cloud-off", "text2")
        self.connection.show_state(icon, words, tone)

    def show_walkthrough(self, on: bool) -> None:
        """Whether values are hidden now."""
        self._masked = on
        self.walkthrough.set_kind("chosen" if on else "secondary")
        self.walkthrough.set_text(self.tr("Walkthrough on") if on else self.tr("Walkthrough mode"))

    def set_narrow(self, narrow: bool) -> None:
        """Less room: the connection shows only its icon (its words stay for readers)."""
        self._narrow = narrow
        self.connection.label.setVisible(not narrow)
        self._show_gstin()

    def show_visitor(self, visitor: bool) -> None:
        """Nobody is signed in: offer to sign in instead of telling of a connection."""
        self.sign_in.setVisible(visitor)
        self.connection.setVisible(not visitor)

    def retranslate(self) -> None:
        """Say everything again in the language in force."""
        self.language.setAccessibleName(self.tr("Language"))
        self.language.set_choices([(word, code) for code, word in LANGUAGES], "en")
        self.language.setVisible(len(LANGUAGES) > 1)
        self.sign_in.set_text(self.tr("Sign in"))
        self._show_gstin()
        self.sample.set_state("sample_shop")
        self.show_walkthrough(self._masked)

    def _show_gstin(self) -> None:
        gstin, correct = self._gstin
        self.gstin.setVisible(bool(gstin))
        shown = "" if self._narrow else f" {gstin} ·"
        if correct is None:
            self.gstin.show_state("neutral", "info", f"GSTIN{shown.removesuffix(' ·')}")
        elif correct:
            self.gstin.show_state("ok", "circle-check", self.tr("GSTIN{0} checked").format(shown))
        else:
            words = self.tr("GSTIN{0} looks mistyped").format(shown)
            self.gstin.show_state("warn", "triangle-alert", words)


class _Chip(QFrame):
    def __init__(self, looks: Looks) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 3, 8, 3)
        self._words = IconText(looks, "info", "", "caption", "neutral", size=14)
        layout.addWidget(self._words, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, tone: str, icon: str, text: str) -> None:
        """Colour, icon and words together."""
        self.setProperty("kind", f"chip_{tone}")
        self._words.show_state(icon, text, tone)
        self.setAccessibleName(text)
        repolish(self)
