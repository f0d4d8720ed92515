"""How choices work: at one stroke, offline, with proof, and checked against what really comes."""

from __future__ import annotations

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.help_parts.lines_card import LinesCard

_ICONS = ("megaphone", "send", "receipt-text", "triangle-alert")


class ChoicesCard(LinesCard):
    """Four lines of information."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks, _ICONS)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        words = (
            self.tr(
                "Stop everything promotional at one stroke: Ctrl+3, F6, F6, Space. For ten seconds one"
                " Undo puts it all back."
            ),
            self.tr(
                "Without internet a choice waits on this PC, sealed, and what Kassapos holds stands"
                " below it. If it was changed elsewhere meanwhile, both are shown and you are asked."
            ),
            self.tr(
                "The receipt of a choice holds every event of it, with the policy text and the language"
                " shown. As a PDF or JSON-LD (ISO/IEC TS 27560) it is checked offline: kassadesk verify."
            ),
            self.tr(
                "Kassapos' message log is compared with your choices. A switch-on that your shop did not"
                " make and that has no receipt does not lift your stop."
            ),
        )
        self.say(self.tr("Opt-ins"), words)
