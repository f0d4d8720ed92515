"""The deletion preview equals what the sandbox then really does, for all shops and all scopes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kassadesk.core.data_requests import (
    DataRequest,
    DeletionDraft,
    DeletionPreview,
    DeletionScope,
    RequestStatus,
)
from kassadesk.core.errors import Conflict
from kassadesk.core.held import CategoryId
from tests.sandbox.running import TODAY, Sandbox, running_sandbox
from tests.services.deletion_truth import Held, differences, held
from tests.services.filing_at_once import file_deletion, new_intent, withdraw
from tests.services.program import Program

SHOPS = {"kaveri": 2_000, "meenakshi": 3_000, "empty": None}
ACCOUNT = DeletionScope(close_account=True)
CATEGORIES = [DeletionScope(categories=(one.value,)) for one in CategoryId]
KINDS_OF_FIELD = [
    DeletionScope(fields=("contact.person.mobile_second",)),  # may go
    DeletionScope(fields=("contact.person.mobile",)),  # one signs in with it
    DeletionScope(fields=("business.name",)),  # printed on bills, where there are any
    DeletionScope(fields=("contact.person.name", "business.industry")),
]


class Shop:
    """One sample shop whose calendar the test turns, and a program that is signed in to it."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self._folder = folder
        self._runs = 0
        self.program = self.sign_in()
        for request in self.program.data_requests.all():
            if request.can_withdraw:  # the story's own requests would delete in between
                key = new_intent()[1]
                withdraw(self.program.data_requests, request.request_id, key)

    def sign_in(self) -> Program:
        self._runs += 1
        program = Program(self.sandbox, self._folder / str(self._runs))
        program.sign_in()
        return program

    def later(self, days: float) -> None:
        self.sandbox.advance(days=days)
        self.program.api.close()
        self.program = self.sign_in()

    def preview(self, scope: DeletionScope) -> DeletionPreview:
        return self.program.data_requests.preview(scope)

    def file(self, scope: DeletionScope, preview: DeletionPreview) -> DataRequest:
        intent = new_intent()
        draft = DeletionDraft(*intent, scope, preview.plan_hash)
        return file_deletion(self.program.data_requests, draft)

    def look(self, request: DataRequest) -> DataRequest:
        return self.program.data_requests.one(request.request_id)


@pytest.fixture(params=SHOPS)
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    name = request.param
    with running_sandbox(name, today=TODAY, transactions=SHOPS[name]) as sandbox:
        made = Shop(sandbox, tmp_path)
        yield made
        made.program.api.close()


def carried_out(
    shop: Shop, scope: DeletionScope
) -> tuple[DeletionPreview, DataRequest, Held, Held]:
    """Look, file exactly that, let the wait and the execution pass; what was told, done, held."""
    before = held(shop.program)
    preview = shop.preview(scope)
    assert held(shop.program) == before  # looking changes nothing
    filed = shop.file(scope, preview)
    assert held(shop.program) == before  # nor does filing
    shop.later(2)
    cooling = shop.look(filed)
    assert cooling.reason == "cooling_off"
    assert cooling.effective_at == filed.filed_at + timedelta(days=preview.cooling_off_days)
    in_the_wait = held(shop.program)
    assert (
        differences(only_now(preview), as_in_the_wait(cooling, preview), before, in_the_wait) == []
    )
    shop.later(12.5)
    assert shop.look(filed).reason in ("executing", "awaiting_processor")
    assert differences(preview, as_if_confirmed(shop.look(filed)), before, held(shop.program)) == []
    shop.later(4)
    return preview, shop.look(filed), before, held(shop.program)


def only_now(preview: DeletionPreview) -> DeletionPreview:
    """What the preview says of the wait: only the first group is gone."""
    return replace(preview, goes_later=(), stays=())


def as_in_the_wait(request: DataRequest, preview: DeletionPreview) -> DataRequest:
    """The request with the items of the first group alone; the others must still wait."""
    now = {(subject, line.year) for line in preview.goes_now for subject in line.subjects}
    later = {(subject, line.year) for line in preview.goes_later for subject in line.subjects}
    waiting = [item.state for item in request.items if (item.subject, item.year) in later]
    assert waiting == ["pending"] * len(later)
    at_once = tuple(item for item in request.items if (item.subject, item.year) in now)
    return replace(request, items=at_once)


