"""What a deletion preview said, held against what the server then really did, item by item.

`Held` is what the server answers about the shop at one moment, read with the program's own services.
`differences` names every point in which preview, request and server do not agree; none is the proof.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kassadesk.core.data_requests import DataRequest, DeletionPreview, PreviewLine, RequestItem
from kassadesk.core.rows import Resource, RowFilter, RowQuery
from tests.services.program import Program

YEARS = [f"{year}-{(year + 1) % 100:02d}" for year in range(2020, 2028)]
ROWS = {
    "usage": (Resource.USAGE_EVENTS,),
    "device": (Resource.DEVICES, Resource.SIGN_INS),
    "messages": (Resource.MESSAGES,),
    "consent-events": (Resource.CONSENT_EVENTS,),
}
GONE = ("done", "not_held")


@dataclass(frozen=True)
class Held:
    """Everything the server holds of the shop, counted: fields by id, rows by subject, bills by year."""

    fields: frozenset[str]
    rows: dict[str, int]
    bills: dict[str, int]
    categories: dict[str, int]
    """As GET /v1/categories tells."""


def held(program: Program) -> Held:
    """Read it now, from a fresh frozen view."""
    rows = program.records.rows()
    counts = {
        subject: sum(rows.summary(RowQuery(one)).count for one in tables)
        for subject, tables in ROWS.items()
    }
    bills = {
        year: rows.summary(RowQuery(Resource.TRANSACTIONS, RowFilter(financial_year=year))).count
        for year in YEARS
    }
    assert sum(bills.values()) == rows.summary(RowQuery(Resource.TRANSACTIONS)).count
    return Held(
        frozenset(one.field_id for one in program.records.shop_fields()),
        counts,
        {year: count for year, count in bills.items() if count},
        {str(one.category_id): one.count for one in program.records.categories()},
    )


def differences(
    preview: DeletionPreview, request: DataRequest, before: Held, after: Held
) -> list[str]:
    """Where the ended request or the server is not what the preview said."""
    return [
        *_items(preview, request),
        *_kept(preview, request),
        *_counts(preview, before, after),
        *_nothing_else(preview, before, after),
    ]


def _lines(preview: DeletionPreview) -> Iterator[tuple[str, PreviewLine]]:
    for group in ("goes_now", "goes_later", "stays"):
        for line in getattr(preview, group):
            yield group, line


def _parts(preview: DeletionPreview) -> Iterator[tuple[str, PreviewLine, str]]:
    """Group, line and subject of every single thing a preview speaks of."""
    for group, line in _lines(preview):
        for subject in line.subjects:
            yield group, line, subject


def _items(preview: DeletionPreview, request: DataRequest) -> Iterator[str]:
    told = Counter((subject, line.year) for _group, line, subject in _parts(preview))
    asked = Counter((item.subject, item.year) for item in request.items)
    for part in (told - asked).elements():
        yield f"told, but no item of the request: {part}"
    for part in (asked - told).elements():
        yield f"an item of the request, but not told: {part}"


def _item(request: DataRequest, subject: str, year: str | None) -> RequestItem | None:
    for item in request.items:
        if (item.subject, item.year) == (subject, year):
            return item
    return None


def _kept(preview: DeletionPreview, request: DataRequest) -> Iterator[str]:
    """State of each item; law, words and date of each that is kept."""
    for group, line, subject in _parts(preview):
        item = _item(request, subject, line.year)
        if item is None:
            continue
        if group != "stays":
            if item.state not in GONE or item.action != "delete" or item.hold is not None:
                yield f"{subject} {line.year}: should be gone, is {item.state}"
            continue
        if item.state != "retained" or item.action != "keep" or item.hold is None:
            yield f"{subject} {line.year}: should stay, is {item.state}"
            continue
        law = line.rule or "No law or policy section was named"
        if (item.hold.law, item.hold.why, item.hold.until) != (law, line.why, line.until):
            yield f"{subject} {line.year}: kept by {item.hold}, told {law}, {line.until}"


def _counts(preview: DeletionPreview, before: Held, after: Held) -> Iterator[str]:
    """Each line's number of records was there, and is gone or still there."""
    for group, line in _lines(preview):
        was = sum(_records(before, subject, line.year) for subject in line.subjects)
        now = sum(_records(after, subject, line.year) for subject in line.subjects)
        if was != line.records:
            yield f"{line.label}: told {line.records} records, there were {was}"
        if now != (line.records if group == "stays" else 0):
            yield f"{line.label} ({group}): told {line.records} records, {now} are held"


def _records(found: Held, subject: str, year: str | None) -> int:
    if subject == "billing":
        return found.bills.get(year or "", 0)
    if subject in found.rows:
        return found.rows[subject]
    return int(subject in found.fields)


def _nothing_else(preview: DeletionPreview, before: Held, after: Held) -> Iterator[str]:
    """What the preview did not say goes is still there, and the counts of My data are the true ones."""
    going = {(subject, line.year) for group, line, subject in _parts(preview) if group != "stays"}
    for field_id in before.fields:
        if ((field_id, None) in going) == (field_id in after.fields):
            yield f"{field_id}: told and done differ"
    for subject, count in before.rows.items():
        if after.rows[subject] != (0 if (subject, None) in going else count):
            yield f"{subject}: {count} rows before, {after.rows[subject]} now"
    for year, count in before.bills.items():
        if after.bills.get(year, 0) != (0 if ("billing", year) in going else count):
            yield f"bills of {year}: {count} before, {after.bills.get(year, 0)} now"
    for when in (before, after):
        own = Counter(field_id.partition(".")[0] for field_id in when.fields)
        counted = {**{"business": 0, "contact": 0}, **own, "billing": sum(when.bills.values())}
        counted |= {"usage": when.rows["usage"], "device": when.rows["device"]}
        if counted != when.categories:
            yield f"My data shows {when.categories}, held are {counted}"
