"""Wire shapes of snapshots, queries, pages and manifests; one row shape per table, made of its columns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, TypeVar

import msgspec

from kassadesk.api.wire import Moment, Wire, utc
from kassadesk.core.columns import COLUMNS
from kassadesk.core.exports import PartManifest
from kassadesk.core.rows import EVERYTHING, Kind, Resource, Row, RowFilter, RowQuery

R = TypeVar("R")

_TYPES: dict[Kind, Any] = {
    Kind.MONEY: int | None,
    Kind.COUNT: int | None,
    Kind.RATE: int | None,
    Kind.DAY: date | None,
    Kind.TIME: Moment | None,
    Kind.FLAG: bool | None,
}

_ROWS: dict[Resource, type[msgspec.Struct]] = {
    resource: msgspec.defstruct(
        "Raw" + "".join(part.title() for part in resource.split("-")) + "Row",
        [(column.key, _TYPES.get(column.kind, str | None)) for column in columns],
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


def rows_of(resource: Resource, raw_rows: list[msgspec.Struct]) -> list[Row]:
    """Rows in column order, times in UTC."""
    times = _TIMES[resource]
    rows: list[Row] = []
    for raw_row in raw_rows:
        cells = list(msgspec.structs.astuple(raw_row))
        for place in times:
            moment = cells[place]
            if isinstance(moment, datetime):
                cells[place] = utc(moment)
        rows.append(tuple(cells))
    return rows


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


def _where(wanted: RowFilter) -> dict[str, Any]:
    """The filter parts that differ from "any"; days as YYYY-MM-DD."""
    parts: dict[str, Any] = {}
    for name in RowFilter.__slots__:
        value = getattr(wanted, name)
        if value != getattr(EVERYTHING, name):
            parts[name] = value.isoformat() if isinstance(value, date) else value
    return parts
