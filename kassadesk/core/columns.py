"""The columns of every table, in the contract's order.

The order is part of the contract: row digests (`x-columns` of each row schema in the OpenAPI file)
run over the values in this order. A new column gets a new schema version, never a new place.
"""

from __future__ import annotations

from kassadesk.core.rows import Column, Kind, Resource

SCHEMA_VERSION = "1"

COLUMNS: dict[Resource, tuple[Column, ...]] = {
    Resource.FIELDS: (
        Column("field_id", Kind.REFERENCE, sortable=True),
        Column("category", Kind.CHOICE, sortable=True),
        Column("label", Kind.TEXT, sortable=True),
        Column("value", Kind.TEXT, personal=True),
        Column("value_kind", Kind.CHOICE),
        Column("personal", Kind.FLAG),
        Column("source", Kind.TEXT),
        Column("purposes", Kind.TEXT),
        Column("legal_basis", Kind.TEXT),
        Column("kept", Kind.TEXT),
        Column("recipients", Kind.TEXT),
        Column("changed_at", Kind.TIME, sortable=True),
    ),
    Resource.FIELD_CHANGES: (
        Column("change_id", Kind.REFERENCE),
        Column("field_id", Kind.REFERENCE, sortable=True),
        Column("changed_at", Kind.TIME, sortable=True),
        Column("changed_by", Kind.CHOICE),
        Column("before", Kind.TEXT, personal=True),
        Column("after", Kind.TEXT, personal=True),
        Column("reason", Kind.TEXT, personal=True),
    ),
    Resource.TRANSACTIONS: (
        Column("transaction_id", Kind.REFERENCE),
        Column("billed_at", Kind.TIME, sortable=True),
        Column("bill_number", Kind.REFERENCE, sortable=True),
        Column("outlet", Kind.REFERENCE),
        Column("kind", Kind.CHOICE),
        Column("customer_name", Kind.NAME, personal=True, sortable=True),
        Column("customer_phone", Kind.PHONE, personal=True),
        Column("customer_gstin", Kind.GSTIN, personal=True),
        Column("items", Kind.COUNT, personal=True, sortable=True),
        Column("hsn", Kind.REFERENCE),
        Column("payment_mode", Kind.CHOICE, sortable=True),
        Column("payment_reference", Kind.REFERENCE, personal=True),
        Column("taxable_paise", Kind.MONEY, personal=True, sortable=True),
        Column("gst_rate_bp", Kind.RATE, sortable=True),
        Column("gst_paise", Kind.MONEY, personal=True, sortable=True),
        Column("total_paise", Kind.MONEY, personal=True, sortable=True),
        Column("note", Kind.TEXT, personal=True),
    ),
    Resource.USAGE_EVENTS: (
        Column("event_id", Kind.REFERENCE),
        Column("happened_at", Kind.TIME, sortable=True),
        Column("screen", Kind.TEXT, sortable=True),
        Column("action", Kind.TEXT, sortable=True),
        Column("app_version", Kind.REFERENCE),
        Column("device_id", Kind.REFERENCE),
        Column("error_code", Kind.REFERENCE, sortable=True),
        Column("detail", Kind.TEXT, personal=True),
    ),
    Resource.DEVICES: (
        Column("device_id", Kind.REFERENCE),
        Column("first_seen", Kind.TIME, sortable=True),
        Column("last_seen", Kind.TIME, sortable=True),
        Column("model", Kind.TEXT, sortable=True),
        Column("system", Kind.TEXT, sortable=True),
        Column("browser", Kind.TEXT),
        Column("ip_address", Kind.IP_ADDRESS, personal=True),
        Column("used_by", Kind.NAME, personal=True, sortable=True),
    ),
    Resource.SIGN_INS: (
        Column("sign_in_id", Kind.REFERENCE),
        Column("happened_at", Kind.TIME, sortable=True),
        Column("person", Kind.NAME, personal=True, sortable=True),
        Column("device_id", Kind.REFERENCE),
        Column("ip_address", Kind.IP_ADDRESS, personal=True),
        Column("place", Kind.TEXT, personal=True),
        Column("outcome", Kind.CHOICE, sortable=True),
    ),
    Resource.MESSAGES: (
        Column("message_id", Kind.REFERENCE),
        Column("sent_at", Kind.TIME, sortable=True),
        Column("purpose", Kind.CHOICE, sortable=True),
        Column("channel", Kind.CHOICE, sortable=True),
        Column("label", Kind.CHOICE, sortable=True),
        Column("recipient", Kind.TEXT, personal=True),
        Column("subject", Kind.TEXT),
        Column("outcome", Kind.CHOICE),
    ),
    Resource.CONSENT_EVENTS: (
        Column("event_id", Kind.REFERENCE),
        Column("record_id", Kind.REFERENCE),
        Column("opt_in_id", Kind.REFERENCE, sortable=True),
        Column("happened_at", Kind.TIME, sortable=True),
        Column("state", Kind.CHOICE, sortable=True),
        Column("actor", Kind.CHOICE),
        Column("actor_name", Kind.NAME, personal=True),
        Column("method", Kind.TEXT),
        Column("policy_version", Kind.REFERENCE),
        Column("language", Kind.CHOICE),
        Column("receipt_number", Kind.REFERENCE),
    ),
}

TOTALS: dict[Resource, tuple[str, ...]] = {
    Resource.TRANSACTIONS: ("items", "taxable_paise", "gst_paise", "total_paise"),
}
"""The columns a summary adds up, by table."""


def columns_of(resource: Resource) -> tuple[Column, ...]:
    """The columns of one table, in the contract's order."""
    return COLUMNS[resource]


def index_of(resource: Resource, key: str) -> int:
    """The place of a column; KeyError for a name the table does not have."""
    for place, column in enumerate(COLUMNS[resource]):
        if column.key == key:
            return place
    raise KeyError(key)
