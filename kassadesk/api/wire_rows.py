"""Wire shapes of snapshots, queries, pages and manifests; one row shape per table, made of its columns."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

import msgspec

from kassadesk.api.wire import Moment, Wire, utc
from kassadesk.core.canonical import time_text
from kassadesk.core.columns import COLUMNS
from kassadesk.core.exports import PartManifest
from kassadesk.core.rows import EVERYTHING, Column, Kind, Resource, Row, RowFilter, RowQuery
from kassadesk.core.shapes import decoder

R = TypeVar("R")

_TYPES: dict[Kind, Any] = {
    Kind.MONEY: int | None,
    Kind.COUNT: int | None,
    Kind.RATE: int | None,
    Kind.DAY: date | None,
    Kind.TIME: Moment | None,
    Kind.FLAG: bool | None,
}


def value_type(column: Column) -> Any:
    """The type of a column's values on the wire."""
    return _TYPES.get(column.kind, str | None)


_ROWS: dict[Resource, type[msgspec.Struct]] = {
    resource: msgspec.defstruct(
        "Raw" + "".join(part.title() for part in resource.split("-")) + "Row",
        [(column.key, value_type(column)) for column in columns],
    )
    for resource, columns in COLUMNS.items()
}
"""Every column is required, because the digest runs over all of them; keys beyond them are ignored."""

_TIMES: dict[Resource, tuple[int, ...]] = {
    resource: tuple(i for i, column in enumerate(columns) if column.kind is Kind.TIME)
    for resource, columns in COLUMNS.items()
}


class RawSnapshot(Wire):
    """A frozen view of everything held."""

    snapshot_id: str
    as_of: Moment
    expires_at: Moment
    counts: dict[str, int]


class RawOpenQuery(Wire):
    """A query the server has counted."""

    query_id: str
    snapshot_id: str
    total_count: int
    totals: dict[str, int]
    as_of: Moment
    first: str


class RawPage(Wire, Generic[R]):
    """A page of rows."""

    query_id: str
    snapshot_id: str
    total_count: int
    start: int
    count: int
    items: list[R]
    seq: int | None
    next: str | None
    page_digest: str | None
    prev_digest: str | None
    snapshot_digest: str | None


class RawManifest(Wire):
    """The server's signed word, still sealed."""

    manifest: str
    key_id: str
    algorithm: str
    signature: str


class RawPart(Wire):
    """What is signed about one table."""

    resource: str
    query: dict[str, str]
    columns: list[str]
    page_rows: int
    rows: int
    digest: str

    def value(self) -> PartManifest:
        """As the core says it. Raises ValueError for a table this program does not know."""
        return PartManifest(
            resource=Resource(self.resource),
            query=self.query,
            columns=tuple(self.columns),
            rows=self.rows,
            digest=self.digest,
            page_rows=self.page_rows,
        )


class RawSignedWords(Wire):
    """The signed JSON itself."""

    contract: str
    snapshot_id: str
    merchant_id: str
    shop_name: str
    as_of: Moment
    schema_version: str
    parts: list[RawPart]


def page_shape(resource: Resource) -> Any:
    """The wire shape of a page of one table."""
    return RawPage[_ROWS[resource]]  # type: ignore[valid-type]  # the row shape is made at run time


_DECODERS = {resource: decoder(page_shape(resource)) for resource in Resource}
_PAGE_KEYS = len(RawPage.__struct_fields__) + 1
"""Keys of a page: those of its shape and `as_of`, which no reader of pages needs."""


def page_at_once(resource: Resource, body: bytes) -> Any | None:
    """A page of the usual form straight from its bytes, its rows as typed structs.

    None for anything unusual: a key more or twice, half characters, a wrong type. Then the strict
    reader (`strict_json`, `page_shape`) takes the page or says what is wrong with it.
    """
    try:
        page: Any = _DECODERS[resource].decode(body)
    except (ValueError, RecursionError):  # msgspec's own error is a ValueError too
        return None
    keys = _PAGE_KEYS + len(page.items) * len(COLUMNS[resource])
    found = body.count(b'":') - body.count(b'\\":')  # a quote within a text is no end of a key
    return page if found == keys else None


def rows_of(resource: Resource, raw_rows: list[msgspec.Struct]) -> list[Row]:
    """Rows in column order, times in UTC."""
    times = _TIMES[resource]
    found: list[Row] = list(map(msgspec.structs.astuple, raw_rows))
    if all(_is_utc(row[place]) for place in times for row in found):
        return found
    rows: list[Row] = []
    for row in found:
        cells = list(row)
        for place in times:
            moment = cells[place]
            if isinstance(moment, datetime):
                cells[place] = utc(moment)
        rows.append(tuple(cells))
    return rows


def _is_utc(cell: object) -> bool:
    return not isinstance(cell, datetime) or cell.tzinfo is UTC


def query_body(snapshot_id: str, query: RowQuery, page_rows: int) -> dict[str, Any]:
    """The body that opens a query: only what is set is said."""
    body: dict[str, Any] = {
        "snapshot_id": snapshot_id,
        "resource": query.resource.value,
        "page_rows": page_rows,
    }
    where = _where(query.where)
    if where:
        body["where"] = where
    if query.sort:
        body |= {"sort": query.sort, "descending": query.descending}
    return body


def _as_text(value: object) -> object:
    """A filter value as JSON has it."""
    if isinstance(value, datetime):
        return time_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _where(wanted: RowFilter) -> dict[str, Any]:
    """The filter parts that differ from "any"; days as YYYY-MM-DD."""
    parts: dict[str, Any] = {}
    for name in RowFilter.__slots__:
        value = getattr(wanted, name)
        if value != getattr(EVERYTHING, name):
            parts[name] = _as_text(value)
    return parts
