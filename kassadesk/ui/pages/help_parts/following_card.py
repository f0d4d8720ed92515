"""How a request is followed: three clocks, the ladder, the calendar."""

from __future__ import annotations

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.help_parts.lines_card import LinesCard

_ICONS = ("clock", "megaphone", "lock", "calendar-plus")


class FollowingCard(LinesCard):
    """Four lines of information."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(looks, _ICONS)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        words = (
            self.tr(
                "Three clocks: what Kassapos promised, what its policy says, what the law says. What is"
                " late is counted on this PC, even if Kassapos says nothing."
            ),
            self.tr(
                "If it is late, remind Kassapos; seven days later the complaint is ready. A refusal can"
                " be objected to at once. A complaint that is not settled can be opened again."
            ),
            self.tr(
                "The Data Protection Board comes last. It stays locked, with the reason, until the"
                " complaint is used up: answered and not settled, or its last day has passed."
            ),
            self.tr("A due day goes into your calendar as a file that names nobody."),
        )
        self.say(self.tr("Following a request"), words)
