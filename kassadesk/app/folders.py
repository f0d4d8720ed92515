"""Where the program keeps its own files on this PC.

Windows: %LOCALAPPDATA%\\KassaDesk (not Roaming: too big to follow the person; not Documents: OneDrive
may hold it). Elsewhere: the XDG folders. KASSADESK_HOME puts everything under one folder instead,
for tests and for a program carried on a stick.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SHOP = "sample-shop"
"""Under the data folder: what the sample shop remembers between runs."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one person's KassaDesk; all exist and are private to the person."""

    data: Path
    """Settings, list of earlier exports, published keys."""
    logs: Path
    """Log and crash reports; never a personal value."""
    exports: Path
    """Where exports go unless the person says otherwise. Made only when first used."""


def own_folders(environment: dict[str, str] | None = None) -> Folders:
    """The folders to use, made if they are missing. Raises OSError when none can be made."""
    env = dict(os.environ) if environment is None else environment
    base = _base(env)
    folders = Folders(base, base / "logs", _documents(env) / "KassaDesk")
    for folder in (folders.data, folders.logs):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folders


def _base(env: dict[str, str]) -> Path:
    if "KASSADESK_HOME" in env:
        return Path(env["KASSADESK_HOME"])
    home = Path(env.get("HOME") or Path.home())
    if sys.platform == "win32":
        return Path(env.get("LOCALAPPDATA") or home / "AppData" / "Local") / "KassaDesk"
    return Path(env.get("XDG_DATA_HOME") or home / ".local" / "share") / "kassadesk"


def _documents(env: dict[str, str]) -> Path:
    if "KASSADESK_HOME" in env:
        return Path(env["KASSADESK_HOME"])
    return Path(env.get("HOME") or Path.home()) / "Documents"
