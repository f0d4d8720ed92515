"""Policy against data: each fact against a case made by hand, and silence where all is covered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kassadesk.core.held import CategoryId, Deletability, HeldField, Purpose, Recipient, Retention
from kassadesk.core.held import Source as HeldSource
from kassadesk.core.policy import Clause, KeptPolicy, PolicyChange, PolicyVersion, Processor
from kassadesk.core.policy_facts import FactKind, facts_of_data, facts_of_policy, stated_rule
from kassadesk.core.rows import Kind
from kassadesk.services.laws import BadLegalData, legal_data
from kassadesk.services.policy_promises import policy_promises, read_promises
from kassadesk.ui.words.policy_facts import fact_question, fact_words

PROMISES = policy_promises()
WHERE = PROMISES.sections
DAY = date(2026, 12, 16)
NOON = datetime(2026, 11, 16, 6, tzinfo=UTC)
CLAUSE = Clause("n.7", "7", "How long", "7 years.")
NEXT = PolicyVersion(
    "2026-12-16", DAY, DAY, "next", NOON, "", (CLAUSE,), (PolicyChange("Bills", "7", "8", "n.7"),)
)
AWS = Processor("aws", "AWS", "Hosting", "India, Mumbai", None, "named", ("contact.phone",))
FIELD = HeldField(
    field_id="contact.phone",
    category=CategoryId.CONTACT,
    label="Mobile number",
    value="9",
    kind=Kind.PHONE,
    personal=True,
    outlet=None,
    source=HeldSource("registration", ""),
    purposes=(Purpose("p", "Sign you in", "2"),),
    legal_basis="contract",
    legal_citation=None,
    retention=Retention(7, "years", "account_closure", None, "policy 7"),
    recipients=(Recipient("aws", "AWS", "India"),),
    changed_at=NOON,
    correctable=True,
    deletable=Deletability(True, None, None, None),
    etag="",
)


def data_facts(*, processor: Processor = AWS, field: HeldField = FIELD) -> list[tuple[str, ...]]:
    closure = stated_rule(legal_data().rules, date(2026, 11, 23))
    assert closure is not None
    found = facts_of_data([processor], [field], closure, WHERE)
    return [(one.kind.value, one.clause, *one.subjects) for one in found]


def policy_facts(version: PolicyVersion | None, *kept: KeptPolicy) -> list[FactKind]:
    return [one.kind for one in facts_of_policy(version, kept, PROMISES, [CLAUSE])]


def test_what_is_covered_makes_no_fact() -> None:
    assert data_facts() == []
    assert policy_facts(NEXT) == []
    assert policy_facts(None) == []


@pytest.mark.parametrize(
    ("processor", "fact"),
    [
        (replace(AWS, named_in_policy="not_in_list"), ("not_in_policy", "4", "AWS")),
        (replace(AWS, named_in_policy="not_named"), ("not_in_policy", "4", "AWS")),
        (replace(AWS, country=None), ("country_unknown", "4", "AWS")),
        (replace(AWS, country=" ", purpose="Nightly backups"), ("backup_country", "3", "AWS")),
        (replace(AWS, processor_id="other"), ("recipient_unknown", "4", "AWS")),
    ],
)
def test_a_company_that_the_policy_does_not_cover_is_a_fact(
    processor: Processor, fact: tuple[str, ...]
) -> None:
    assert data_facts(processor=processor) == [fact]


@pytest.mark.parametrize(
    ("retention", "kinds"),
    [
        (Retention(8, "years", "account_closure", None, None), ["kept_longer"]),
        (Retention(85, "months", "account_closure", None, None), ["kept_longer"]),
        (Retention(84, "months", "account_closure", None, None), []),
        (Retention(9, "years", "collection", None, None), []),  # counted from another day
        (Retention(None, None, "account_active", None, None), []),
        (Retention(None, None, "not_stated", None, None), ["no_end"]),
    ],
)
def test_a_field_kept_longer_than_stated_or_without_an_end_is_a_fact(
    retention: Retention, kinds: list[str]
) -> None:
    assert [one[0] for one in data_facts(field=replace(FIELD, retention=retention))] == kinds


def test_a_field_without_a_purpose_in_the_policy_is_a_fact() -> None:
    held = replace(FIELD, purposes=(Purpose("p", "Something", None),))
    assert data_facts(field=held) == [("no_purpose", "2", "Mobile number")]


@pytest.mark.parametrize(
    ("told_at", "short"),
    [
        (datetime(2026, 11, 16, 6, tzinfo=UTC), False),  # 30 days
        (datetime(2026, 11, 16, 18, 29, tzinfo=UTC), False),  # 23:59 in India, still 30
        (datetime(2026, 11, 16, 18, 30, tzinfo=UTC), True),  # the next day in India: 29
        (datetime(2026, 12, 20, tzinfo=UTC), True),  # after it took effect
        (None, False),  # not stated is no proof
    ],
)
def test_the_thirty_days_of_section_9_are_counted_in_indian_days(
    told_at: datetime | None, short: bool
) -> None:
    found = policy_facts(replace(NEXT, told_at=told_at))
    assert (FactKind.NOTICE_SHORT in found) is short


def test_a_text_changed_under_the_same_version_is_a_fact() -> None:
    first = KeptPolicy(NEXT, NOON)
    other = replace(NEXT, clauses=(replace(CLAUSE, text="9 years."),))
    assert policy_facts(NEXT, first) == []
    assert policy_facts(NEXT, first, KeptPolicy(other, NOON + timedelta(days=1))) == [
        FactKind.TEXT_CHANGED
    ]


def test_a_changed_clause_that_kassapos_did_not_list_is_a_fact() -> None:
    silent = replace(NEXT, changes=(PolicyChange("Other", "", "", "n.3"),))
    assert policy_facts(silent) == [FactKind.NOT_TOLD]


def test_every_kind_has_words_a_section_and_a_question_and_no_blank_is_left() -> None:
    from kassadesk.core.policy_facts import PolicyFact

    for kind in FactKind:
        fact = PolicyFact(kind, ("2026-12-16",), "4", (12, 30))
        asked = fact_question(fact, "2026-05-01")
        assert fact_words(fact) in asked
        assert "policy section 4" in asked
        assert "Please" in asked
        assert "{" not in asked


def test_a_promise_that_is_half_understood_is_refused() -> None:
    from kassadesk.core.places import resource

    text = resource("legal", "promises.toml").read_text(encoding="utf-8")
    assert read_promises(text).notice_days == 30
    with pytest.raises(BadLegalData, match="promises"):
        read_promises(text.replace("days = 30", "day = 30"))
