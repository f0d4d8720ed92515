"""How much in an outbox file was never sent, without opening or changing any of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from kassadesk.core.intents import IntentState

_WAITING = "SELECT COUNT(*) FROM intents WHERE state != ?"
_LETTERS = "SELECT COUNT(*) FROM letters WHERE closed_at IS NULL AND filed_json IS NULL"


def unsent_in(path: Path) -> int:
    """Drafts, requests that wait or are not sure, letters that are still followed; of every shop.

    A file that cannot be read counts as one: what is in it is not known.
    """
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            waiting = int(db.execute(_WAITING, (IntentState.FILED,)).fetchone()[0])
            if db.execute("PRAGMA user_version").fetchone()[0] > 1:
                waiting += int(db.execute(_LETTERS).fetchone()[0])
            return waiting
    except sqlite3.Error:
        return 1
