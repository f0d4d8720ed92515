"""Whether Kassapos is reached."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pytestqt.qtbot import QtBot

from kassadesk.core.errors import Offline, Rejected, SessionExpired, TimedOut
from kassadesk.viewmodels.connection import Connection

NOON = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


class Hand:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_it_knows_how_long_ago_kassapos_answered(qtbot: QtBot) -> None:
    hand = Hand()
    connection = Connection(hand)
    assert connection.state == "signed_out"
    assert connection.since_contact is None
    connection.heard()
    hand.now += timedelta(minutes=2)
    assert connection.state == "connected"
    assert connection.since_contact == timedelta(minutes=2)


def test_offline_is_told_once_and_keeps_the_last_contact(qtbot: QtBot) -> None:
    connection = Connection(Hand())
    connection.heard()
    told: list[int] = []
    connection.changed.connect(lambda: told.append(1))
    connection.failed(Offline())
    connection.failed(TimedOut())
    assert connection.state == "offline"
    assert connection.last_contact == NOON
    assert len(told) == 1


def test_bad_news_from_kassapos_is_still_contact(qtbot: QtBot) -> None:
    connection = Connection(Hand())
    connection.heard()
    connection.failed(Offline())
    connection.failed(Rejected())
    assert connection.state == "connected"


def test_an_ended_sign_in_is_no_lost_connection(qtbot: QtBot) -> None:
    connection = Connection(Hand())
    connection.heard()
    connection.failed(SessionExpired())
    assert connection.state == "signed_out"
