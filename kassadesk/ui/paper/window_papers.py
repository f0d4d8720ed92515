"""Papers in the words of the window."""

from __future__ import annotations

from kassadesk.core.letters import Letter, Sender
from kassadesk.core.papers import DrawnPaper, Paper
from kassadesk.ui.paper.drawing import draw
from kassadesk.ui.words.letters import letter_paper


class WindowPapers:
    """Lays out and draws papers for view-models, which know neither words nor fonts."""

    def letter(self, letter: Letter, sender: Sender) -> Paper:
        """The letter as it is printed."""
        return letter_paper(letter, sender)

    def draw(self, paper: Paper) -> DrawnPaper:
        """The paper as PDF. Blocking; safe on a worker."""
        return draw(paper)
