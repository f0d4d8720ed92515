"""The person's notes about requests and complaints on disk, per shop.

One JSON line for each note, added at the end, so that two programs writing at once lose nothing. A
later line about the same thing replaces the earlier one; a line that was cut short is passed over.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path

from kassadesk.core.own_steps import OwnSteps
from kassadesk.files.trouble import as_file_problem

NAME = "own-steps.jsonl"
_DAYS = ("reminded_on", "not_settled_on", "board_on")


class OwnStepsFile:
    """The notes kept in one folder. Blocking."""

    def __init__(self, folder: Path, lasts: Callable[[], bool] = lambda: True) -> None:
        """While `lasts` says no, notes are for this run only and the file is left alone."""
        self._path = folder / NAME
        self._lasts = lasts
        self._this_run: list[str] = []

    def of_shop(self, shop: str) -> tuple[OwnSteps, ...]:
        """The notes of one shop, one for each thing; an entry that is not as it must be is left out."""
        try:
            lines = self._path.read_text("utf-8").splitlines() if self._lasts() else self._this_run
        except (OSError, ValueError):
            return ()
        found: dict[str, OwnSteps] = {}
        for line in lines:
            steps = _steps(line, shop)
            if steps is not None:
                found[steps.about] = steps
        return tuple(found.values())

    def keep(self, shop: str, steps: OwnSteps) -> None:
        """Add a note about one thing in place of the older one. Raises FileProblem."""
        told = {field.name: getattr(steps, field.name) for field in fields(steps)}
        entry = {"shop": shop} | {name: str(value) for name, value in told.items() if value}
        if not self._lasts():
            self._this_run.append(json.dumps(entry))
            return
        line = (
            "\n" + json.dumps(entry) + "\n"
        )  # the first line end closes a line that was cut short
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            with os.fdopen(os.open(self._path, flags, 0o600), "ab", buffering=0) as file:
                file.write(line.encode("utf-8"))
                os.fsync(file.fileno())
        except OSError as error:
            raise as_file_problem(error, self._path) from error


def _steps(line: str, shop: str) -> OwnSteps | None:
    try:
        entry = json.loads(line)
        if not isinstance(entry, dict) or entry.get("shop") != shop:
            return None
        days = {name: date.fromisoformat(entry[name]) for name in _DAYS if name in entry}
        return OwnSteps(
            str(entry["about"]), board_number=str(entry.get("board_number", "")), **days
        )
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
