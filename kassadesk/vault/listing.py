"""Which entries of ours a keychain holds: for removing them all, never for reading what is in them.

keyring cannot list. On Windows an entry stands under its own name, or under "user@name" after keyring
made room for a second user of one name; both are ours.
"""

from __future__ import annotations

import sys
from typing import Any

OURS = "KassaDesk/"
USER = "kassadesk"


def services_held(backend: Any, system: str = sys.platform) -> frozenset[str]:
    """The names ("KassaDesk/...") of our entries. Raises what the keychain raises."""
    if system == "win32":
        return frozenset(map(_without_user, _windows_names()))
    if system == "linux":
        return _secret_service_names(backend)
    return frozenset()


def _without_user(name: str) -> str:
    return name.removeprefix(f"{USER}@")


def _windows_names() -> list[str]:
    from win32ctypes.pywin32 import pywintypes, win32cred

    try:
        held = win32cred.CredEnumerate(None, 0)
    except pywintypes.error:  # "not found": nothing at all is kept
        return []
    names = [str(one.get("TargetName", "")) for one in held]
    return [name for name in names if _without_user(name).startswith(OURS)]


def _secret_service_names(backend: Any) -> frozenset[str]:
    collection = backend.get_preferred_collection()
    try:
        found = collection.search_items({"username": USER, "application": backend.appid})
        names = [str(item.get_attributes().get("service", "")) for item in found]
    finally:
        collection.connection.close()
    return frozenset(name for name in names if name.startswith(OURS))
