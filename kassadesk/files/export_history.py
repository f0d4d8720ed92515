"""The list of earlier exports on this PC: where, when, what; never what is inside.

One JSON line for each entry, added at the end, so that two programs writing at once lose nothing.
A later line about the same export replaces the earlier one when the list is read; a line that was
cut short by a power loss is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from kassadesk.core.exports import ExportFormat, PastExport
from kassadesk.core.held import CategoryId
from kassadesk.files.disk import DISK, Disk
from kassadesk.files.trouble import as_file_problem

FILE_NAME = "exports.jsonl"


class ExportHistory:
    """The list kept in one folder. Blocking."""

    def __init__(
        self, folder: Path, disk: Disk = DISK, lasts: Callable[[], bool] = lambda: True
    ) -> None:
        """While `lasts` says no, the list is for this run only and the file is left alone."""
        self._path = folder / FILE_NAME
        self._disk = disk
        self._lasts = lasts
        self._this_run: list[str] = []

    def of_shop(self, shop_id: str) -> tuple[PastExport, ...]:
        """The exports of one shop, newest first."""
        return tuple(entry for entry in self.all() if entry.shop_id == shop_id)

    def all(self) -> tuple[PastExport, ...]:
        """The exports of all shops, newest first."""
        try:
            lines = self._path.read_text("utf-8").splitlines() if self._lasts() else self._this_run
        except (OSError, ValueError):
            return ()
        found: dict[tuple[datetime, str], PastExport] = {}
        for line in lines:
            entry = _entry(line)
            if entry is not None:
                found[entry.made_at, entry.sha256] = entry
        return tuple(sorted(found.values(), key=lambda entry: entry.made_at, reverse=True))

    def keep(self, entry: PastExport) -> None:
        """Add an export, or what a later look at it found. Raises FileProblem."""
        held = asdict(entry)
        held["path"] = str(entry.path)
        held["made_at"] = entry.made_at.isoformat()
        held["checked_at"] = entry.checked_at.isoformat() if entry.checked_at else None
        held["since"] = entry.since.isoformat() if entry.since else None
        held["as_of"] = entry.as_of.isoformat() if entry.as_of else None
        if not self._lasts():
            self._this_run.append(json.dumps(held))
            return
        line = "\n" + json.dumps(held) + "\n"  # the first line end closes a line that was cut short
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            is_new = not self._path.exists()
            with self._disk.append(self._path) as file:
                file.write(line.encode("utf-8"))
                self._disk.sync(file)
            if is_new:
                self._disk.sync_folder(self._path.parent)
        except OSError as error:
            raise as_file_problem(error, self._path) from error


def _entry(line: str) -> PastExport | None:
    try:
        held = json.loads(line)
        checked = held["checked_at"]
        return PastExport(
            path=Path(held["path"]),
            made_at=datetime.fromisoformat(held["made_at"]),
            categories=tuple(CategoryId(category) for category in held["categories"]),
            format=ExportFormat(held["format"]),
            from_year=held["from_year"],
            to_year=held["to_year"],
            rows=int(held["rows"]),
            size_bytes=int(held["size_bytes"]),
            sha256=str(held["sha256"]),
            masked=bool(held["masked"]),
            shop_id=str(held["shop_id"]),
            transactions=int(held["transactions"]),
            checked_at=datetime.fromisoformat(checked) if checked else None,
            check=str(held["check"]),
            since=datetime.fromisoformat(held["since"]) if held.get("since") else None,
            locked=bool(held.get("locked", False)),
            as_of=datetime.fromisoformat(held["as_of"]) if held.get("as_of") else None,
            snapshot_id=str(held.get("snapshot_id", "")),
        )
    except (ValueError, KeyError, TypeError):
        return None
