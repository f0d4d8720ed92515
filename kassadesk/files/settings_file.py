"""Settings on disk: one small JSON file, whole or not at all, with the last good copy beside it."""

from __future__ import annotations

import dataclasses
import json
import threading
from pathlib import Path
from typing import Any

from kassadesk.core.settings import DEFAULTS, Settings

_NAME = "settings.json"
_LAST_GOOD = "settings.last.json"
NAMES = (_NAME, _LAST_GOOD)


class SettingsFile:
    """Loads and saves Settings in a folder. Safe from several threads of this process.

    Holds no secret and no personal value (`core.settings` says what there is).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()

    @property
    def folder(self) -> Path:
        """Where the settings are."""
        return self._folder

    def load(self) -> Settings:
        """What was saved last. A file that is damaged gives the last good copy, then the defaults.

        A single entry of the wrong kind gives its default; entries of a newer version are ignored.
        """
        with self._lock:
            for name in NAMES:
                entries = _entries(self._folder / name)
                if entries is not None:
                    return _settings(entries)
            return DEFAULTS

    def save(self, settings: Settings) -> None:
        """Keep these settings. Raises FileProblem; the older file is then untouched."""
        from kassadesk.files.atomic import write_bytes  # late: the start only reads
        from kassadesk.files.trouble import as_file_problem

        content = json.dumps(dataclasses.asdict(settings), ensure_ascii=False, indent=1)
        with self._lock:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise as_file_problem(error, self._folder) from error
            for name in NAMES:
                write_bytes(self._folder / name, content.encode("utf-8"))

    def change(self, **entries: Any) -> Settings:
        """Load, change the named entries, save; returns what is kept now. No change is lost between."""
        with self._lock:
            settings = dataclasses.replace(self.load(), **entries)
            self.save(settings)
            return settings


def _entries(path: Path) -> dict[str, Any] | None:
    try:
        entries = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return entries if isinstance(entries, dict) else None


def _settings(entries: dict[str, Any]) -> Settings:
    good: dict[str, Any] = {}
    for field in dataclasses.fields(Settings):
        default = getattr(DEFAULTS, field.name)
        value = entries.get(field.name, default)
        if isinstance(default, tuple) and isinstance(value, list):
            value = tuple(item for item in value if isinstance(item, str))
        if isinstance(default, float) and type(value) is int:
            value = float(value)
        if type(value) is type(default):
            good[field.name] = value
    return Settings(**good)