def as_if_confirmed(request: DataRequest) -> DataRequest:
    """Once it has begun, what waits for another company is already gone from Kassapos."""
    assert all(item.processor for item in request.items if item.state == "in_progress")
    return replace(
        request,
        items=tuple(
            replace(item, state="done") if item.state == "in_progress" else item
            for item in request.items
        ),
    )


def end_of(preview: DeletionPreview) -> tuple[RequestStatus, str | None]:
    return RequestStatus.FULFILLED, "partial_legal_hold" if preview.stays else None


def test_closing_the_account_does_what_was_told(shop: Shop) -> None:
    preview, ended, before, after = carried_out(shop, ACCOUNT)

    assert differences(preview, ended, before, after) == []
    assert (ended.status, ended.reason) == end_of(preview)
    kept = {subject for line in preview.stays for subject in line.subjects}
    assert after.fields == {subject for subject in kept if "." in subject}


def test_each_kind_of_data_does_what_was_told(shop: Shop) -> None:
    for scope in CATEGORIES:
        preview, ended, before, after = carried_out(shop, scope)
        assert differences(preview, ended, before, after) == [], scope
        assert (ended.status, ended.reason) == end_of(preview)


def test_single_fields_do_what_was_told(shop: Shop) -> None:
    for scope in KINDS_OF_FIELD:
        known = {field.field_id for field in shop.program.records.shop_fields()}
        if not set(scope.fields) <= known:
            continue  # the new shop has no second mobile number
        preview, ended, before, after = carried_out(shop, scope)
        assert differences(preview, ended, before, after) == [], scope
        assert (ended.status, ended.reason) == end_of(preview)


@pytest.mark.parametrize("shop", ["kaveri"], indirect=True)
def test_years_the_law_no_longer_asks_for_go_and_the_others_stay(shop: Shop) -> None:
    shop.later(365 * 5 + 60)  # January 2032: FY 2021-22 to 2024-25 have run out
    preview, ended, before, after = carried_out(shop, DeletionScope(categories=("billing",)))

    assert [line.year for line in preview.goes_later] == [
        "2021-22",
        "2022-23",
        "2023-24",
        "2024-25",
    ]
    assert [line.year for line in preview.stays] == ["2025-26", "2026-27"]
    assert differences(preview, ended, before, after) == []
    assert set(after.bills) == {"2025-26", "2026-27"}


@pytest.mark.parametrize("shop", ["kaveri"], indirect=True)
def test_a_difference_is_found(shop: Shop) -> None:
    preview, ended, before, after = carried_out(shop, ACCOUNT)
    bills, *rest = preview.stays
    longer = replace(bills, until=preview.as_of)
    other_law = replace(bills, rule="Another law")
    more = replace(bills, records=bills.records + 1)
    device = next(line for line in preview.goes_later if line.subject == "device")
    untrue = {
        "another date": replace(preview, stays=(longer, *rest)),
        "another law": replace(preview, stays=(other_law, *rest)),
        "another number": replace(preview, stays=(more, *rest)),
        "said to go": replace(preview, stays=tuple(rest), goes_later=(*preview.goes_later, bills)),
        "said to stay": replace(
            preview,
            stays=(*preview.stays, device),
            goes_later=tuple(line for line in preview.goes_later if line is not device),
        ),
        "not told": replace(preview, goes_now=preview.goes_now[1:]),
    }
    for name, wrong in untrue.items():
        assert differences(wrong, ended, before, after), name
    undone = replace(ended, items=tuple(replace(i, state="failed") for i in ended.items))
    assert differences(preview, undone, before, after)
    assert differences(preview, ended, before, before)
    assert differences(preview, ended, before, after) == []


@pytest.mark.parametrize("shop", ["kaveri"], indirect=True)
def test_a_plan_that_has_changed_since_it_was_shown_is_not_filed(shop: Shop) -> None:
    shown = shop.preview(ACCOUNT)
    carried_out(shop, DeletionScope(fields=("contact.person.mobile_second",)))

    with pytest.raises(Conflict):
        shop.file(ACCOUNT, shown)
    assert shop.preview(ACCOUNT).plan_hash != shown.plan_hash
