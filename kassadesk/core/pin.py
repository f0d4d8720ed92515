"""The owner's PIN: what one may be, and what may come of a try."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

SHORTEST, LONGEST = 4, 8
MOST_TRIES = 5
"""After so many wrong ones the sign-in ends."""
WAITS_S = (0, 2, 10, 30, 60)
"""How long after the first, second, ... wrong try the next one is not looked at."""


class PinTry(Enum):
    """What came of a try."""

    RIGHT = auto()
    WRONG = auto()
    TOO_SOON = auto()
    """Not looked at: the wait after a wrong one is not over."""
    SPENT = auto()
    """Wrong too often, or there is no PIN any more: only a full sign-in helps."""


@dataclass(frozen=True, slots=True)
class PinState:
    """How it stands with the PIN."""

    is_set: bool = False
    tries_left: int = MOST_TRIES
    wait_s: float = 0.0
    """So long the next try is not looked at."""


class AtStart(Enum):
    """What the program asks for before it uses the remembered sign-in."""

    NOTHING = auto()
    PIN = auto()
    SIGN_IN = auto()
    """It was closed while it was locked, or the PIN is gone: the remembered sign-in is not used."""


def can_be_pin(text: str) -> bool:
    """True for 4 to 8 of the digits 0 to 9."""
    return SHORTEST <= len(text) <= LONGEST and text.isascii() and text.isdecimal()
