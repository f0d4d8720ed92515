"""The public keys this PC has seen published by a server, so that a file can be checked offline.

A key that only stands in the file itself proves nothing: who edits the rows can sign them with a
key of their own. So keys are kept here when an export is made, and only these count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from kassadesk.core.exports import PublishedKey
from kassadesk.files.atomic import write_bytes
from kassadesk.files.trouble import as_file_problem

FILE_NAME = "known-keys.json"


class KnownKeys:
    """The keys kept in one folder. Blocking; a file that cannot be read counts as empty."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """The program's own folder for its data."""
        self._path = folder / FILE_NAME

    def all(self) -> tuple[PublishedKey, ...]:
        """Every key ever seen, oldest first. A name may have had several keys."""
        try:
            held = json.loads(self._path.read_text("utf-8"))
            return tuple(
                PublishedKey(
                    str(line["key_id"]),
                    str(line["public_key"]),
                    datetime.fromisoformat(line["not_before"]),
                )
                for line in held
            )
        except (OSError, ValueError, KeyError, TypeError):
            return ()

    def remember(self, keys: Iterable[PublishedKey]) -> None:
        """Keep keys that a server has just published. Never forgets one. Raises FileProblem."""
        known = list(self.all())
        seen = {(key.key_id, key.public_key) for key in known}
        new = [key for key in keys if (key.key_id, key.public_key) not in seen]
        if not new:
            return
        lines = [
            {
                "key_id": key.key_id,
                "public_key": key.public_key,
                "not_before": key.not_before.isoformat(),
            }
            for key in [*known, *new]
        ]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise as_file_problem(error, self._path) from error
        write_bytes(self._path, json.dumps(lines, indent=1).encode())
