"""The rows of the Requests list: what is not sent yet, then requests and complaints in one order."""

from __future__ import annotations

from datetime import datetime, time
from typing import TypeAlias

from kassadesk.core.clock import IST
from kassadesk.core.data_requests import DataRequest, RequestStatus
from kassadesk.core.grievances import Grievance, GrievanceState
from kassadesk.core.intents import Intent

Row: TypeAlias = Intent | DataRequest | Grievance


def id_of(row: Row) -> str:
    """What a row is chosen by."""
    if isinstance(row, Intent):
        return row.client_ref
    return row.request_id if isinstance(row, DataRequest) else row.grievance_id


def next_date(request: DataRequest) -> tuple[datetime | None, str]:
    """The date that matters next and why (a code).

    Codes: document_by (the person's turn), starts (deletion begins, can be stopped), confirm (not
    read yet), answer (promised), kept_until (items held by law), sent (nothing more to come).
    """
    if request.your_turn:
        return request.expires_at, "document_by"
    if request.reason == "cooling_off":
        return request.effective_at, "starts"
    if request.status is RequestStatus.OPEN:
        return request.promised_by, "confirm"
    if not request.final:
        return request.promised_by, "answer"
    held = [item.hold.until for item in request.items if item.hold and item.hold.until]
    if request.reason == "partial_legal_hold" and held:
        return min(held), "kept_until"
    return request.filed_at, "sent"


def in_order(requests: tuple[DataRequest, ...]) -> tuple[DataRequest, ...]:
    """Your turn first, then running ones by their next date, then ended ones, newest first."""
    return tuple(sorted(requests, key=_place))


def all_in_order(
    requests: tuple[DataRequest, ...], complaints: tuple[Grievance, ...]
) -> tuple[DataRequest | Grievance, ...]:
    """Requests and complaints in the same order."""
    return tuple(sorted((*requests, *complaints), key=_place))


def has_status(complaint: Grievance, wanted: str) -> bool:
    """True when a complaint belongs under this filter of the list."""
    return wanted in {
        GrievanceState.OPEN: ("open",),
        GrievanceState.WAITING_ON_CLIENT: ("your_turn",),
        GrievanceState.RESOLVED: ("fulfilled",),
    }.get(complaint.state, ("in_progress",))


def _place(row: DataRequest | Grievance) -> tuple[int, float]:
    if row.final:
        return 2, -row.filed_at.timestamp()
    when = _next(row)
    return (0 if row.your_turn else 1), when.timestamp() if when else float("inf")


def _next(row: DataRequest | Grievance) -> datetime | None:
    if isinstance(row, DataRequest):
        return next_date(row)[0]
    due = row.statutory_due_date
    return datetime.combine(due, time(), IST) if due else None
