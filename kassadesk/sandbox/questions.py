"""What is asked of a table: checked, made canonical, and turned into a choice of rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import Enum, StrEnum
from typing import Annotated

import msgspec

from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Resource
from kassadesk.sandbox.bodies import Id
from kassadesk.sandbox.problems import not_taken
from kassadesk.sandbox.world.story import midnight
from kassadesk.sandbox.world.tables import SORTABLE, Where

_Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
_Year = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}$")]
_Time = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")]
_Search = Annotated[str, msgspec.Meta(max_length=200)]
_Paise = Annotated[int, msgspec.Meta(ge=-(10**15), le=10**15)]

_OLDEST, _NEWEST = date(1970, 1, 2), date(9000, 1, 1)
_ONLY_BILLS = ("payment_mode", "outlet", "amount_from", "amount_to")
_WITH_CATEGORY = (Resource.FIELDS, Resource.FIELD_CHANGES)


class PaymentMode(StrEnum):
    """How a bill was paid."""

    CASH = "cash"
    UPI = "upi"
    CARD = "card"
    CREDIT = "credit"


class AskedWhere(msgspec.Struct, forbid_unknown_fields=True):
    """The filters of a query; null and absent both mean any."""

    financial_year: _Year | None = None
    date_from: _Day | None = None
    date_to: _Day | None = None
    payment_mode: PaymentMode | None = None
    outlet: Id | None = None
    amount_from: _Paise | None = None
    amount_to: _Paise | None = None
    category: CategoryId | None = None
    search: _Search | None = None
    since: _Time | None = None


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """The body of POST /v1/queries."""

    snapshot_id: Id
    resource: Resource
    where: AskedWhere | None = None
    sort: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    descending: bool = True
    page_rows: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 200


class Question(msgspec.Struct, frozen=True):
    """One checked question; equal questions have equal canonical text."""

    resource: Resource
    where: Where
    sort: str
    descending: bool
    canonical: dict[str, str]


def question(asked: Asked) -> Question:
    """The question of a body. Raises Problem validation_failed for a filter the table lacks."""
    where = asked.where or AskedWhere()
    _check_offered(asked.resource, where)
    if asked.sort and asked.sort not in SORTABLE[asked.resource]:
        raise not_taken("/sort", "not_offered")
    sort = asked.sort or ""
    return Question(
        resource=asked.resource,
        where=_where(where),
        sort=sort,
        # Without a sort the table's own order counts, whatever the flag says.
        descending=asked.descending or not sort,
        canonical=_canonical(where, sort, asked.descending),
    )


def _check_offered(resource: Resource, where: AskedWhere) -> None:
    for name in _ONLY_BILLS:
        if getattr(where, name) is not None and resource is not Resource.TRANSACTIONS:
            raise not_taken(f"/where/{name}", "not_offered")
    if where.category is not None and resource not in _WITH_CATEGORY:
        raise not_taken("/where/category", "not_offered")


def _where(where: AskedWhere) -> Where:
    starts: list[int] = []
    ends: list[int] = []
    if where.financial_year is not None:
        first = _first_year(where.financial_year)
        starts.append(_begin(date(first, 4, 1)))
        ends.append(_begin(date(first + 1, 4, 1)))
    if where.date_from is not None:
        starts.append(_begin(_day(where.date_from, "/where/date_from")))
    if where.date_to is not None:
        day = min(_day(where.date_to, "/where/date_to"), _NEWEST)
        ends.append(_begin(day + timedelta(days=1)))
    if where.since is not None:
        starts.append(_moment(where.since) + 1)
    return Where(
        from_epoch=max(starts, default=None),
        until_epoch=min(ends, default=None),
        payment_mode=where.payment_mode.value if where.payment_mode else None,
        outlet=where.outlet,
        amount_from=where.amount_from,
        amount_to=where.amount_to,
        category=where.category.value if where.category else None,
        search=(where.search or "").casefold(),
    )


def _canonical(where: AskedWhere, sort: str, descending: bool) -> dict[str, str]:
    """Only what narrows or orders, as text: the words a signed manifest repeats."""
    canonical: dict[str, str] = {}
    for name in AskedWhere.__struct_fields__:
        value = getattr(where, name)
        if value is not None and value != "":
            canonical[name] = value.value if isinstance(value, Enum) else str(value)
    if sort:
        canonical["sort"] = sort
        if not descending:
            canonical["descending"] = "false"
    return canonical


def _begin(day: date) -> int:
    return midnight(min(max(day, _OLDEST), _NEWEST))


def _day(text: str, pointer: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise not_taken(pointer, "format") from None


def _moment(text: str) -> int:
    try:
        moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise not_taken("/where/since", "format") from None
    return min(max(int(moment.timestamp()), 0), midnight(_NEWEST))


def _first_year(text: str) -> int:
    first = int(text[:4])
    if not 1900 <= first <= 8999 or int(text[5:]) != (first + 1) % 100:
        raise not_taken("/where/financial_year", "format")
    return first
