"""Proven pages as bytes, for an export that may have to go on after an interruption."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from kassadesk.api.wire_rows import value_type
from kassadesk.core.columns import COLUMNS
from kassadesk.core.rows import Resource, Row
from kassadesk.core.shapes import decoder


class KeptPage(NamedTuple):
    """The rows of one page, its digest, and the cursor behind it (None: it was the last)."""

    rows: list[Row]
    digest: str
    next: str | None


def _shape(resource: Resource) -> Any:
    row: Any = tuple.__class_getitem__(tuple(map(value_type, COLUMNS[resource])))
    return tuple[list[row], str, str | None]


_DECODERS = {resource: decoder(_shape(resource)) for resource in Resource}


def packed(page: KeptPage) -> bytes:
    """The bytes of a page; its texts exactly as they came."""
    return msgspec.json.encode(page)


def unpacked(resource: Resource, data: bytes) -> KeptPage | None:
    """The page again; None for bytes that are none."""
    try:
        return KeptPage(*_DECODERS[resource].decode(data))
    except (ValueError, RecursionError):
        return None
