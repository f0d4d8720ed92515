"""What the sample shop has already done when it is opened for the first time."""

from __future__ import annotations

import json
import sqlite3
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from kassadesk.core.clock import IST, financial_year
from kassadesk.sandbox.answers import canonical_bytes
from kassadesk.sandbox.clock import wire_time
from kassadesk.sandbox.lifecycle import Event, append_event
from kassadesk.sandbox.passwords import password_hash
from kassadesk.sandbox.past_requests import KAVERI, LAST_NUMBER, PastRequest, When
from kassadesk.sandbox.people import normal_login
from kassadesk.sandbox.plans import end_of_day
from kassadesk.sandbox.receipts import Received, give_receipt
from kassadesk.sandbox.request_records import keep_items
from kassadesk.sandbox.state import State
from kassadesk.sandbox.store import next_number, remember, remembered
from kassadesk.sandbox.world.laws import keep_books_until

_NAMESPACE: Final = uuid.UUID("6d0f4c4e-6f8e-4f43-9a3c-0a8f9b2f5a11")
_STEADY: Final = ("acknowledged_at", "promised_by", "effective_at", "expires_at")


def seed_shop(state: State) -> None:
    """Fill a new store; does nothing to one that was filled before.

    Raises ValueError when the store belongs to another shop.
    """
    world = state.world
    with state.store.changing() as db:
        before = remembered(db, "shop")
        if before is not None:
            if before != world.shop:
                raise ValueError(f"this folder belongs to the shop {before}")
            return
        _seed_people(state, db)
        if world.shop == "kaveri":
            _seed_requests(state, db)
        remember(db, "shop", world.shop)


def _seed_people(state: State, db: sqlite3.Connection) -> None:
    """One person, who may sign in by mobile or by e-mail."""
    world = state.world
    password = password_hash(world.password)
    for login, channel in ((world.login_mobile, "sms"), (world.login_email, "email")):
        db.execute(
            "INSERT INTO people VALUES(?, ?, ?, ?, ?, ?)",
            (world.merchant_id, normal_login(login), world.person_name, "owner", channel, password),
        )


def _seed_requests(state: State, db: sqlite3.Connection) -> None:
    today = state.clock.today()
    for past in KAVERI:
        _write(state, db, past, today)
    for year in {today.year, (today - timedelta(days=200)).year}:
        next_number(db, f"requests.{year}", LAST_NUMBER)


def _write(state: State, db: sqlite3.Connection, past: PastRequest, today: date) -> None:
    """One past request with its items, story and receipt."""
    filed_at, last = _text(today, past.events[0].when), past.events[-1]
    reference = f"{past.prefix}-{filed_at[:4]}-{past.number:04d}"
    request_id = f"req-{past.number:04d}"
    client_ref = str(uuid.uuid5(_NAMESPACE, f"{state.merchant}|{past.number}"))
    times = {name: _text(today, when) for name, when in past.times.items()}
    db.execute(
        "INSERT INTO requests(request_id, merchant_id, reference, client_ref, type, status, reason,"
        " subject_label, note, filed_at, acknowledged_at, promised_by, effective_at, expires_at,"
        " details, asks_for_json, basis, next_step, asked_json, due_event, due_at)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?)",
        (
            request_id,
            state.merchant,
            reference,
            client_ref,
            past.type,
            last.status,
            last.reason,
            past.label,
            past.note,
            filed_at,
            *(times.get(name) for name in _STEADY),
            last.text,
            json.dumps(past.asks_for),
            past.basis,
            past.next_step,
            past.due[0] if past.due else None,
            _text(today, past.due[1]) if past.due else None,
        ),
    )
    _write_story(state, db, past, request_id)
    body = canonical_bytes({"type": past.type, "client_ref": client_ref})
    path = f"/v1/requests/{request_id}"
    give_receipt(state, db, Received(request_id, reference, path, body, (), filed_at))


def _write_story(state: State, db: sqlite3.Connection, past: PastRequest, request_id: str) -> None:
    """The items and events of one past request; what is kept is on bills of the oldest year."""
    today = state.clock.today()
    oldest = min(state.world.bills_by_year(), default=financial_year(today))
    until, _law = keep_books_until(oldest)
    hold = wire_time(end_of_day(until))
    items = [replace(item, hold_until=hold) if item.hold_law else item for item in past.items]
    keep_items(db, request_id, items)
    for event in past.events:
        at = _text(today, event.when)
        told = Event(at, event.kind, event.actor, event.status, event.reason, event.text)
        append_event(db, request_id, told)


def _text(today: date, when: When) -> str:
    """The moment as the wire writes it."""
    day = today - timedelta(days=when.days_ago)
    return wire_time(datetime.combine(day, time(when.hour, when.minute), IST).astimezone(UTC))
