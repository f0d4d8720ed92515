"""Removing a private folder of ours with everything in it."""

from __future__ import annotations

from pathlib import Path

from kassadesk.files.disk import Disk

LOCK = "lock"
FACTS = "facts"
_ORDER = {FACTS: 0, LOCK: 2}
"""Facts first: pages without them are of no use, and known to be. The lock last: a half-removed
folder is still known as dead."""


def remove_private_folder(folder: Path, disk: Disk) -> None:
    """The folder is gone. A file that cannot be removed does not keep the others.

    Raises OSError when something is left.
    """
    trouble: OSError | None = None
    for path in sorted(folder.iterdir(), key=lambda path: _ORDER.get(path.name, 1)):
        try:
            disk.remove_file(path)
        except OSError as error:
            trouble = error
    if trouble is not None:
        raise trouble
    disk.remove_folder(folder)
