"""The ladder: what is overdue is counted here, and the Board stays locked until its turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kassadesk.core.data_requests import DataRequest, Receipt, RequestStatus, RequestType
from kassadesk.core.grievances import Grievance, GrievanceCategory, GrievanceState
from kassadesk.core.ladder import (
    Ground,
    Rung,
    RungState,
    board_rung,
    exhausted,
    is_late,
    law_day,
    may_object,
    overdue_on,
    request_ladder,
)
from kassadesk.core.own_steps import OwnSteps
from kassadesk.services.complaint_laws import complaint_laws

IN_FORCE = date(2027, 5, 13)
LAWS = complaint_laws()
RECEIPT = Receipt("R", datetime(2027, 6, 1, tzinfo=UTC), "0" * 64, (), "k", "s")


def request(**changed: object) -> DataRequest:
    made = DataRequest(
        request_id="req-1",
        reference="COR-2027-0001",
        client_ref="c",
        type=RequestType.CORRECTION,
        status=RequestStatus.IN_PROGRESS,
        reason=None,
        title_subject="Address",
        note=None,
        filed_at=datetime(2027, 6, 1, 5, tzinfo=UTC),
        acknowledged_at=None,
        promised_by=datetime(2027, 6, 16, 5, tzinfo=UTC),
        policy_by=None,
        law_by=None,
        effective_at=None,
        expires_at=None,
        details=None,
        asks_for=(),
        basis=None,
        next_step=None,
        items=(),
        can_withdraw=True,
        receipt=RECEIPT,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def complaint(**changed: object) -> Grievance:
    made = Grievance(
        grievance_id="grv-1",
        reference="GRV-2027-0001",
        client_ref="g",
        category=GrievanceCategory.REQUEST_REFUSED,
        about_request="req-1",
        text="No.",
        state=GrievanceState.IN_PROGRESS,
        filed_at=datetime(2027, 6, 20, 5, tzinfo=UTC),
        statutory_due_date=None,
        attachments=(),
        can_reopen=False,
        receipt=RECEIPT,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def ground(today: date, *steps: OwnSteps, holder: str = "individual") -> Ground:
    return Ground(today, LAWS, holder, steps)


def states(rungs: tuple[Rung, ...]) -> dict[str, RungState]:
    return {rung.name: rung.state for rung in rungs}


def test_a_day_is_late_from_the_next_indian_day_on() -> None:
    due = datetime(2027, 6, 16, 20, tzinfo=UTC)  # 17 June, 1:30 AM in India
    assert not is_late(due, date(2027, 6, 17), final=False)
    assert is_late(due, date(2027, 6, 18), final=False)
    assert not is_late(due, date(2027, 6, 18), final=True)
    assert not is_late(None, date(2027, 6, 18), final=False)


def test_overdue_is_told_from_the_dates_alone_even_if_the_server_says_nothing() -> None:
    silent = request(status=RequestStatus.OPEN)
    assert overdue_on(silent, date(2027, 6, 16)) is None
    assert overdue_on(silent, date(2027, 6, 17)) == date(2027, 6, 16)
    assert overdue_on(request(promised_by=None), date(2099, 1, 1)) is None
    assert overdue_on(request(status=RequestStatus.DENIED), date(2099, 1, 1)) is None


def test_reminder_then_complaint_then_board_each_after_the_one_before() -> None:
    later, locked = RungState.LATER, RungState.LOCKED
    early = request_ladder(request(), (), ground(date(2027, 6, 10)))
    assert states(early) == {"reminder": later, "complaint": later, "board": locked}
    assert early[0].day == date(2027, 6, 17)
    late = request_ladder(request(), (), ground(date(2027, 6, 17)))
    assert states(late) == {"reminder": RungState.OPEN, "complaint": later, "board": locked}
    reminded = OwnSteps("req-1", reminded_on=date(2027, 6, 18))
    six_days = request_ladder(request(), (), ground(date(2027, 6, 24), reminded))
    assert (six_days[1].state, six_days[1].day) == (later, date(2027, 6, 25))
    seven_days = request_ladder(request(), (), ground(date(2027, 6, 25), reminded))
    assert seven_days[1].state is RungState.OPEN
    assert (seven_days[2].state, seven_days[2].reason) == (locked, "no_complaint")


def test_a_refusal_can_be_objected_to_at_once_and_only_once() -> None:
    refused = request(status=RequestStatus.DENIED)
    assert may_object(refused, ())
    assert states(request_ladder(refused, (), ground(IN_FORCE)))["complaint"] is RungState.OPEN
    assert not may_object(refused, (complaint(),))
    assert not may_object(request(), ())
    assert not may_object(request(status=RequestStatus.REVOKED), ())


@pytest.mark.parametrize(
    "status", [RequestStatus.DENIED, RequestStatus.EXPIRED, RequestStatus.FULFILLED]
)
def test_every_ended_request_that_was_not_withdrawn_may_be_objected_to(
    status: RequestStatus,
) -> None:
    assert may_object(request(status=status), ())


def test_the_board_stays_locked_until_the_complaint_is_used_up_and_says_why() -> None:
    settled = complaint(state=GrievanceState.RESOLVED)
    unhappy = OwnSteps("grv-1", not_settled_on=date(2027, 7, 20))
    cases = [
        (None, ground(IN_FORCE), "no_complaint"),
        (complaint(), ground(date(2027, 9, 18)), "not_exhausted"),
        (settled, ground(date(2027, 9, 18)), "not_exhausted"),
        (settled, ground(date(2027, 5, 12), unhappy), "not_in_force"),
        (settled, ground(date(2027, 9, 18), unhappy, holder="company"), "persons_only"),
        (settled, ground(date(2027, 9, 18), unhappy, holder=""), "persons_only"),
    ]
    for grievance, at, reason in cases:
        rung = board_rung(grievance, at)
        assert (rung.state, rung.reason) == (RungState.LOCKED, reason)
    assert board_rung(settled, ground(date(2027, 7, 20), unhappy)).state is RungState.OPEN
    assert board_rung(complaint(), ground(date(2027, 9, 19))).state is RungState.OPEN


def test_what_was_brought_before_the_board_stays_told() -> None:
    told = OwnSteps("grv-1", board_on=date(2027, 10, 1), board_number="DPB/2027/118")
    rung = board_rung(complaint(), ground(date(2027, 10, 2), told))
    assert (rung.state, rung.day) == (RungState.DONE, date(2027, 10, 1))


def test_the_law_has_a_day_for_a_persons_complaint_made_once_it_is_in_force() -> None:
    at = ground(date(2027, 7, 1))
    before = complaint(filed_at=datetime(2027, 5, 12, 5, tzinfo=UTC))
    on_the_day = complaint(filed_at=datetime(2027, 5, 13, 5, tzinfo=UTC))
    assert law_day(before, at) is None
    assert law_day(on_the_day, at) == date(2027, 8, 11) == IN_FORCE + timedelta(days=90)
    assert law_day(on_the_day, ground(date(2027, 7, 1), holder="company")) is None


def test_without_a_day_in_law_only_a_settled_complaint_can_be_used_up() -> None:
    early = complaint(filed_at=datetime(2026, 11, 23, 5, tzinfo=UTC))
    assert not exhausted(early, ground(date(2030, 1, 1)))
    told = replace(early, statutory_due_date=date(2027, 2, 21))
    assert exhausted(told, ground(date(2027, 2, 22)))
    assert not exhausted(told, ground(date(2027, 2, 21)))
