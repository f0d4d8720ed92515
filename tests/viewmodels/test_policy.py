"""The policy against the real sample shop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from kassadesk.viewmodels.policy import PolicyViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.sample_shop_signed_in import SignedInShop
from tests.viewmodels.acts import Told, settled


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop() as made:
        yield made


@pytest.fixture
def policy(tasks: Tasks, walkthrough: Walkthrough, shop: SignedInShop) -> PolicyViewModel:
    return PolicyViewModel(
        tasks,
        Told().notices,
        walkthrough,
        shop.policies,
        shop.records,
        clock=lambda: datetime(2026, 11, 23, 5, tzinfo=UTC),
    )


def test_the_next_version_counts_down_and_says_what_changes(
    qtbot: QtBot, tasks: Tasks, policy: PolicyViewModel
) -> None:
    policy.load()
    settled(qtbot, tasks)
    assert policy.picture is not None
    assert policy.picture.in_force is not None
    assert policy.picture.next is not None
    assert policy.days_to_next == (policy.picture.next.effective_on - policy.today).days
    assert policy.changes
    assert policy.picture.processors
    assert policy.picture.retention_rules


def test_a_version_can_be_read_in_full(qtbot: QtBot, tasks: Tasks, policy: PolicyViewModel) -> None:
    policy.load()
    settled(qtbot, tasks)
    assert policy.picture is not None
    assert policy.picture.in_force is not None
    with qtbot.waitSignal(policy.text_ready) as ready:
        policy.read(policy.picture.in_force.version)
    assert ready.args is not None
    assert ready.args[0].clauses


def test_a_failed_reading_leaves_an_error_and_the_next_one_heals_it(
    qtbot: QtBot, tasks: Tasks, shop: SignedInShop, policy: PolicyViewModel
) -> None:
    shop.fault("GET /v1/policies", status=503, times=9)
    policy.load()
    settled(qtbot, tasks)
    seen = (policy.error is None, policy.picture is None or policy.picture.from_this_pc)
    assert seen == (False, True)
    shop.no_faults()
    policy.load()
    settled(qtbot, tasks)
    seen = (policy.error is None, policy.picture is None or policy.picture.from_this_pc)
    assert seen == (True, False)


def test_a_notice_in_sight_counts_as_read_at_kassapos_too(
    qtbot: QtBot, tasks: Tasks, policy: PolicyViewModel, shop: SignedInShop
) -> None:
    policy.load()
    settled(qtbot, tasks)
    assert policy.picture is not None
    assert any(not notice.read for notice in policy.picture.notices)
    policy.mark_seen()
    settled(qtbot, tasks)
    assert all(notice.read for notice in policy.picture.notices)
    assert all(notice.read for notice in shop.policies.notices())
