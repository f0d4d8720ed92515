"""When each shop was last looked at on this PC. The file names no shop and holds no value."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kassadesk.core.held_changes import Visit
from kassadesk.files.atomic import write_bytes

NAME = "visits.json"
MOST_SHOPS = 40
LARGEST = 4 << 20


class VisitsFile:
    """The last visit to each shop, in one folder. Blocking; raises FileProblem when it cannot write."""

    def __init__(self, folder: Path, lasts: Callable[[], bool] = lambda: True) -> None:
        """While `lasts` says no, every visit is a first one and nothing is noted."""
        self._path = folder / NAME
        self._lasts = lasts

    def last(self, shop: str) -> Visit | None:
        """The last visit; None for the first one, and where the file cannot be understood."""
        with suppress(ValueError, KeyError, TypeError):
            held = self._all().get(_name(shop))
            return _visit(held) if held is not None else None
        return None

    def keep(self, shop: str, visit: Visit) -> None:
        """This is the last visit now; of very many shops the longest not seen goes."""
        if not self._lasts():
            return
        known = self._all()
        known[_name(shop)] = {
            "at": visit.at.astimezone(UTC).isoformat(),
            "newest": visit.newest.astimezone(UTC).isoformat() if visit.newest else None,
            "fields": sorted(visit.fields),
        }
        newest = sorted(known.items(), key=lambda one: str(one[1].get("at")), reverse=True)
        content = json.dumps(dict(newest[:MOST_SHOPS]), indent=1)
        write_bytes(self._path, content.encode("utf-8"))

    def _all(self) -> dict[str, Any]:
        if not self._lasts():
            return {}
        try:
            if self._path.stat().st_size > LARGEST:
                return {}
            held = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(held, dict):
            return {}
        return {name: one for name, one in held.items() if isinstance(one, dict)}


def _name(shop: str) -> str:
    return hashlib.sha256(shop.encode("utf-8")).hexdigest()[:32]


def _visit(held: dict[str, Any]) -> Visit:
    newest = held.get("newest")
    visit = Visit(
        datetime.fromisoformat(held["at"]),
        datetime.fromisoformat(newest) if newest else None,
        tuple(str(one) for one in held["fields"]),
    )
    if visit.at.tzinfo is None or (visit.newest is not None and visit.newest.tzinfo is None):
        raise ValueError("a moment without a zone")
    return visit
