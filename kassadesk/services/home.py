"""The overview: what is held, what needs attention, what is switched on, the last copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from kassadesk.core.clock import IST, Clock, utc_now
from kassadesk.core.data_requests import (
    DataRequest,
    DeletionScope,
    RequestItem,
    RequestStatus,
    RequestType,
)
from kassadesk.core.exports import PastExport
from kassadesk.core.held import Category, CategoryId, HeldField
from kassadesk.core.held_changes import ChangesSince
from kassadesk.core.keep_calendar import KeepCalendar
from kassadesk.core.merchant import Merchant
from kassadesk.core.opt_ins import OptIn
from kassadesk.core.policy import PolicyVersion
from kassadesk.core.rows import Kind
from kassadesk.services.data_requests import DataRequestsService
from kassadesk.services.field_checks import check
from kassadesk.services.keep_calendar import KeepCalendarService
from kassadesk.services.opt_ins import OptInsService
from kassadesk.services.policies import PoliciesService
from kassadesk.services.records import RecordsService
from kassadesk.services.visits import VisitsService

OLD_COPY = timedelta(days=90)
"""A full copy older than this is worth a new one (a choice of ours, not of any law)."""

GROUPS = {
    "shop_alerts": ("low_stock", "daily_report"),
    "news_and_offers": ("product_updates", "offers"),
    "usage_analytics": ("usage_analytics",),
}
_CHECKED = (Kind.GSTIN, Kind.PAN, Kind.PHONE, Kind.EMAIL)


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing that needs the person."""

    kind: str
    """your_turn, deletion_starts, hold_ended, policy_changes, no_copy, old_copy, looks_mistyped, unexplained,
    messages_after_stop, unread_notice; added by the window: refused_here, waits_here."""
    subject: str
    """What it is about: a request id, a policy version, a (first) field id, a notice id; "" for none."""
    due: datetime | None = None
    """Until when, or from when; None: no date."""
    facts: dict[str, str | int | datetime] = field(default_factory=dict)
    """For the blanks of its text: reference, label, reason, asks_for, changes, count, made_at, title, law."""
    scope: DeletionScope | None = None
    """What the follow-up request of a hold that ended would be about."""


@dataclass(frozen=True, slots=True)
class OptInGroup:
    """How many choices of a group are on."""

    name: str
    """shop_alerts, news_and_offers or usage_analytics."""
    on: int
    total: int


@dataclass(frozen=True, slots=True)
class HomeOverview:
    """Everything on the Home page, read at one go."""

    merchant: Merchant
    categories: tuple[Category, ...]
    attention: tuple[Attention, ...]
    """Your turn first, then by date, then what has none."""
    opt_in_groups: tuple[OptInGroup, ...]
    last_copy: PastExport | None
    """The newest full copy made on this PC."""
    next_policy: PolicyVersion | None
    messages_after_stop: int = 0
    open_turns: int = 0
    """How many requests wait for the person."""
    changed: ChangesSince | None = None
    """What is new in the held fields since the last visit; None on the first one."""
    calendar: KeepCalendar | None = None
    """Until when the books are kept."""


class PastExports(Protocol):
    """What Home needs to know of exports."""

    def history(self, shop_id: str) -> tuple[PastExport, ...]:
        """Earlier exports of a shop on this PC, newest first."""


class HomeService:
    """Reads the overview. Blocking; raises KassaError."""

    def __init__(
        self,
        records: RecordsService,
        opt_ins: OptInsService,
        data_requests: DataRequestsService,
        policies: PoliciesService,
        exports: PastExports,
        clock: Clock = utc_now,
        visits: VisitsService | None = None,
        calendar: KeepCalendarService | None = None,
    ) -> None:
        self._visits = visits
        self._calendar = calendar
        self._records = records
        self._opt_ins = opt_ins
        self._data_requests = data_requests
        self._policies = policies
        self._exports = exports
        self._clock = clock

    def overview(self) -> HomeOverview:
        """The overview as of now."""
        merchant = self._records.merchant()
        opt_ins = self._opt_ins.all()
        after_stop = len(self._opt_ins.after_all_stops(opt_ins))
        requests = self._data_requests.all()
        history = self._exports.history(merchant.merchant_id)
        last_copy = last_full_copy(history)
        fields = self._fields()
        next_policy = self._next_policy()
        attention = [
            *request_attention(requests),
            *hold_attention(requests, self._clock()),
            *policy_attention(next_policy),
            *copy_attention(last_copy, self._clock()),
            *field_attention(fields),
            *self._notice_attention(),
        ]
        if after_stop:
            attention.append(Attention("messages_after_stop", "", None, {"count": after_stop}))
        return HomeOverview(
            merchant=merchant,
            categories=self._records.categories(),
            attention=in_order(attention),
            opt_in_groups=grouped(opt_ins),
            last_copy=last_copy,
            next_policy=next_policy,
            messages_after_stop=after_stop,
            open_turns=sum(request.your_turn for request in requests),
            changed=self._visits.changes(merchant, fields) if self._visits else None,
            calendar=self._calendar.of(merchant, history) if self._calendar else None,
        )

    def _fields(self) -> tuple[HeldField, ...]:
        return self._records.shop_fields()

    def _next_policy(self) -> PolicyVersion | None:
        coming = [one for one in self._policies.versions() if one.state == "next"]
        return self._policies.version(coming[-1].version) if coming else None

    def _notice_attention(self) -> list[Attention]:
        return [
            Attention("unread_notice", notice.notice_id, None, {"title": notice.title})
            for notice in self._policies.notices()
            if not notice.read and notice.kind != "policy_change"  # told by the policy's own row
        ]


