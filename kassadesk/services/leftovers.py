"""What killed runs left behind: half-written files, rows of opened files. Removed at the next start."""

from __future__ import annotations

from pathlib import Path

from kassadesk.files.atomic import sweep
from kassadesk.files.reader.room import FOLDER, sweep_rooms
from kassadesk.files.spool import VIEW_LIFE_S, sweep_spools
from kassadesk.files.unfinished import dead_notes, forget_if_clean


def sweep_leftovers(own: Path, *folders: Path) -> int:
    """How many leftovers were removed from the program's own folder, from these, and from wherever
    an export was begun and not ended.

    Files of running programs stay, and so do pages from which an interrupted export can still go on.
    Never raises: what cannot go now is tried at the next start.
    """
    notes = list(dead_notes(own))
    places = dict.fromkeys((*folders, *(folder for _, folder in notes if folder != Path())))
    removed = sweep_rooms(own / FOLDER) + sum(sweep(folder) for folder in (own, *places))
    removed += sum(sweep_spools(folder, untouched_s=VIEW_LIFE_S) for folder in places)
    for note, folder in notes:
        forget_if_clean(note, folder)
    return removed
