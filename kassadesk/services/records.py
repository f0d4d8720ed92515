"""What Kassapos holds: the shop, the five kinds of data, their fields and the big tables."""

from __future__ import annotations

from kassadesk.api.client import ApiClient
from kassadesk.api.server_rows import ServerRows
from kassadesk.core.held import Category, CategoryId, FieldChange, HeldField
from kassadesk.core.merchant import Merchant
from kassadesk.core.policy import Contact


class RecordsService:
    """Reads; changes nothing. Blocking; raises KassaError."""

    def __init__(self, api: ApiClient) -> None:
        self._api = api

    def merchant(self) -> Merchant:
        """The signed-in shop."""
        return self._api.held.read_me()[0]

    def contact(self) -> Contact:
        """Where Kassapos can be reached about this shop's data."""
        return self._api.held.read_me()[1]

    def categories(self) -> tuple[Category, ...]:
        """The kinds of data with how much of each is held."""
        return self._api.held.list_categories()

    def fields(self, category: CategoryId) -> tuple[HeldField, ...]:
        """Every field of one kind, in Kassapos' order."""
        return self._api.held.list_fields(category)

    def shop_fields(self) -> tuple[HeldField, ...]:
        """The fields about the shop and its people: what a person reads, corrects and deletes one by one."""
        return (*self.fields(CategoryId.BUSINESS), *self.fields(CategoryId.CONTACT))

    def history(self, field_id: str) -> tuple[FieldChange, ...]:
        """Who changed one field, when, from what to what; newest first."""
        return self._api.held.list_field_history(field_id)

    def rows(self) -> ServerRows:
        """A fresh RowSource of the big tables: its own frozen view, taken when first asked."""
        return ServerRows(self._api.rows)
