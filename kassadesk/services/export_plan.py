"""Which sheets an export has, and the query that fills each: one sheet, one query, one signed part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from kassadesk.core.clock import year_bounds
from kassadesk.core.columns import columns_of
from kassadesk.core.exports import ExportPlan, SheetPlan
from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Resource, RowFilter, RowQuery, RowSource
from kassadesk.core.work import Work


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """One sheet, its query, and how many rows the server counts for it."""

    sheet: SheetPlan
    query: RowQuery
    rows: int


def planned_sheets(
    source: RowSource, plan: ExportPlan, years: tuple[str, ...], work: Work
) -> tuple[PlannedSheet, ...]:
    """The sheets of an export in order. Asks the source for counts; raises KassaError.

    Bills get a sheet for each financial year that has any. Bills dated before the first or after
    the last known year get a sheet too, so that nothing is left out because of its date.
    """
    found: list[PlannedSheet] = []
    for sheet, wanted in _wanted(plan, years):
        query = _since(plan, wanted)
        work.check()
        count = source.summary(query, work).count
        if count or query.resource is not Resource.TRANSACTIONS:
            found.append(PlannedSheet(sheet, query, count))
    if CategoryId.BILLING in plan.categories and not _has_bills(found):
        everything = RowQuery(Resource.TRANSACTIONS, RowFilter(financial_year=plan.to_year))
        query = _since(plan, everything)
        if source.summary(query, work).count == 0:
            name = "Bills" if plan.to_year is None else f"Bills FY {plan.to_year}"
            found.append(PlannedSheet(_sheet(name, query, plan.to_year), query, 0))
    return tuple(found)


def _since(plan: ExportPlan, query: RowQuery) -> RowQuery:
    """The query, for what is new since the earlier export when there is one."""
    if plan.since is None:
        return query
    return replace(query, where=replace(query.where, since=plan.since.as_of))


def _has_bills(found: list[PlannedSheet]) -> bool:
    return any(planned.query.resource is Resource.TRANSACTIONS for planned in found)


def _wanted(plan: ExportPlan, years: tuple[str, ...]) -> Iterator[tuple[SheetPlan, RowQuery]]:
    for category, word in (
        (CategoryId.BUSINESS, "Business"),
        (CategoryId.CONTACT, "Contact"),
    ):
        if category in plan.categories:
            where = RowFilter(category=category.value)
            yield _pair(f"{word}", RowQuery(Resource.FIELDS, where))
            yield _pair(f"{word} changes", RowQuery(Resource.FIELD_CHANGES, where))
    if CategoryId.BILLING in plan.categories:
        yield from _bills(plan, years)
    if CategoryId.USAGE in plan.categories:
        yield _pair("Usage", RowQuery(Resource.USAGE_EVENTS))
    if CategoryId.DEVICE in plan.categories:
        yield _pair("Devices", RowQuery(Resource.DEVICES))
        yield _pair("Sign-ins", RowQuery(Resource.SIGN_INS))
    if CategoryId.CONTACT in plan.categories:
        yield _pair("Opt-in history", RowQuery(Resource.CONSENT_EVENTS))
        yield _pair("Messages", RowQuery(Resource.MESSAGES))


def _bills(plan: ExportPlan, years: tuple[str, ...]) -> Iterator[tuple[SheetPlan, RowQuery]]:
    wanted = [
        year for year in sorted(years) if (plan.from_year or year) <= year <= (plan.to_year or year)
    ]
    if not wanted:
        return
    if plan.from_year is None:
        last = year_bounds(wanted[0])[0] - timedelta(days=1)
        yield _pair(f"Bills before FY {wanted[0]}", _bills_query(RowFilter(date_to=last)))
    for year in wanted:
        query = _bills_query(RowFilter(financial_year=year))
        yield _sheet(f"Bills FY {year}", query, year), query
    if plan.to_year is None:
        first = year_bounds(wanted[-1])[1] + timedelta(days=1)
        yield _pair(f"Bills after FY {wanted[-1]}", _bills_query(RowFilter(date_from=first)))


def _bills_query(where: RowFilter) -> RowQuery:
    """Oldest first, so that a year reads from April to March."""
    return RowQuery(Resource.TRANSACTIONS, where, sort="billed_at", descending=False)


def _pair(name: str, query: RowQuery) -> tuple[SheetPlan, RowQuery]:
    return _sheet(name, query, None), query


def _sheet(name: str, query: RowQuery, year: str | None) -> SheetPlan:
    return SheetPlan(name, query.resource, columns_of(query.resource), year)
