"""A file name that nothing in a folder has yet."""

from __future__ import annotations

from pathlib import Path


def free_name(folder: Path, name: str) -> str:
    """`name`, or with the lowest number from 2 that makes it free in `folder`."""
    stem, dot, ending = name.rpartition(".")
    candidate, number = name, 1
    while (folder / candidate).exists():
        number += 1
        candidate = f"{stem}-{number}{dot}{ending}"
    return candidate
