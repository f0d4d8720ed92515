"""Snapshots, queries, pages and manifests: the calls under `server_rows`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kassadesk.api import strict_json
from kassadesk.api.calls import Calls, shaped
from kassadesk.api.origin import path_of
from kassadesk.api.request_calls import from_base64url
from kassadesk.api.transport import Call
from kassadesk.api.wire import utc
from kassadesk.api.wire_rows import (
    RawManifest,
    RawOpenQuery,
    RawSignedWords,
    RawSnapshot,
    page_at_once,
    page_shape,
    query_body,
    rows_of,
)
from kassadesk.core import shapes
from kassadesk.core.errors import BadAnswer, NotFound, SnapshotExpired
from kassadesk.core.exports import SignedManifest
from kassadesk.core.rows import Resource, Row, RowQuery
from kassadesk.core.work import QUIET, Work


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A frozen view: everything read from it belongs together."""

    snapshot_id: str
    as_of: datetime
    expires_at: datetime
    counts: dict[str, int]
    """Rows per table, by the contract's table name."""


@dataclass(frozen=True, slots=True)
class OpenQuery:
    """A query within a snapshot, counted and added up by the server."""

    query_id: str
    snapshot_id: str
    resource: Resource
    total_count: int
    totals: dict[str, int]
    as_of: datetime
    first: str
    """Cursor of the first page."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it came, rows typed, nothing checked yet against its query."""

    query_id: str
    snapshot_id: str
    total_count: int
    start: int
    count: int
    rows: list[Row]
    seq: int | None
    next: str | None
    page_digest: str | None
    prev_digest: str | None
    snapshot_digest: str | None
    replaced: int
    """Half characters that became U+FFFD in it."""


class RowCalls:
    """/v1/snapshots, /v1/queries, the tables and /v1/manifests. Blocking; raises KassaError."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def create_snapshot(self, work: Work = QUIET) -> Snapshot:
        """A fresh frozen view."""
        return _snapshot(self._calls.post("/v1/snapshots", {}, RawSnapshot, work))

    def read_snapshot(self, snapshot_id: str, work: Work = QUIET) -> Snapshot:
        """A frozen view taken earlier. Raises SnapshotExpired when it has ended."""
        path = path_of("v1", "snapshots", snapshot_id)
        return _snapshot(self._calls.get(path, RawSnapshot, work=work))

    def snapshot(self, snapshot_id: str, work: Work = QUIET) -> Snapshot:
        """A frozen view that was taken before. Raises SnapshotExpired when it has ended."""
        try:
            raw = self._calls.get(path_of("v1", "snapshots", snapshot_id), RawSnapshot, work=work)
        except NotFound as error:
            raise SnapshotExpired from error
        return Snapshot(raw.snapshot_id, utc(raw.as_of), utc(raw.expires_at), raw.counts)

    def create_query(
        self, snapshot_id: str, query: RowQuery, page_rows: int, work: Work = QUIET
    ) -> OpenQuery:
        """A counted query. What is searched for travels in the body, never in an address (R22)."""
        raw = self._calls.post(
            "/v1/queries", query_body(snapshot_id, query, page_rows), RawOpenQuery, work
        )
        if raw.snapshot_id != snapshot_id:
            raise BadAnswer(what="other_snapshot")
        return OpenQuery(
            query_id=raw.query_id,
            snapshot_id=raw.snapshot_id,
            resource=query.resource,
            total_count=raw.total_count,
            totals=raw.totals,
            as_of=utc(raw.as_of),
            first=raw.first,
        )

    def page_at(self, query: OpenQuery, start: int, limit: int, work: Work = QUIET) -> Page:
        """Rows from a position, for browsing. Raises SnapshotExpired."""
        asked = {"query_id": query.query_id, "start": str(start), "limit": str(limit)}
        return self._page(query.resource, asked, work)

    def page_after(self, query: OpenQuery, cursor: str, work: Work = QUIET) -> Page:
        """The page a cursor names, with its place in the chain. Raises SnapshotExpired."""
        asked = {"query_id": query.query_id, "cursor": cursor}
        return self._page(query.resource, asked, work)

    def create_manifest(
        self, snapshot_id: str, query_ids: Sequence[str], work: Work = QUIET
    ) -> SignedManifest:
        """The server's signed word on what these queries hold. The signature is not checked here."""
        body = {"snapshot_id": snapshot_id, "query_ids": list(query_ids)}
        raw = self._calls.post("/v1/manifests", body, RawManifest, work)
        if raw.algorithm != "Ed25519":
            raise BadAnswer(what="algorithm")
        return _opened(raw)

    def _page(self, resource: Resource, asked: dict[str, str], work: Work) -> Page:
        answer = self._calls.send(
            Call("GET", path_of("v1", resource.value), params=asked), work=work
        )
        raw = page_at_once(resource, answer.body)
        replaced = 0
        if raw is None:
            parsed = answer.json()
            replaced = parsed.replaced
            raw = shaped(parsed.value, page_shape(resource), answer.request_id)
        return Page(
            query_id=raw.query_id,
            snapshot_id=raw.snapshot_id,
            total_count=raw.total_count,
            start=raw.start,
            count=raw.count,
            rows=rows_of(resource, raw.items),
            seq=raw.seq,
            next=raw.next,
            page_digest=raw.page_digest,
            prev_digest=raw.prev_digest,
            snapshot_digest=raw.snapshot_digest,
            replaced=replaced,
        )


def _snapshot(raw: RawSnapshot) -> Snapshot:
    return Snapshot(raw.snapshot_id, utc(raw.as_of), utc(raw.expires_at), raw.counts)


def _opened(raw: RawManifest) -> SignedManifest:
    signed_bytes = from_base64url(raw.manifest)
    try:
        words = shapes.shaped(strict_json.parse(signed_bytes).value, RawSignedWords)
        parts = tuple(part.value() for part in words.parts)
    except ValueError as error:  # msgspec's own error is a ValueError too
        raise BadAnswer(what="manifest") from error
    return SignedManifest(
        snapshot_id=words.snapshot_id,
        merchant_id=words.merchant_id,
        as_of=utc(words.as_of),
        schema_version=words.schema_version,
        parts=parts,
        key_id=raw.key_id,
        signature=raw.signature,
        signed_bytes=signed_bytes,
    )
