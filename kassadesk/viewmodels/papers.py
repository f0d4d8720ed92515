"""Papers, as a view-model asks for them."""

from __future__ import annotations

from typing import Protocol

from kassadesk.core.letters import Letter, Sender
from kassadesk.core.papers import DrawnPaper, Paper


class Papers(Protocol):
    """Lays out and draws papers; implemented by `ui.paper`."""

    def letter(self, letter: Letter, sender: Sender) -> Paper:
        """The letter as it is printed."""

    def draw(self, paper: Paper) -> DrawnPaper:
        """The paper as PDF. Blocking; safe on a worker."""
