"""What kept the last scheduled copy from being made, for the next start of the window to tell."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kassadesk.core.errors import FileProblem
from kassadesk.core.own_copies import CopyTrouble
from kassadesk.files.atomic import write_bytes

NAME = "copy-trouble.json"


class CopyTroubleFile:
    """One note in the program's own folder; there only while the last try failed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def keep(self, at: datetime, code: str) -> None:
        """Note it, in place of an older one. Never raises: the exit code says it too."""
        content = json.dumps({"at": at.isoformat(), "code": code}).encode()
        with suppress(FileProblem):
            write_bytes(self._path, content)

    def clear(self) -> None:
        """The last copy was made."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def read(self) -> CopyTrouble | None:
        """The note; None when all is well."""
        try:
            held = json.loads(self._path.read_bytes())
            return CopyTrouble(datetime.fromisoformat(held["at"]), str(held["code"])[:20])
        except (OSError, ValueError, KeyError, TypeError):
            return None
