"""What is asked of a table: checked, made canonical, and turned into a choice of rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import Enum, StrEnum
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Resource
from kassadesk.sandbox.bodies import Id
from kassadesk.sandbox.problems import not_taken
from kassadesk.sandbox.world.story import midnight
from kassadesk.sandbox.world.tables import SORTABLE, Where

_Day = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
_Outlet = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}\Z")]
_Year = Annotated[str, msgspec.Meta(pattern=r"^(19|20)[0-9]{2}-[0-9]{2}\Z")]
_Time = Annotated[
    str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")
]
_Search = Annotated[str, msgspec.Meta(max_length=200)]
_Paise = Annotated[int, msgspec.Meta(ge=-(2**53 - 1), le=2**53 - 1)]

_OLDEST, _NEWEST = date(1970, 1, 2), date(9000, 1, 1)
_WITH_CATEGORY = (Resource.FIELDS, Resource.FIELD_CHANGES)


class PaymentMode(StrEnum):
    """How a bill was paid."""

    CASH = "cash"
    UPI = "upi"
    CARD = "card"
    CREDIT = "credit"


class AskedWhere(msgspec.Struct, forbid_unknown_fields=True):
    """The filters of a query; what is left out means any, what the table lacks changes nothing."""

    financial_year: _Year | UnsetType = UNSET
    date_from: _Day | UnsetType = UNSET
    date_to: _Day | UnsetType = UNSET
    payment_mode: PaymentMode | UnsetType = UNSET
    outlet: _Outlet | UnsetType = UNSET
    amount_from: _Paise | UnsetType = UNSET
    amount_to: _Paise | UnsetType = UNSET
    category: CategoryId | UnsetType = UNSET
    search: _Search | UnsetType = UNSET
    since: _Time | UnsetType = UNSET


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """The body of POST /v1/queries."""

    snapshot_id: Id
    resource: Resource
    where: AskedWhere = msgspec.field(default_factory=AskedWhere)
    sort: Annotated[str, msgspec.Meta(pattern=r"^[a-z_]{1,40}\Z")] | UnsetType = UNSET
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
    """The question of a body. Raises Problem validation_failed for a column that is not sortable."""
    sort = asked.sort or ""
    if sort and sort not in SORTABLE[asked.resource]:
        raise not_taken("/sort", "bad_value")
    return Question(
        resource=asked.resource,
        where=_where(asked.resource, asked.where),
        sort=sort,
        # Without a sort the table's own order counts, whatever the flag says.
        descending=asked.descending or not sort,
        canonical=_canonical(asked.where, sort, asked.descending),
    )


def _where(resource: Resource, asked: AskedWhere) -> Where:
    first, until = _times(asked)
    bills = resource is Resource.TRANSACTIONS
    return Where(
        from_epoch=first,
        until_epoch=until,
        payment_mode=asked.payment_mode.value if bills and asked.payment_mode else None,
        outlet=(asked.outlet or None) if bills else None,
        amount_from=_number(asked.amount_from) if bills else None,
        amount_to=_number(asked.amount_to) if bills else None,
        category=asked.category.value if asked.category and resource in _WITH_CATEGORY else None,
        search=(asked.search or "").casefold(),
    )


def _times(asked: AskedWhere) -> tuple[int | None, int | None]:
    """First second wanted, first second no longer wanted."""
    starts: list[int] = []
    ends: list[int] = []
    if asked.financial_year:
        first = int(asked.financial_year[:4])
        starts.append(_begin(date(first, 4, 1)))
        # A name like 2026-99 is no year: nothing lies in it.
        real = int(asked.financial_year[5:]) == (first + 1) % 100
        ends.append(_begin(date(first + 1, 4, 1)) if real else 0)
    if asked.date_from:
        starts.append(_begin(_day(asked.date_from, "/where/date_from")))
    if asked.date_to:
        day = min(_day(asked.date_to, "/where/date_to"), _NEWEST)
        ends.append(_begin(day + timedelta(days=1)))
    if asked.since:
        starts.append(_moment(asked.since))
    return max(starts, default=None), min(ends, default=None)


def _number(value: int | UnsetType) -> int | None:
    return None if isinstance(value, UnsetType) else value


def _canonical(where: AskedWhere, sort: str, descending: bool) -> dict[str, str]:
    """Only what was set, as text: the words a signed manifest repeats."""
    canonical: dict[str, str] = {}
    for name in AskedWhere.__struct_fields__:
        value = getattr(where, name)
        if not isinstance(value, UnsetType) and value != "":
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
        raise not_taken(pointer, "bad_value") from None


def _moment(text: str) -> int:
    try:
        moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise not_taken("/where/since", "bad_value") from None
    return min(max(int(moment.timestamp()), 0), midnight(_NEWEST))
