"""Renewing a sign-in: once for all callers, kept before it is used, ended when the server says so."""

from __future__ import annotations

import threading

import pytest

from kassadesk.api.tokens import Tokens
from kassadesk.core.errors import NotSignedIn, Offline, SessionExpired
from kassadesk.core.signin import TokenSet


class Renewals:
    """A token endpoint that counts."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.failure: Exception | None = None

    def renew(self, refresh_token: str) -> TokenSet:
        self.asked.append(refresh_token)
        if self.failure is not None:
            raise self.failure
        number = len(self.asked)
        return TokenSet(f"at_{number}", f"rt_{number}", 900, "ses_1")


@pytest.fixture
def endpoint() -> Renewals:
    return Renewals()


@pytest.fixture
def tokens(endpoint: Renewals) -> Tokens:
    return Tokens(endpoint.renew)


FIRST = TokenSet("at_0", "rt_0", 900, "ses_1")


def test_without_a_sign_in_there_is_no_token(tokens: Tokens) -> None:
    with pytest.raises(NotSignedIn):
        tokens.access_token()


def test_good_token_is_used_again(tokens: Tokens, endpoint: Renewals) -> None:
    tokens.begin(FIRST)

    assert [tokens.access_token(), tokens.access_token()] == ["at_0", "at_0"]
    assert endpoint.asked == []


def test_token_about_to_end_is_renewed_before_use(tokens: Tokens, endpoint: Renewals) -> None:
    tokens.begin(TokenSet("at_0", "rt_0", 5, "ses_1"))

    assert tokens.access_token() == "at_1"
    assert endpoint.asked == ["rt_0"]


def test_ten_callers_refused_at_once_renew_once(tokens: Tokens, endpoint: Renewals) -> None:
    tokens.begin(FIRST)
    together = threading.Barrier(10)
    got: list[str] = []

    def caller() -> None:
        together.wait()
        got.append(tokens.replaced("at_0"))

    threads = [threading.Thread(target=caller) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert got == ["at_1"] * 10
    assert endpoint.asked == ["rt_0"]


def test_new_refresh_token_is_kept_before_the_access_token_is_used(tokens: Tokens) -> None:
    kept: list[tuple[str, str]] = []

    def keep(new: TokenSet) -> None:
        assert tokens.held is not None
        kept.append((new.refresh_token, tokens.held.access_token))

    tokens.begin(FIRST)
    tokens.on_renewed = keep

    tokens.replaced("at_0")

    assert kept == [("rt_1", "at_0")]


def test_ended_sign_in_leaves_nothing(tokens: Tokens, endpoint: Renewals) -> None:
    tokens.begin(FIRST)
    endpoint.failure = SessionExpired()

    with pytest.raises(SessionExpired):
        tokens.replaced("at_0")

    assert tokens.held is None


def test_broken_line_does_not_end_the_sign_in(tokens: Tokens, endpoint: Renewals) -> None:
    tokens.begin(FIRST)
    endpoint.failure = Offline()

    with pytest.raises(Offline):
        tokens.replaced("at_0")

    assert tokens.held == FIRST


def test_tokens_never_show_in_repr() -> None:
    assert "at_0" not in repr(FIRST)
    assert "rt_0" not in repr(FIRST)
