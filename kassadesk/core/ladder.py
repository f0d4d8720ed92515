"""The ladder when Kassapos is late or refuses: reminder, complaint, Data Protection Board.

Each rung is open, or says what must come first and when. Nothing is asked of the server: what is
overdue is counted here, in Indian days. The waits are choices of ours, the law's own day and its
order come from the dated data (`complaint_laws`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kassadesk.core.clock import indian_day
from kassadesk.core.complaint_laws import ComplaintLaws
from kassadesk.core.data_requests import DataRequest, RequestStatus
from kassadesk.core.grievances import Grievance, GrievanceState
from kassadesk.core.own_steps import OwnSteps

COMPLAIN_AFTER_REMINDER = timedelta(days=7)
"""How long a reminder is given (a choice of ours)."""


class RungState(StrEnum):
    """How a rung stands."""

    DONE = "done"
    OPEN = "open"
    """It may be taken now."""
    LATER = "later"
    """It opens on a day, or some days after the rung before."""
    LOCKED = "locked"
    """Something else must come first; `reason` says what."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder."""

    name: str
    """reminder, complaint or board."""
    state: RungState
    reason: str = ""
    """Why not yet (a code): not_late, no_date, after_reminder, no_complaint, not_exhausted,
    not_in_force, persons_only."""
    day: date | None = None
    """When it was done, or when it opens."""
    subject: str = ""
    """Id of the complaint this rung is about."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the ladder stands on beside the request."""

    today: date
    laws: ComplaintLaws
    holder: str
    """individual, company, ... as the GSTIN's PAN tells; "" when it tells nothing."""
    steps: tuple[OwnSteps, ...] = ()

    def of(self, about: str) -> OwnSteps:
        """What the person noted about one thing."""
        return next((one for one in self.steps if one.about == about), OwnSteps(about))


def is_late(due: date | datetime | None, today: date, *, final: bool) -> bool:
    """True from the day after the due day, while nothing has ended it."""
    if due is None or final:
        return False
    return today > _day(due)


def overdue_on(request: DataRequest, today: date) -> date | None:
    """The oldest promised, policy or law day that has passed without an end; None when none has."""
    if request.final:
        return None
    dates = (request.promised_by, request.policy_by, request.law_by)
    passed = [_day(one) for one in dates if one and is_late(one, today, final=False)]
    return min(passed, default=None)


def law_day(grievance: Grievance, ground: Ground) -> date | None:
    """The law's last day for a complaint, from the dated data; None: no date in law."""
    return ground.laws.settle.last_day(indian_day(grievance.filed_at), ground.holder)


def exhausted(grievance: Grievance, ground: Ground) -> bool:
    """True when the way of complaining to the company is used up.

    Settled, and the person says it is not; or its last day has passed without an end.
    """
    if grievance.state is GrievanceState.RESOLVED:
        return ground.of(grievance.grievance_id).not_settled_on is not None
    due = law_day(grievance, ground) or grievance.statutory_due_date
    return is_late(due, ground.today, final=False)


def may_object(request: DataRequest, grievances: tuple[Grievance, ...]) -> bool:
    """True for an ended request that was not withdrawn by the person and has no complaint yet."""
    if not request.final or request.status is RequestStatus.REVOKED:
        return False
    return not about(request.request_id, grievances)


def about(request_id: str, grievances: tuple[Grievance, ...]) -> tuple[Grievance, ...]:
    """The complaints about one request, newest first."""
    found = [one for one in grievances if one.about_request == request_id]
    return tuple(sorted(found, key=lambda one: one.filed_at, reverse=True))


def request_ladder(
    request: DataRequest, grievances: tuple[Grievance, ...], ground: Ground
) -> tuple[Rung, ...]:
    """The three rungs of a request; () when it ended as the person wanted."""
    complaints = about(request.request_id, grievances)
    settled = request.status in (RequestStatus.FULFILLED, RequestStatus.REVOKED)
    if settled and not complaints:
        return ()
    reminder = _reminder(request, ground)
    complaint = _complaint(request, complaints, ground, reminder)
    board = board_rung(complaints[0] if complaints else None, ground)
    return (complaint, board) if request.final else (reminder, complaint, board)


def board_rung(grievance: Grievance | None, ground: Ground) -> Rung:
    """The Board's rung: locked, with its reason, until the complaint is used up."""
    rule = ground.laws.board
    if grievance is None:
        return _locked("no_complaint", ground)
    steps = ground.of(grievance.grievance_id)
    if steps.board_on is not None:
        return Rung("board", RungState.DONE, day=steps.board_on, subject=grievance.grievance_id)
    if rule.to not in ("anyone", ground.holder):
        return _locked("persons_only", ground)
    if ground.today < rule.effective_from:
        return Rung("board", RungState.LOCKED, "not_in_force", rule.effective_from)
    if not exhausted(grievance, ground):
        return Rung("board", RungState.LOCKED, "not_exhausted", law_day(grievance, ground))
    return Rung("board", RungState.OPEN, subject=grievance.grievance_id)


def _locked(reason: str, ground: Ground) -> Rung:
    later = ground.laws.board.effective_from
    return Rung("board", RungState.LOCKED, reason, later if ground.today < later else None)


def _reminder(request: DataRequest, ground: Ground) -> Rung:
    reminded_on = ground.of(request.request_id).reminded_on
    if reminded_on is not None:
        return Rung("reminder", RungState.DONE, day=reminded_on)
    if overdue_on(request, ground.today) is not None:
        return Rung("reminder", RungState.OPEN)
    if request.promised_by is None:
        return Rung("reminder", RungState.LATER, "no_date")
    opens = _day(request.promised_by) + timedelta(days=1)
    return Rung("reminder", RungState.LATER, "not_late", opens)


def _complaint(
    request: DataRequest, complaints: tuple[Grievance, ...], ground: Ground, reminder: Rung
) -> Rung:
    if complaints:
        first = complaints[0]
        day = indian_day(first.filed_at)
        return Rung("complaint", RungState.DONE, day=day, subject=first.grievance_id)
    if request.final:
        return Rung("complaint", RungState.OPEN)
    if reminder.state is not RungState.DONE or reminder.day is None:
        return Rung("complaint", RungState.LATER, "after_reminder")
    opens = reminder.day + COMPLAIN_AFTER_REMINDER
    if ground.today >= opens and overdue_on(request, ground.today) is not None:
        return Rung("complaint", RungState.OPEN)
    return Rung("complaint", RungState.LATER, "after_reminder", opens)


def _day(moment: date | datetime) -> date:
    return indian_day(moment) if isinstance(moment, datetime) else moment
