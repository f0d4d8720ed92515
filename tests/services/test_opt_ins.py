"""Switching an opt-in: the server's word, its receipt, and what happens when two change at once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kassadesk.core.errors import Conflict, Offline, Rejected, ServerFault
from kassadesk.core.opt_ins import OptIn
from kassadesk.core.stopped_messages import AfterStop
from kassadesk.services.home import grouped
from tests.sandbox.running import Sandbox
from tests.services.program import Program


def find(program: Program, opt_in_id: str) -> OptIn:
    return next(one for one in program.opt_ins.all() if one.opt_in_id == opt_in_id)


def test_all_choices_come_with_locks_explained(signed_in: Program) -> None:
    found = {one.opt_in_id: one for one in signed_in.opt_ins.all()}

    assert len(found) == 20
    assert {name for name, one in found.items() if one.lock} == {
        "website_analytics.none",
        "security_notices.none",
        "legal_notices.none",
    }


def test_change_gets_a_receipt_and_is_there_after_a_restart(
    signed_in: Program, tmp_path: Path
) -> None:
    before = find(signed_in, "offers.email")

    after = signed_in.opt_ins.set(before, not before.granted, "ta")

    assert after.granted is not before.granted
    assert after.receipt_number
    assert after.etag != before.etag
    again = Program(signed_in.sandbox, tmp_path / "again")
    again.sign_in()
    assert find(again, "offers.email") == after
    newest = again.opt_ins.history("offers.email")[0]
    assert (newest.receipt_number, newest.language) == (after.receipt_number, "ta")
    again.api.close()


def test_lost_answer_changes_once_and_gives_the_receipt(signed_in: Program) -> None:
    before = find(signed_in, "product_updates.in_app")
    events = len(signed_in.opt_ins.history("product_updates.in_app"))
    signed_in.sandbox.fault("PUT /v1/opt-ins/*", drop="after")

    after = signed_in.opt_ins.set(before, not before.granted, "en")

    assert after.receipt_number
    assert find(signed_in, "product_updates.in_app") == after
    assert len(signed_in.opt_ins.history("product_updates.in_app")) == events + 1


def test_change_on_an_old_state_overwrites_nothing_and_shows_both(
    signed_in: Program, tmp_path: Path
) -> None:
    shown = find(signed_in, "low_stock.sms")
    elsewhere = Program(signed_in.sandbox, tmp_path / "elsewhere")
    elsewhere.sign_in()
    theirs = elsewhere.opt_ins.set(find(elsewhere, "low_stock.sms"), not shown.granted, "en")
    elsewhere.api.close()

    with pytest.raises(Conflict) as conflict:
        signed_in.opt_ins.set(shown, not shown.granted, "en")

    assert conflict.value.current == theirs
    assert find(signed_in, "low_stock.sms") == theirs


def test_locked_choice_is_refused_with_its_reason(signed_in: Program) -> None:
    with pytest.raises(Rejected) as refused:
        signed_in.opt_ins.set(find(signed_in, "security_notices.none"), False, "en")

    assert refused.value.reason == "opt_in_locked"


@pytest.mark.parametrize(
    ("fault", "error"), [({"drop": "before"}, Offline), ({"status": 503}, ServerFault)]
)
def test_change_that_never_arrives_is_told_and_nothing_changed(
    signed_in: Program, fault: dict[str, object], error: type[Exception]
) -> None:
    before = find(signed_in, "offers.sms")
    signed_in.sandbox.fault("PUT /v1/opt-ins/*", times=3, **fault)

    with pytest.raises(error):
        signed_in.opt_ins.set(before, not before.granted, "en")

    assert find(signed_in, "offers.sms") == before


def test_messages_after_a_stop_are_found_one_by_one_and_all_together(signed_in: Program) -> None:
    choices = signed_in.opt_ins.all()
    single = [
        after
        for one in choices
        for after in signed_in.opt_ins.after_stop(one, signed_in.opt_ins.history(one.opt_in_id))
    ]

    everything = signed_in.opt_ins.after_all_stops(choices)

    assert {one.message.subject for one in everything} >= {
        "Yearly plan",
        "Freedom sale",
        "Diwali plan offer",
    }
    assert sorted(single, key=_when) == sorted(everything, key=_when)
    assert list(everything) == sorted(everything, key=_when, reverse=True)


def _when(after: AfterStop) -> tuple[datetime, str]:
    return after.message.sent_at, after.message.message_id


def test_a_switch_on_by_kassapos_without_a_receipt_does_not_lift_the_stop(
    own_sandbox: Sandbox, tmp_path: Path
) -> None:
    signed_in = Program(own_sandbox, tmp_path / "profile")
    signed_in.sign_in()
    unasked = find(signed_in, "product_updates.in_app")
    assert unasked.granted

    found = signed_in.opt_ins.after_stop(unasked, signed_in.opt_ins.history(unasked.opt_in_id))
    signed_in.api.close()

    assert [one.message.subject for one in found] == [
        "Bills in तमिल & தமிழ்",
        "GST summary by rate",
        "Count stock with the camera",
    ]
    assert {one.unasked.method for one in found if one.unasked} == {"set by Kassapos"}


def test_choice_that_the_shop_has_on_has_no_message_after_its_stop(signed_in: Program) -> None:
    on = find(signed_in, "daily_report.whatsapp")
    assert on.granted

    assert signed_in.opt_ins.after_stop(on, signed_in.opt_ins.history(on.opt_in_id)) == ()


def test_groups_count_what_can_be_switched(signed_in: Program) -> None:
    groups = {group.name: group for group in grouped(signed_in.opt_ins.all())}

    assert {name: group.total for name, group in groups.items()} == {
        "shop_alerts": 8,
        "news_and_offers": 8,
        "usage_analytics": 1,
    }
