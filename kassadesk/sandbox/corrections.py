"""Whether a corrected value can be one of its kind at all. The server checks again what the client
has checked: shapes of the GSTIN (with check character), PAN, PIN, phone and e-mail."""

from __future__ import annotations

import re
from typing import Final

from kassadesk.sandbox.world.gstins import check_character

_GSTIN: Final = re.compile(r"[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]", re.ASCII)
_SHAPES: Final = {
    "pan": re.compile(r"[A-Z]{5}[0-9]{4}[A-Z]", re.ASCII),
    "pin": re.compile(r"[1-9][0-9]{2} ?[0-9]{3}", re.ASCII),
    "phone": re.compile(r"\+?[0-9][0-9 ()\-]{5,18}", re.ASCII),
    "email": re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+"),
    "licence": re.compile(r"[0-9]{14}", re.ASCII),
}


def fault_of(kind: str, value: str) -> str | None:
    """Why a value cannot be of that kind (a reason of the contract), None when it can."""
    if not value.strip():
        return "too_short"
    if kind == "gstin":
        if not _GSTIN.fullmatch(value):
            return "bad_pattern"
        return None if check_character(value[:14]) == value[14] else "check_digit"
    shape = _SHAPES.get(kind)
    return None if shape is None or shape.fullmatch(value.strip()) else "bad_pattern"
