"""Errors hold facts and a code to quote, and no sentence."""

from __future__ import annotations

from kassadesk.core import errors


def family(base: type[errors.KassaError]) -> list[type[errors.KassaError]]:
    return [base, *(deeper for child in base.__subclasses__() for deeper in family(child))]


def test_every_error_has_its_own_code() -> None:
    codes = [kind.code for kind in family(errors.KassaError)]
    assert len(codes) == len(set(codes))


def test_an_error_shows_only_its_code() -> None:
    assert str(errors.Rejected(reason="validation_failed", request_id="r1")) == "REQ-422"
