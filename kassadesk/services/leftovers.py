"""What killed runs left half-written: removed at the next start."""

from __future__ import annotations

from pathlib import Path

from kassadesk.files.atomic import sweep


def sweep_leftovers(*folders: Path) -> int:
    """How many leftovers were removed from these folders.

    Files of running programs stay. Never raises: what cannot go now is tried at the next start.
    """
    return sum(sweep(folder) for folder in folders)
