"""Words: every error has some, every column, every state."""

from __future__ import annotations

from pathlib import Path

import pytest

from kassadesk.core.columns import COLUMNS
from kassadesk.core.errors import (
    AttachmentRefused,
    KassaError,
    Rejected,
    SignInRefused,
    TargetLocked,
    UnreadableExport,
)
from kassadesk.core.rows import Kind, Resource
from kassadesk.ui.texts import (
    column_title,
    days_left_words,
    error_words,
    has_words,
    notice_words,
    on_channel,
    rows_word,
    table_title,
)


def _family(kind: type[KassaError]) -> list[type[KassaError]]:
    return [kind, *(member for child in kind.__subclasses__() for member in _family(child))]


ERRORS = [kind for kind in _family(KassaError)[1:] if kind.__module__ == "kassadesk.core.errors"]


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_every_error_says_what_happened_and_what_to_do(
    looks: object, kind: type[KassaError]
) -> None:
    assert has_words(kind)
    words = error_words(kind())
    assert words.title
    assert not words.title.endswith(".")
    assert words.advice.endswith(".")
    assert words.code == kind.code
    assert "{" not in words.title + words.advice + words.safe


def test_an_error_class_of_tomorrow_gets_the_words_of_its_parent(looks: object) -> None:
    class DriveGone(TargetLocked):
        pass

    assert error_words(DriveGone(Path("x/bills.xlsx"))).title.startswith("bills.xlsx")


@pytest.mark.parametrize(
    "reason", ["wrong_password", "wrong_code", "code_expired", "account_locked", "start_again"]
)
def test_every_refused_sign_in_has_words_of_its_own(looks: object, reason: str) -> None:
    words = error_words(SignInRefused(reason=reason, tries_left=2, retry_after_s=600))
    others = {
        error_words(SignInRefused(reason=other)).title
        for other in (
            "wrong_password",
            "wrong_code",
            "code_expired",
            "account_locked",
            "start_again",
        )
        if other != reason
    }
    assert words.title not in others


def test_a_locked_account_says_when_to_try_again(looks: object) -> None:
    words = error_words(SignInRefused(reason="account_locked", retry_after_s=600))
    assert "10 min" in words.advice


@pytest.mark.parametrize(
    "error",
    [
        *(UnreadableExport(reason=reason) for reason in ("not_found", "encrypted", "old_format")),
        *(AttachmentRefused(reason=reason) for reason in ("empty", "too_large", "too_many")),
        Rejected(reason="opt_in_locked"),
    ],
    ids=lambda error: f"{type(error).__name__}-{error.reason}",
)
def test_reasons_have_an_advice_of_their_own(looks: object, error: KassaError) -> None:
    assert error_words(error).advice != error_words(type(error)()).advice


def test_every_column_and_every_table_has_a_title(looks: object) -> None:
    for resource, columns in COLUMNS.items():
        assert table_title(resource)
        assert rows_word(resource, 1) != rows_word(resource, 2)
        for column in columns:
            assert column_title(column) != column.key.replace("_", " "), column.key
    assert column_title("newer_column") == "newer column"
    assert {column.kind for columns in COLUMNS.values() for column in columns} >= {Kind.MONEY}
    assert set(COLUMNS) == set(Resource)


def test_a_notice_without_its_fact_leaves_no_blank(looks: object) -> None:
    title, second = notice_words("opt_in_on", {"name": "Offers by SMS"})
    assert title == "Offers by SMS is on"
    assert "{" not in second


def test_days_are_counted_not_called_soon(looks: object) -> None:
    assert days_left_words(25) == "25 days left"
    assert days_left_words(1) == "1 day left"
    assert days_left_words(0) == "today"
    assert days_left_words(-3) == "3 days late"


def test_a_choice_is_named_with_its_channel(looks: object) -> None:
    assert on_channel("offers", "whatsapp") == "Offers on WhatsApp"
    assert on_channel("usage_analytics", "none") == "How you use the app"
