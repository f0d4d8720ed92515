"""Names that Windows gives to no file: devices of the 1980s, a few signs, and ends that it cuts off.

Asked before long work: some of them would be written into a device, or under another name, without a word.
Source: Microsoft, "Naming Files, Paths, and Namespaces".
"""

from __future__ import annotations

_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"{port}{number}" for port in ("COM", "LPT") for number in "123456789¹²³"}
)
_SIGNS = frozenset('<>:"/\\|?*')
LONGEST = 255


def is_refused(name: str) -> bool:
    """Whether Windows would not take this name of a file, or would take it for another one."""
    stem = name.partition(".")[0].rstrip(" ").upper()
    return (
        not name
        or stem in _DEVICES
        or name[-1] in " ."
        or len(name.encode("utf-16-le")) > 2 * LONGEST
        or any(sign in _SIGNS or ord(sign) < 32 for sign in name)
    )
