"""The policy as data, and what Home makes of everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kassadesk.core.errors import NotFound
from kassadesk.core.exports import PastExport
from kassadesk.core.held import CategoryId
from kassadesk.services.home import Attention, HomeService, in_order, last_full_copy
from tests.past_exports import PastExportsInMemory, past_export
from tests.services.program import Program

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FULL = past_export(NOW - timedelta(days=10))


def home(program: Program, *past: PastExport) -> HomeService:
    return HomeService(
        program.records,
        program.opt_ins,
        program.data_requests,
        program.policies,
        PastExportsInMemory(*past),
        lambda: NOW,
    )


def test_versions_clauses_and_changes(signed_in: Program) -> None:
    versions = signed_in.policies.versions()
    in_force = next(one for one in versions if one.state == "in_force")
    coming = next(one for one in versions if one.state == "next")

    assert in_force.version == "2026-05-01"
    assert coming.effective_on > in_force.effective_on
    assert len(signed_in.policies.version("2026-05-01").clauses) >= 10
    assert signed_in.policies.version(coming.version).changes
    with pytest.raises(NotFound):
        signed_in.policies.version("1999-01-01")


def test_companies_rules_and_notices(signed_in: Program) -> None:
    assert any(one.name.startswith(("AWS", "Amazon")) for one in signed_in.policies.processors())
    assert {one.source for one in signed_in.policies.retention_rules()} == {"policy", "law"}
    unread = next(one for one in signed_in.policies.notices() if not one.read)

    assert signed_in.policies.mark_read(unread).read

    assert replace(unread, read=True) in signed_in.policies.notices()


def test_overview_tells_what_needs_the_person(signed_in: Program) -> None:
    overview = home(signed_in).overview()

    kinds = [one.kind for one in overview.attention]
    assert overview.merchant.environment == "sample"
    assert len(overview.categories) == 5
    assert overview.next_policy is not None
    assert overview.open_turns == kinds.count("your_turn")
    assert {"policy_changes", "no_copy", "looks_mistyped", "unexplained"} <= set(kinds)
    assert kinds[: overview.open_turns] == ["your_turn"] * overview.open_turns
    assert overview.last_copy is None
    assert overview.messages_after_stop > 0


def test_fresh_full_copy_needs_no_attention(signed_in: Program) -> None:
    overview = home(signed_in, FULL).overview()

    assert overview.last_copy == FULL
    assert {"no_copy", "old_copy"}.isdisjoint(one.kind for one in overview.attention)


def test_old_copy_is_told_with_its_day(signed_in: Program) -> None:
    old = replace(FULL, made_at=NOW - timedelta(days=162))

    (told,) = [one for one in home(signed_in, old).overview().attention if one.kind == "old_copy"]

    assert told.facts["made_at"] == old.made_at


def test_partial_or_masked_copies_are_no_full_copy() -> None:
    part = replace(FULL, categories=(CategoryId.BILLING,))
    years = replace(FULL, from_year="2025-26")

    assert last_full_copy([part, years, replace(FULL, masked=True)]) is None
    older = replace(FULL, made_at=NOW - timedelta(days=99))
    assert last_full_copy([older, FULL, part]) == FULL


def test_attention_is_your_turn_then_by_date_then_the_rest() -> None:
    later, soon = NOW + timedelta(days=20), NOW + timedelta(days=2)
    rows = [
        Attention("no_copy", ""),
        Attention("policy_changes", "p", later),
        Attention("your_turn", "b", later),
        Attention("deletion_starts", "d", soon),
        Attention("your_turn", "c"),
        Attention("your_turn", "a", soon),
        Attention("unexplained", ""),
    ]

    assert [(one.kind, one.subject) for one in in_order(rows)] == [
        ("your_turn", "a"),
        ("your_turn", "b"),
        ("your_turn", "c"),
        ("deletion_starts", "d"),
        ("policy_changes", "p"),
        ("no_copy", ""),
        ("unexplained", ""),
    ]


def test_new_account_has_an_overview_too(tmp_path: Path) -> None:
    from tests.sandbox.running import running_sandbox

    with running_sandbox("empty") as sandbox:
        program = Program(sandbox, tmp_path)
        program.sign_in()

        overview = home(program).overview()

        program.api.close()
        assert overview.messages_after_stop == 0
        assert overview.open_turns == 0
    assert date.fromisoformat(str(overview.merchant.opened_at.date()))
