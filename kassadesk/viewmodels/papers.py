"""What view-models ask of who draws papers; they know neither words nor fonts."""

from __future__ import annotations

from typing import Protocol

from kassadesk.core.letters import Letter, Sender
from kassadesk.core.papers import DrawnPaper, Paper


class Draws(Protocol):
    """Draws papers; implemented by `ui.paper`."""

    def draw(self, paper: Paper) -> DrawnPaper:
        """The paper as PDF. Blocking; safe on a worker."""


class Papers(Draws, Protocol):
    """Lays out letters as well."""

    def letter(self, letter: Letter, sender: Sender) -> Paper:
        """The letter as it is printed."""
