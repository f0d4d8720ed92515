"""Policy texts on this PC, from the day each was first seen; a policy is public, so they lie open.

One file for each text, named by its version and its digest, put there whole or not at all. A file
whose text no longer fits its name was changed by somebody else and is not shown. At most
`MOST_TEXTS` are kept; then the text that was seen longest ago goes.
"""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kassadesk.core.policy import Clause, KeptPolicy, PolicyVersion, text_digest
from kassadesk.files.atomic import made_folder, sweep, write_bytes
from kassadesk.files.disk import DISK, Disk

MOST_TEXTS = 60
LARGEST = 2 << 20
_NAME = re.compile(r"^[0-9A-Za-z-]{1,40}$")
_DIGEST_LETTERS = 16


class PolicyShelf:
    """The texts of one server. Blocking; raises FileProblem when it cannot write."""

    def __init__(self, folder: Path, disk: Disk = DISK) -> None:
        self._folder = folder
        self._disk = disk

    def all(self) -> tuple[KeptPolicy, ...]:
        """Every whole text, first seen first; what was changed on the disk is left out."""
        found = [kept for path in self._paths() if (kept := _read(path)) is not None]
        return tuple(sorted(found, key=lambda kept: (kept.first_seen, kept.policy.version)))

    def keep(self, policy: PolicyVersion, at: datetime) -> bool:
        """Keep a text; True when it was not there before. One without clauses is not a text."""
        if not policy.clauses or not _NAME.match(policy.version):
            return False
        path = self._folder / _name(policy)
        if path.exists() and _read(path) is not None:
            return False
        content = _content(policy, at)
        if len(content) > LARGEST:
            return False
        made_folder(self._folder, self._disk)
        write_bytes(path, content, disk=self._disk)
        self._make_room()
        return True

    def tidy(self) -> None:
        """Remove what a run that was killed left half written."""
        sweep(self._folder, self._disk)

    def _paths(self) -> list[Path]:
        with suppress(OSError):
            return sorted(self._folder.glob("*.json"))
        return []

    def _make_room(self) -> None:
        kept = self.all()
        for old in kept[: max(0, len(kept) - MOST_TEXTS)]:
            with suppress(OSError):
                self._disk.remove_file(self._folder / _name(old.policy))


class PolicyMemory:
    """The same for a visit that leaves nothing on this PC: the sample shop."""

    def __init__(self) -> None:
        self._kept: dict[str, KeptPolicy] = {}

    def all(self) -> tuple[KeptPolicy, ...]:
        """Every text, first seen first."""
        return tuple(self._kept.values())

    def keep(self, policy: PolicyVersion, at: datetime) -> bool:
        """Keep a text; True when it was not there before."""
        if not policy.clauses or _name(policy) in self._kept:
            return False
        self._kept[_name(policy)] = KeptPolicy(policy, at)
        return True


def shelf_of(folder: Path, origin: str) -> PolicyShelf:
    """The texts of the server at this origin, below the program's own folder."""
    return PolicyShelf(folder / "policies" / hashlib.sha256(origin.encode()).hexdigest()[:16])


def _name(policy: PolicyVersion) -> str:
    return f"{policy.version}.{text_digest(policy.clauses)[:_DIGEST_LETTERS]}.json"


def _content(policy: PolicyVersion, at: datetime) -> bytes:
    told = {
        "version": policy.version,
        "published_on": policy.published_on.isoformat(),
        "effective_on": policy.effective_on.isoformat(),
        "state": policy.state,
        "sha256": policy.sha256,
        "first_seen": at.astimezone(UTC).isoformat(),
        "clauses": [[one.clause_id, one.number, one.title, one.text] for one in policy.clauses],
    }
    body = json.dumps(told, ensure_ascii=False, indent=1)
    digest = hashlib.sha256(body.encode("utf-8")).hexdigest()
    return f'{{"digest": "{digest}", "policy":\n{body}}}\n'.encode()


def _read(path: Path) -> KeptPolicy | None:
    try:
        if path.stat().st_size > LARGEST:
            return None
        content = path.read_text("utf-8")
        held = json.loads(content)
        told = held["policy"]
        body = content.partition("\n")[2].removesuffix("}\n")
        if hashlib.sha256(body.encode("utf-8")).hexdigest() != held["digest"]:
            return None
        kept = _value(told)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return kept if _name(kept.policy) == path.name else None


def _value(told: Any) -> KeptPolicy:
    policy = PolicyVersion(
        version=str(told["version"]),
        published_on=date.fromisoformat(told["published_on"]),
        effective_on=date.fromisoformat(told["effective_on"]),
        state=str(told["state"]),
        told_at=None,
        sha256=str(told["sha256"]),
        clauses=tuple(Clause(*map(str, parts)) for parts in told["clauses"]),
    )
    return KeptPolicy(policy, datetime.fromisoformat(told["first_seen"]))
