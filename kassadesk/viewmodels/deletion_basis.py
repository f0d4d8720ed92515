"""What must be known before a deletion can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kassadesk.core.exports import PastExport
from kassadesk.core.held import Category, HeldField
from kassadesk.core.merchant import Merchant
from kassadesk.core.rights import RightBasis, right_basis

if TYPE_CHECKING:
    from kassadesk.services.exports import ExportService
    from kassadesk.services.records import RecordsService


@dataclass(frozen=True, slots=True)
class DeletionBasis:
    """What must be known before a choice can be made."""

    merchant: Merchant
    categories: tuple[Category, ...]
    fields: tuple[HeldField, ...]
    """Fields of business information and contact details, deletable or not."""
    history: tuple[PastExport, ...]
    right: RightBasis
    """Whose right a deletion is, told from the shop's GSTIN."""


def read_basis(records: RecordsService, exports: ExportService, today: date) -> DeletionBasis:
    """The shop, what is held of it, and the copies made of it, newest first. Blocking; raises KassaError."""
    from kassadesk.services.laws import legal_data

    merchant = records.merchant()
    fields = records.shop_fields()
    made = exports.history(merchant.merchant_id)
    newest_first = sorted(made, key=lambda past: past.made_at, reverse=True)
    right = right_basis("deletion", merchant.main_gstin, today, legal_data())
    return DeletionBasis(merchant, records.categories(), fields, tuple(newest_first), right)
