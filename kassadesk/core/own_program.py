"""How the program starts itself for a process of its own: the sample shop, the reading process."""

from __future__ import annotations

import sys
from pathlib import Path

CONSOLE_TWIN = "kassadesk-console"
"""The frozen program's second .exe: the same code, with standard input and output. A windowed program
on Windows may have none, and what it starts must hear and answer."""


def frozen_words(*words: str) -> list[str] | None:
    """The command that runs the frozen program with these words; None when it runs from source."""
    if not getattr(sys, "frozen", False):
        return None
    started = Path(sys.executable)
    twin = started.with_name(CONSOLE_TWIN + started.suffix)
    return [str(twin if twin.exists() else started), *words]