def in_order(attention: Iterable[Attention]) -> tuple[Attention, ...]:
    """Your turn first, then dated (soonest first), then undated; else as found."""
    far = datetime.max.replace(tzinfo=UTC)
    return tuple(
        sorted(
            attention, key=lambda one: (one.kind != "your_turn", one.due is None, one.due or far)
        )
    )


def request_attention(requests: Iterable[DataRequest]) -> list[Attention]:
    """Requests that wait for the person, and deletions that are about to start."""
    found = []
    for request in requests:
        facts: dict[str, str | int | datetime] = {
            "reference": request.reference,
            "label": request.title_subject,
            "reason": request.reason or "",
            "type": str(request.type),
            "asks_for": ", ".join(request.asks_for),
        }
        if request.your_turn:
            found.append(Attention("your_turn", request.request_id, request.expires_at, facts))
        elif request.reason == "cooling_off" and not request.final:
            found.append(
                Attention("deletion_starts", request.request_id, request.effective_at, facts)
            )
    return found


def hold_attention(requests: Iterable[DataRequest], now: datetime) -> list[Attention]:
    """Parts that a law or rule kept until a day that is over, and that were not asked for again.

    Worked out here from the dates of the requests, so it comes even when Kassapos says nothing.
    """
    deletions = [one for one in requests if one.type is RequestType.DELETION]
    found = []
    for request in deletions:
        ended = [
            item
            for item in request.items
            if request.final and _hold_is_over(item, now) and not _asked_again(item, deletions)
        ]
        if ended:
            found.append(_hold_ended(request, ended))
    return found


def _hold_is_over(item: RequestItem, now: datetime) -> bool:
    hold = item.hold
    return item.state == "retained" and hold is not None and (hold.until or now) < now


def _asked_again(item: RequestItem, deletions: Iterable[DataRequest]) -> bool:
    """True when a deletion filed after the hold's end has the same thing in it and was not ended unheard."""
    until = item.hold.until if item.hold else None
    unheard = (RequestStatus.REVOKED, RequestStatus.DENIED, RequestStatus.EXPIRED)
    return any(
        (other.subject, other.year) == (item.subject, item.year)
        for request in deletions
        if until is not None and request.filed_at > until and request.status not in unheard
        for other in request.items
    )


def _hold_ended(request: DataRequest, ended: list[RequestItem]) -> Attention:
    subjects = dict.fromkeys(item.subject for item in ended)
    kinds = set(CategoryId)
    until = [item.hold.until for item in ended if item.hold and item.hold.until]
    facts: dict[str, str | int | datetime] = {
        "reference": request.reference,
        "label": ended[0].label,
        "count": len(ended),
        "law": ended[0].hold.law if ended[0].hold else "",
    }
    return Attention(
        "hold_ended",
        request.request_id,
        min(until),
        facts,
        DeletionScope(
            fields=tuple(one for one in subjects if "." in one),
            categories=tuple(one for one in subjects if one in kinds),
        ),
    )


def policy_attention(next_policy: PolicyVersion | None) -> list[Attention]:
    """The policy that will be in force next, dated by its first day."""
    if next_policy is None:
        return []
    first_moment = datetime.combine(next_policy.effective_on, time(), IST).astimezone(UTC)
    facts: dict[str, str | int | datetime] = {"changes": len(next_policy.changes)}
    return [Attention("policy_changes", next_policy.version, first_moment, facts)]


def copy_attention(last_copy: PastExport | None, now: datetime) -> list[Attention]:
    """No full copy on this PC, or an old one."""
    if last_copy is None:
        return [Attention("no_copy", "")]
    if now - last_copy.made_at < OLD_COPY:
        return []
    return [Attention("old_copy", "", None, {"made_at": last_copy.made_at})]


def field_attention(fields: Iterable[HeldField]) -> list[Attention]:
    """Values that look mistyped, and how many fields the policy does not explain."""
    found: list[Attention] = []
    unexplained: list[str] = []
    for held in fields:
        if held.unexplained:
            unexplained.append(held.field_id)
        if held.kind in _CHECKED and held.value and not check(held.kind, held.value).ok:
            found.append(Attention("looks_mistyped", held.field_id, None, {"label": held.label}))
    if unexplained:
        found.append(Attention("unexplained", unexplained[0], None, {"count": len(unexplained)}))
    return found


def last_full_copy(history: Iterable[PastExport]) -> PastExport | None:
    """The newest export that holds everything: all kinds, all years, unmasked."""
    full = [
        past
        for past in history
        if set(past.categories) == set(CategoryId)
        and past.from_year is None
        and past.to_year is None
        and not past.masked
    ]
    return max(full, key=lambda past: past.made_at, default=None)


def grouped(opt_ins: Iterable[OptIn]) -> tuple[OptInGroup, ...]:
    """The choices a person can switch, counted in the three groups of Home."""
    switchable = [one for one in opt_ins if one.lock is None]
    groups = []
    for name, purposes in GROUPS.items():
        members = [one for one in switchable if one.purpose in purposes]
        groups.append(OptInGroup(name, sum(one.granted for one in members), len(members)))
    return tuple(groups)
