"""Leaving a PC: everything of ours on it goes, but for what was never sent and for the person's copies."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kassadesk.api.client import ApiClient
from kassadesk.core.errors import KassaError, VaultMissing
from kassadesk.files import (
    copy_trouble,
    export_history,
    known_keys,
    own_steps_file,
    settings_file,
    unfinished,
)
from kassadesk.files.atomic import PREFIX
from kassadesk.files.reader.room import FOLDER as READING
from kassadesk.outbox.letter_box import KEPT
from kassadesk.outbox.opening import NAME as OUTBOX
from kassadesk.outbox.unsent import unsent_in
from kassadesk.services import evidence_log, outbox, session, timetable
from kassadesk.services.leftovers import sweep_leftovers
from kassadesk.vault.vault import ListingVault

_KEYS_OF_UNSENT = ("/outbox", KEPT)
_FILES = (
    *settings_file.NAMES,
    export_history.FILE_NAME,
    known_keys.FILE_NAME,
    own_steps_file.NAME,
    copy_trouble.NAME,
    outbox.LOCK,
    session.LOCK,
)
_FOLDERS = (evidence_log.FOLDER, READING)
_PATTERNS = (f"*{unfinished.SUFFIX}", f"{PREFIX}*")
_UNSENT = (f"{OUTBOX}*", "outbox-damaged-*")


@dataclass(frozen=True, slots=True)
class Purged:
    """What became of it."""

    entries: int
    """Entries removed from the keychain."""
    unsent: int
    """Drafts, requests and letters that were never sent and are still there, sealed, with their keys."""
    stays: tuple[str, ...] = ()
    """Names of files that would not go, and "keychain" when an entry would not."""


def purge(
    own: Path, others: tuple[Path, ...], vault: ListingVault, api: ApiClient, *, even_unsent: bool
) -> Purged:
    """Remove sign-ins, the scheduled copy, settings, logs, history, evidence and what killed runs left.

    `own`: the program's folder; only files of ours are touched in it, and it goes when it is empty.
    `others`: further folders that are wholly ours. A remembered sign-in is ended at its server when that
    answers. The exports a person made are theirs and stay. Never raises KassaError: what would not go
    is told.
    """
    timetable.unschedule()
    sweep_leftovers(own)
    unsent = 0 if even_unsent else unsent_in(own / OUTBOX)
    entries, stuck = _without_entries(vault, api, keep=_KEYS_OF_UNSENT if unsent else ())
    stays = ["keychain"] if stuck else []
    patterns = _PATTERNS if unsent else (*_PATTERNS, *_UNSENT)
    for path in (*_ours(own, patterns), *others):
        if not _gone(path):
            stays.append(path.name)
    with suppress(OSError):
        own.rmdir()
    return Purged(entries, unsent, tuple(stays))


def _ours(own: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    for name in (*_FILES, *_FOLDERS):
        yield own / name
    for pattern in patterns:
        yield from sorted(own.glob(pattern))


def _gone(path: Path) -> bool:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        return True
    return False


def _without_entries(
    vault: ListingVault, api: ApiClient, keep: tuple[str, ...]
) -> tuple[int, bool]:
    """How many entries went, and whether one would not."""
    removed, stuck = 0, False
    try:
        accounts = vault.accounts()
    except VaultMissing:
        return 0, False
    except KassaError:
        return 0, True
    for account in accounts:
        if keep and account.endswith(keep):
            continue
        try:
            _end_at_server(vault, api, account)
            vault.delete(account)
            removed += 1
        except KassaError:
            stuck = True
    return removed, stuck


def _end_at_server(vault: ListingVault, api: ApiClient, account: str) -> None:
    """The sign-in behind an entry is of no use to anybody who copied it. Raises what the vault raises."""
    here = account.startswith(urlsplit(api.origin).netloc + "/")
    if not here or not account.endswith(("/refresh", "/revoke")):
        return
    token = vault.get(account)
    if token is not None:
        with suppress(KassaError):
            api.sign_in.revoke_token(token)
