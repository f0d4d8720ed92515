"""Live checks of what a person types: each rule told apart, offline."""

from __future__ import annotations

import pytest

from kassadesk.core.rows import Kind
from kassadesk.services.field_checks import FieldCheck, check


def failed(outcome: FieldCheck) -> list[str]:
    return [step.code for step in outcome.steps if not step.ok]


@pytest.mark.parametrize(
    ("kind", "typed", "normal"),
    [
        (Kind.GSTIN, " 27aapfu0939f1zv ", "27AAPFU0939F1ZV"),
        (Kind.GSTIN, "27 AAPFU0939F 1ZV", "27AAPFU0939F1ZV"),
        (Kind.PAN, "aapfu0939f", "AAPFU0939F"),
        (Kind.PHONE, "098421 33210", "+91 98421 33210"),
        (Kind.PHONE, "+91-98421-33210", "+91 98421 33210"),
        (Kind.PHONE, "044 2431 2345", "+91 44 2431 2345"),
        (Kind.EMAIL, " Shop@Example.co.in ", "Shop@example.co.in"),
        (Kind.PIN, "600 117", "600117"),
        (Kind.TEXT, "  காவேரி ஸ்டோர் ", "காவேரி ஸ்டோர்"),
        (Kind.ADDRESS, "14, 7th Cross", "14, 7th Cross"),
    ],
)
def test_good_value_passes_in_its_normal_form(kind: Kind, typed: str, normal: str) -> None:
    outcome = check(kind, typed)

    assert (outcome.ok, outcome.normal, outcome.suggestion) == (True, normal, None)


@pytest.mark.parametrize(
    ("kind", "typed", "codes"),
    [
        (Kind.GSTIN, "", ["length", "state", "pan", "check_digit"]),
        (Kind.GSTIN, "27AAPFU0939F1Z", ["length", "check_digit"]),
        (Kind.GSTIN, "99AAPFU0939F1ZV", ["state", "check_digit"]),
        (Kind.GSTIN, "27AAPFU0939F1ZK", ["check_digit"]),
        (Kind.GSTIN, "27AAPFU0939F1YV", ["shape", "check_digit"]),
        (Kind.GSTIN, "27AAPFU0939F1Zவ", ["check_digit"]),
        (Kind.PAN, "AAPXU0939F", ["holder"]),
        (Kind.PAN, "AAPFU0000F", ["shape"]),
        (Kind.PAN, "AAPFU09391", ["shape"]),
        (Kind.PAN, "AAPFU", ["length", "shape"]),
        (Kind.PHONE, "12345", ["valid"]),
        (Kind.PHONE, "not a number", ["valid"]),
        (Kind.PHONE, "", ["valid"]),
        (Kind.PHONE, "+44 20 7946 0958", ["india"]),
        (Kind.EMAIL, "shop@", ["domain"]),
        (Kind.EMAIL, "shop@exa mple.in", ["domain"]),
        (Kind.EMAIL, "sh op@example.in", ["local"]),
        (Kind.EMAIL, "example.in", ["local"]),
        (Kind.EMAIL, "", ["local"]),
        (Kind.PIN, "012345", ["first_digit"]),
        (Kind.PIN, "6001", ["length"]),
        (Kind.PIN, "60011a", ["digits"]),
        (Kind.NAME, "   ", ["not_empty"]),
    ],
)
def test_bad_value_names_the_rule_it_breaks(kind: Kind, typed: str, codes: list[str]) -> None:
    outcome = check(kind, typed)

    assert not outcome.ok
    assert failed(outcome) == codes


def test_wrong_check_character_suggests_the_right_one() -> None:
    outcome = check(Kind.GSTIN, "27AAPFU0939F1ZK")

    assert outcome.suggestion == "27AAPFU0939F1ZV"
    assert outcome.steps[-1].fact == "V"


def test_no_suggestion_where_more_than_one_slip_is_needed() -> None:
    assert check(Kind.GSTIN, "99AAPFU0939F1ZK").suggestion is None
    assert check(Kind.GSTIN, "27AAPFU0939F1ZK", same_pan_as="AAAAA1234A").suggestion is None


def test_gstin_of_another_pan_is_told() -> None:
    outcome = check(Kind.GSTIN, "27AAPFU0939F1ZV", same_pan_as="ACUPA7085R")

    assert failed(outcome) == ["same_pan"]
    assert check(Kind.GSTIN, "27AAPFU0939F1ZV", same_pan_as="aapfu0939f").ok


def test_state_is_named() -> None:
    facts = {step.code: step.fact for step in check(Kind.GSTIN, "34AAPFU0939F1ZV").steps}

    assert facts["state"] == "Puducherry"


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("typed", ["", "\x00", "🙏" * 2000, "=1+1", "9" * 10_000, "ß" * 15])
def test_nothing_typed_can_break_the_check(kind: Kind, typed: str) -> None:
    assert isinstance(check(kind, typed).ok, bool)
