"""EvidenceLog: notes what happens, one chain per shop, and checks such a chain.

The head of each chain is kept in the keychain of this PC. So on this PC a cut end and a rewritten
chain are found; elsewhere only what breaks the chain itself is. On a PC without a keychain nothing
is anchored, and a check says so.
"""

from __future__ import annotations

import hashlib
import threading
import time
import uuid
from contextlib import suppress
from pathlib import Path

from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.errors import (
    KassaError,
    TargetLocked,
    UnreadableExport,
    VaultLocked,
    VaultMissing,
)
from kassadesk.core.evidence import EvidenceKind, Facts, Head, LogCheck, entry_line
from kassadesk.files.atomic import write_bytes
from kassadesk.files.evidence_log import LARGEST, EvidenceFile, check_log, exported, log_id_of
from kassadesk.files.life_lock import LifeLock, try_hold
from kassadesk.files.trouble import as_file_problem
from kassadesk.vault.vault import TokenVault

FOLDER = "evidence"
_PATIENCE_S = 5.0


class EvidenceLog:
    """The log of the shop that is entered. Safe from several threads and programs. Blocking."""

    def __init__(self, folder: Path, vault: TokenVault, clock: Clock = utc_now) -> None:
        """`folder`: the program's own folder for its data."""
        self._folder = folder / FOLDER
        self._vault = vault
        self._clock = clock
        self._lock = threading.RLock()
        self._file: EvidenceFile | None = None
        self._anchored = False
        self._seen: dict[str, str] = {}
        self._tail = b""
        self.trouble: KassaError | None = None
        """Why the last note could not be made; None when it was."""

    # --- noting ------------------------------------------------------------------------------------

    def enter(self, shop: str, lasting: bool = True) -> None:
        """This shop's log from now on, "" for nobody's. `lasting` False (the sample shop, which is at
        another address in each run): without an anchor."""
        named = shop if lasting else shop.rpartition("/")[2]
        name = hashlib.sha256(named.encode()).hexdigest()[:16]
        with self._lock:
            if not shop:
                self._file = None
                return
            self._file = EvidenceFile(self._folder / f"{name}.jsonl")
            self._anchored = lasting
            self._seen, self._tail = {}, b""
            with suppress(KassaError):
                self._seen = _statuses(self._file.content())

    def note(self, kind: EvidenceKind, facts: Facts) -> None:
        """Add an entry; on the disk when this returns. Trouble is kept in `trouble`, never raised."""
        with self._lock:
            if self._file is None or (kind is EvidenceKind.STATUS and not self._is_new(facts)):
                return
            try:
                self._append(self._file, kind, facts)
                self.trouble = None
            except KassaError as error:
                self.trouble = error

    # --- giving away and checking ----------------------------------------------------------------------

    @property
    def entries(self) -> int:
        """How many entries this shop's log has."""
        with self._lock, suppress(KassaError):
            return self._file.content().count(b"\n") if self._file else 0
        return 0

    def save(self, path: Path) -> int:
        """A copy of the log at `path`; the number of its entries. Raises FileProblem."""
        with self._lock:
            self.note(EvidenceKind.EXPORTED, {})
            content = self._file.content() if self._file else b""
        write_bytes(path, exported(content))
        return content.count(b"\n")

    def check(self, path: Path) -> LogCheck:
        """What is wrong with a log file. Raises UnreadableExport when it is none."""
        try:
            if path.stat().st_size > LARGEST:
                raise UnreadableExport(path, reason="too_large")
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise UnreadableExport(path, reason="not_found") from error
        except OSError as error:
            raise as_file_problem(error, path) from error
        if not content:
            raise UnreadableExport(path, reason="empty")
        log_id = log_id_of(content)
        own = self._own(log_id) if log_id else b""
        head = self._head(log_id) if log_id else None
        return check_log(content, head, own, in_place=path.parent == self._folder)

    # --- inside ----------------------------------------------------------------------------------------

    def _append(self, file: EvidenceFile, kind: EvidenceKind, facts: Facts) -> None:
        held = self._hold(file)
        try:
            content = file.content()
            if not content.endswith(self._tail) or not self._tail:
                content = self._sound(file, content)
            if not content:
                file.append(self._clock(), EvidenceKind.BEGUN, {"log_id": str(uuid.uuid4())})
            entry = file.append(self._clock(), kind, facts)
            self._tail = entry_line(entry)
            if self._anchored:
                with suppress(VaultLocked, VaultMissing):  # a check then says: not anchored as far
                    log_id = log_id_of(file.content())
                    self._vault.put(_account(log_id), f"{entry.seq} {entry.hash}")
        finally:
            held.release()

    def _sound(self, file: EvidenceFile, content: bytes) -> bytes:
        """The log, to be gone on with. A broken one is put aside as it is, with its anchor, so that
        the break can still be shown; a new one names it."""
        if not content:
            return content
        log_id = log_id_of(content)
        found = check_log(content, self._head(log_id), content, in_place=True)
        if found.first_bad is None:
            return content
        stamp = self._clock().strftime("%Y%m%dT%H%M%S%f")
        aside = file.path.with_name(f"{file.path.stem}-broken-{stamp}.jsonl")
        try:
            file.path.rename(aside)
        except OSError as error:
            raise as_file_problem(error, aside) from error
        facts = {
            "log_id": str(uuid.uuid4()),
            "after": log_id,
            "why": found.why,
            "first_bad": str(found.first_bad),
        }
        file.append(self._clock(), EvidenceKind.BEGUN, facts)
        return file.content()

    def _hold(self, file: EvidenceFile) -> LifeLock:
        end = time.monotonic() + _PATIENCE_S
        while True:
            held = try_hold(file.path.with_suffix(".lock"))
            if held is not None:
                return held
            if time.monotonic() > end:
                raise TargetLocked(file.path)
            time.sleep(0.02)

    def _is_new(self, facts: Facts) -> bool:
        key, state = facts.get("request_id", ""), _state_of(facts)
        if self._seen.get(key) == state:
            return False
        self._seen[key] = state
        return True

    def _head(self, log_id: str) -> Head | None:
        with suppress(VaultLocked, VaultMissing, ValueError):
            text = self._vault.get(_account(log_id))
            if text:
                seq, digest = text.split()
                return Head(int(seq), digest)
        return None

    def _own(self, log_id: str) -> bytes:
        """This PC's own copy of a log, b"" when it is not here."""
        with suppress(OSError):
            for path in sorted(self._folder.glob("*.jsonl")):
                content = path.read_bytes()
                if check_log(content, None).log_id == log_id:
                    return content
        return b""


def _account(log_id: str) -> str:
    return f"{log_id}/evidence"


def _statuses(content: bytes) -> dict[str, str]:
    """The last state noted of each request."""
    return {
        entry.facts.get("request_id", ""): _state_of(entry.facts)
        for entry in check_log(content, None).log
        if entry.kind == EvidenceKind.STATUS
    }


def _state_of(facts: Facts) -> str:
    return f"{facts.get('status', '')}/{facts.get('reason', '')}"
