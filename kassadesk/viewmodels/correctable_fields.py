"""Which fields can be corrected, and whose right that is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kassadesk.core.held import HeldField
from kassadesk.core.rights import RightBasis, right_basis
from kassadesk.core.rows import Kind

if TYPE_CHECKING:
    from kassadesk.services.records import RecordsService


def read_correctable(
    records: RecordsService, today: date
) -> tuple[tuple[HeldField, ...], RightBasis]:
    """The correctable fields, and the right told from the shop's GSTIN. Blocking; raises KassaError."""
    from kassadesk.services.field_checks import check
    from kassadesk.services.laws import legal_data

    held = records.shop_fields()
    gstin = next((f.value for f in held if f.kind is Kind.GSTIN), None)
    right = right_basis("correction", gstin, today, legal_data())
    for kind in (Kind.GSTIN, Kind.PHONE, Kind.EMAIL):
        check(kind, "a")  # the rules load here, not on the UI thread at the first key
    return tuple(f for f in held if f.correctable), right
