"""Settings on disk: one small JSON file, whole or not at all, with the last good copy beside it."""

from __future__ import annotations

import dataclasses
import json
import os
import secrets
import threading
from pathlib import Path
from typing import Any

from kassadesk.core.errors import WriteFailed
from kassadesk.core.settings import DEFAULTS, Settings

_NAME = "settings.json"
_LAST_GOOD = "settings.last.json"


class SettingsFile:
    """Loads and saves Settings in a folder. Safe from several threads of this process.

    Holds no secret and no personal value (`core.settings` says what there is).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def load(self) -> Settings:
        """What was saved last. A file that is damaged gives the last good copy, then the defaults.

        A single entry of the wrong kind gives its default; entries of a newer version are ignored.
        """
        with self._lock:
            for name in (_NAME, _LAST_GOOD):
                entries = _entries(self._folder / name)
                if entries is not None:
                    return _settings(entries)
            return DEFAULTS

    def save(self, settings: Settings) -> None:
        """Keep these settings. Raises WriteFailed; the older file is then untouched."""
        content = json.dumps(dataclasses.asdict(settings), ensure_ascii=False, indent=1)
        with self._lock:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                for name in (_NAME, _LAST_GOOD):
                    _write_whole(self._folder / name, content.encode("utf-8"))
            except OSError as error:
                raise WriteFailed(place=self._folder) from error

    def change(self, **entries: Any) -> Settings:
        """Load, change the named entries, save; returns what is kept now."""
        settings = dataclasses.replace(self.load(), **entries)
        self.save(settings)
        return settings


def _write_whole(target: Path, content: bytes) -> None:
    """Replace `target` in one step, after its bytes are on the disk."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


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
