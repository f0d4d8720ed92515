"""The outbox's file as it must be: private, migrated; a newer one refused, a damaged one set aside."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from kassadesk.core.clock import utc_now
from kassadesk.core.errors import DiskFull, OutboxNewer, TargetReadOnly, WriteFailed

NAME = "outbox.db"
BUSY_S = 20.0
"""How long one program waits for another's commit; a keychain may ask the person in between."""

_FIRST = """
CREATE TABLE intents(
    seq INTEGER PRIMARY KEY AUTOINCREMENT, client_ref TEXT NOT NULL UNIQUE, shop TEXT NOT NULL,
    kind TEXT NOT NULL, state TEXT NOT NULL, created_at TEXT NOT NULL, key TEXT NOT NULL,
    key_made_at TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1,
    attempts INTEGER NOT NULL DEFAULT 0, next_try_at TEXT, posted_at TEXT, trouble_json TEXT,
    filed_json TEXT, key_id TEXT, body BLOB) STRICT;
CREATE INDEX intents_by_shop ON intents(shop, seq);
CREATE TABLE documents(
    client_ref TEXT NOT NULL REFERENCES intents(client_ref) ON DELETE CASCADE,
    place INTEGER NOT NULL, sha256 TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY(client_ref, place)) STRICT;
"""
MIGRATIONS: tuple[str, ...] = (_FIRST,)
"""Number n brings a file from version n to n + 1. What was released is never changed, only followed."""


class Damaged(Exception):
    """The file was set aside; `kept_as` is where it is now."""

    def __init__(self, kept_as: Path) -> None:
        super().__init__()
        self.kept_as = kept_as


def opened(path: Path) -> sqlite3.Connection:
    """The file, ready for use; made when it is missing.

    Raises OutboxNewer (the file is left alone), Damaged (it is set aside: open again for a new one),
    DiskFull, TargetReadOnly, WriteFailed.
    """
    db: sqlite3.Connection | None = None
    try:
        _made_private(path)
        db = _connected(str(path))
        _refuse_newer(db, path)
        _set_up(db)
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check")
        migrate(db)
    except sqlite3.OperationalError as error:
        _close(db)
        raise as_trouble(error, path) from error
    except sqlite3.DatabaseError as error:
        _close(db)
        raise Damaged(_set_aside(path)) from error
    except OSError as error:
        _close(db)
        raise WriteFailed(path) from error
    return db


def opened_in_memory() -> sqlite3.Connection:
    """An outbox that ends with the program and never touches the disk."""
    db = _connected(":memory:")
    _set_up(db)
    migrate(db)
    return db


def migrate(db: sqlite3.Connection, migrations: tuple[str, ...] = MIGRATIONS) -> None:
    """Bring the file to the present version, each step whole or not at all."""
    db.execute("BEGIN IMMEDIATE")
    try:
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        for step in migrations[version:]:
            for statement in filter(str.strip, step.split(";")):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {max(version, len(migrations))}")
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


def as_trouble(error: sqlite3.Error, path: Path) -> Exception:
    """The KassaError for what SQLite says of the disk."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(path)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return TargetReadOnly(path)
    return WriteFailed(path)


def _connected(name: str) -> sqlite3.Connection:
    db = sqlite3.connect(name, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    return db


def _set_up(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA synchronous = EXTRA")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # what is thrown away is overwritten, sealed or not


def _made_private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(path, flags, 0o600))


def _refuse_newer(db: sqlite3.Connection, path: Path) -> None:
    """Asked before anything is set: what a newer program keeps there is not ours to touch.

    The connection may write, because after a kill in mid-commit SQLite has to undo that half first.
    """
    if int(db.execute("PRAGMA user_version").fetchone()[0]) > len(MIGRATIONS):
        db.close()
        raise OutboxNewer(path)


def _set_aside(path: Path) -> Path:
    """Rename the file and what SQLite keeps beside it; nothing is ever deleted."""
    stamp = utc_now().strftime("%Y%m%dT%H%M%S%f")
    kept_as = path.with_name(f"outbox-damaged-{stamp}.db")
    for suffix in ("", "-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(kept_as.with_name(kept_as.name + suffix))
    return kept_as


def _close(db: sqlite3.Connection | None) -> None:
    if db is not None:
        db.close()
