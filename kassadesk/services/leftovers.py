"""What killed runs left behind: half-written files, rows of opened files. Removed at the next start."""

from __future__ import annotations

from pathlib import Path

from kassadesk.files.atomic import sweep
from kassadesk.files.reader.room import FOLDER, sweep_rooms
from kassadesk.files.spool import VIEW_LIFE_S, sweep_spools


def sweep_leftovers(own: Path, *folders: Path) -> int:
    """How many leftovers were removed from the program's own folder and from these.

    Files of running programs stay, and so do pages from which an interrupted export can still go on.
    Never raises: what cannot go now is tried at the next start.
    """
    removed = sweep_rooms(own / FOLDER) + sum(sweep(folder) for folder in (own, *folders))
    return removed + sum(sweep_spools(folder, untouched_s=VIEW_LIFE_S) for folder in folders)
