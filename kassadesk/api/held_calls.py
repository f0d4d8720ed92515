"""Reading the shop and what is held about it."""

from __future__ import annotations

from kassadesk.api.calls import Calls
from kassadesk.api.origin import path_of
from kassadesk.api.wire_held import RawCategories, RawField, RawFieldHistory, RawFields, RawMe
from kassadesk.core.held import Category, CategoryId, FieldChange, HeldField
from kassadesk.core.merchant import Merchant
from kassadesk.core.policy import Contact


class HeldCalls:
    """GET /v1/me, /v1/categories and /v1/fields. Blocking; raises KassaError."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def read_me(self) -> tuple[Merchant, Contact]:
        """The signed-in shop, and where Kassapos can be reached about its data."""
        raw_me = self._calls.get("/v1/me", RawMe)
        return raw_me.value(), raw_me.contact.value()

    def list_categories(self) -> tuple[Category, ...]:
        """The kinds of data with counts; kinds newer than this program are left out."""
        raw_categories = self._calls.get("/v1/categories", RawCategories)
        found = (raw.value() for raw in raw_categories.items)
        return tuple(category for category in found if category is not None)

    def list_fields(self, category: CategoryId) -> tuple[HeldField, ...]:
        """Every field of one kind, in Kassapos' order."""
        path = path_of("v1", "categories", category, "fields")
        raw_fields = self._calls.get(path, RawFields)
        return tuple(raw.held(category) for raw in raw_fields.items)

    def read_field(self, field_id: str) -> HeldField:
        """One field as it is now."""
        raw_field = self._calls.get(path_of("v1", "fields", field_id), RawField)
        return raw_field.held(CategoryId.BUSINESS)

    def list_field_history(self, field_id: str) -> tuple[FieldChange, ...]:
        """Who changed one field, when, from what to what; newest first."""
        path = path_of("v1", "fields", field_id, "history")
        raw_history = self._calls.get(path, RawFieldHistory)
        return tuple(raw.value() for raw in raw_history.items)
