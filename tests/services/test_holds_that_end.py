"""When a hold ends, Home says so from the dates of the requests alone, and prepares the follow-up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kassadesk.core.data_requests import (
    DataRequest,
    DeletionScope,
    Hold,
    RequestItem,
    RequestStatus,
    RequestType,
)
from kassadesk.services.home import hold_attention

UNTIL = datetime(2028, 12, 31, 18, 29, 59, tzinfo=UTC)
AFTER = UNTIL + timedelta(seconds=1)
LATER_HOLD = datetime(2034, 3, 31, 18, 29, 59, tzinfo=UTC)


def kept(subject: str, year: str | None = None, until: datetime | None = UNTIL) -> RequestItem:
    hold = Hold("A law", "Because of it.", until)
    return RequestItem(
        subject, f"Label of {subject}", "keep", "retained", None, None, None, hold, year
    )


def gone(subject: str) -> RequestItem:
    return RequestItem(subject, subject, "delete", "done", None, None, "AWS", None)


def deletion(
    *items: RequestItem, filed_at: datetime | None = None, **changed: object
) -> DataRequest:
    made = DataRequest(
        request_id="req-1",
        reference="DEL-2026-0001",
        client_ref="",
        type=RequestType.DELETION,
        status=RequestStatus.FULFILLED,
        reason="partial_legal_hold",
        title_subject="Account",
        note=None,
        filed_at=filed_at or datetime(2026, 11, 23, tzinfo=UTC),
        acknowledged_at=None,
        promised_by=None,
        policy_by=None,
        law_by=None,
        effective_at=None,
        expires_at=None,
        details=None,
        asks_for=(),
        basis=None,
        next_step=None,
        items=items,
        can_withdraw=False,
        receipt=None,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


BILLS = (kept("billing", "2021-22"), kept("billing", "2026-27", LATER_HOLD), gone("usage"))


def test_nothing_is_said_while_the_hold_lasts() -> None:
    assert hold_attention([deletion(*BILLS)], UNTIL) == []


def test_from_the_moment_it_ends_the_part_and_its_scope_are_named() -> None:
    (said,) = hold_attention([deletion(*BILLS)], AFTER)
    assert (said.kind, said.subject, said.due) == ("hold_ended", "req-1", UNTIL)
    assert said.scope == DeletionScope(categories=("billing",))
    assert said.facts["count"] == 1
    assert said.facts["law"] == "A law"


def test_fields_and_kinds_come_into_one_follow_up() -> None:
    items = (kept("business.name"), kept("billing", "2021-22"), kept("billing", "2022-23"))
    (said,) = hold_attention([deletion(*items)], AFTER)
    assert said.scope == DeletionScope(fields=("business.name",), categories=("billing",))
    assert said.facts["count"] == 3


def test_a_part_without_an_end_date_is_never_over() -> None:
    assert hold_attention([deletion(kept("consent-events", until=None))], AFTER) == []


def test_a_request_that_still_runs_is_not_spoken_of() -> None:
    running = deletion(*BILLS, status=RequestStatus.IN_PROGRESS, reason="cooling_off")
    assert hold_attention([running], AFTER) == []


@pytest.mark.parametrize(
    ("status", "days_later", "reminded"),
    [
        (RequestStatus.OPEN, 1, False),
        (RequestStatus.FULFILLED, 1, False),
        (RequestStatus.REVOKED, 1, True),  # taken back: still there to be asked for
        (RequestStatus.DENIED, 1, True),
        (RequestStatus.FULFILLED, -1, True),  # asked before the end: kept again
    ],
)
def test_what_was_asked_for_again_is_not_reminded_of(
    status: RequestStatus, days_later: int, reminded: bool
) -> None:
    again = deletion(
        kept("billing", "2021-22"),
        filed_at=UNTIL + timedelta(days=days_later),
        status=status,
        request_id="req-2",
        reason=None,
    )
    again = replace(again, items=tuple(replace(i, hold=None, state="done") for i in again.items))
    said = hold_attention([deletion(*BILLS), again], AFTER + timedelta(days=2))
    assert bool(said) is reminded
