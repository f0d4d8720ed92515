"""Earlier exports for tests that make none: one whole copy, different in what a test says, and a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kassadesk.core.exports import ExportFormat, PastExport
from kassadesk.core.held import CategoryId


def past_export(made_at: datetime, **other: Any) -> PastExport:
    """An Excel copy of everything of the sample shop, as the list of this PC remembers it."""
    made = PastExport(
        path=Path("copy.xlsx"),
        made_at=made_at,
        categories=tuple(CategoryId),
        format=ExportFormat.EXCEL,
        from_year=None,
        to_year=None,
        rows=1,
        size_bytes=1,
        sha256="ab" * 32,
        masked=False,
        shop_id="kaveri",
    )
    return replace(made, **other)


class PastExportsInMemory:
    """What this PC remembers of exports, for tests that have not exported anything."""

    def __init__(self, *known: PastExport) -> None:
        self.known = known

    def history(self, shop_id: str) -> tuple[PastExport, ...]:
        return self.known
