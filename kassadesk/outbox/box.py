"""Outbox: intents in one SQLite file, and the moves between their states.

Every public method is one transaction; what it says has happened is on the disk when it returns.
"""

from __future__ import annotations

import dataclasses
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.errors import Conflict, IntentSealed, VaultLocked, VaultMissing
from kassadesk.core.intents import Filed, Intent, IntentState, Trouble, Wish, kind_of
from kassadesk.outbox.opening import as_trouble, opened, opened_in_memory
from kassadesk.outbox.rows import filed_text, intent_of, time_text, trouble_text
from kassadesk.outbox.seal import SealKeys, Unopenable
from kassadesk.outbox.sealed import SealedBodies

FILED_KEPT = timedelta(days=90)
"""How long the receipt number of a filed intent stays, without its body."""
_WITH_COUNT = (
    "SELECT *, (SELECT COUNT(*) FROM documents d WHERE d.client_ref = i.client_ref) AS documents"
    " FROM intents i"
)


def new_ids() -> tuple[str, str]:
    """A client reference and an idempotency key for a new intent."""
    return str(uuid.uuid4()), str(uuid.uuid4())


class Outbox:
    """Safe from several threads and several programs. Raises FileProblem, VaultLocked, VaultMissing.

    `path` None: in memory, until the program ends.
    """

    def __init__(self, path: Path | None, keys: SealKeys, clock: Clock = utc_now) -> None:
        """May raise what `opening.opened` raises."""
        self._path = path
        self._keys = keys
        self._clock = clock
        self._lock = threading.RLock()
        self._db = opened(path) if path is not None else opened_in_memory()
        self._bodies = SealedBodies(self._db, keys)

    @property
    def lasting(self) -> bool:
        """False when it ends with the program."""
        return self._path is not None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    # --- what the person does ----------------------------------------------------------------------

    def keep(self, shop: str, wish: Wish) -> Intent:
        """Keep a draft: new, or in place of the draft with the same reference.

        A refused or never sent intent of that reference becomes a draft with another reference and
        key. Raises Conflict when it may have left this PC.
        """
        return self._put(shop, wish, IntentState.DRAFT)

    def queue(self, shop: str, wish: Wish) -> Intent:
        """Queue a wish to be sent: new, or its draft; a refused one gets another reference and key.

        Queueing one again that is queued or further changes nothing: a double click, a repeat.
        """
        return self._put(shop, wish, IntentState.QUEUED)

    def queue_all(self, shop: str, wishes: Iterable[Wish]) -> tuple[Intent, ...]:
        """Queue several wishes in one transaction: all of them, or none."""
        with self.changing():
            return tuple(self._put(shop, wish, IntentState.QUEUED) for wish in wishes)

    def by_letter(self, shop: str, wish: Wish) -> Intent:
        """A wish that goes by letter: it stays here and is never sent by itself.

        Queueing it later files it, under the same reference. Raises Conflict when it may have left
        this PC already: then Kassapos must be asked first.
        """
        return self._put(shop, wish, IntentState.BY_LETTER)

    def discard(self, client_ref: str) -> None:
        """Throw an intent away; fine when it is gone. Raises Conflict when it may have left this PC."""
        with self.changing() as db:
            row = self._row(client_ref)
            if row is not None:
                _must_be_here(row)
                db.execute("DELETE FROM intents WHERE client_ref = ?", (client_ref,))

    # --- what is there -----------------------------------------------------------------------------

    def intents(self, shop: str) -> tuple[Intent, ...]:
        """Every intent of a shop, in the order they were made; filed ones too."""
        with self._lock, self._told():
            rows = self._db.execute(
                f"{_WITH_COUNT} WHERE shop = ? ORDER BY seq", (shop,)
            ).fetchall()
            return tuple(self._intent(row) for row in rows)

    def one(self, client_ref: str) -> Intent:
        """One intent. Raises KeyError when there is none."""
        with self._lock, self._told():
            row = self._row(client_ref)
            if row is None:
                raise KeyError(client_ref)
            return self._intent(row)

    def wish(self, client_ref: str) -> Wish:
        """All that is asked, with the documents. Raises IntentSealed when it cannot be opened."""
        with self._lock, self._told():
            row = self._row(client_ref)
            if row is None or row["body"] is None:
                raise IntentSealed
            try:
                return self._bodies.read(row)
            except Unopenable as error:
                raise IntentSealed from error

    # --- what the drainer does -----------------------------------------------------------------------

    def find_interrupted(self, shop: str) -> int:
        """Settle rows whose drainer died, as the living drainer: how many there were.

        What was not posted yet waits again; the rest is not sure.
        """
        with self.changing() as db:
            return db.execute(
                "UPDATE intents SET state = CASE WHEN posted_at IS NULL THEN ? ELSE ? END"
                " WHERE shop = ? AND state = ?",
                (IntentState.QUEUED, IntentState.NOT_SURE, shop, IntentState.SENDING),
            ).rowcount

    def begin(self, intent: Intent, posting: bool) -> bool:
        """Before the first byte leaves; False when it was edited or thrown away meanwhile.

        `posting`: the next call files it; else its documents go first.
        """
        with self.changing():
            row = self._row(intent.client_ref)
            seen = (str(intent.state), intent.revision)
            if row is None or (row["state"], row["revision"]) != seen:
                return False
            posted_at = row["posted_at"] or (time_text(self._clock()) if posting else None)
            self._set(
                intent.client_ref,
                state=IntentState.SENDING,
                posted_at=posted_at,
                attempts=row["attempts"] + 1,
            )
        return True

    def posting(self, client_ref: str) -> None:
        """Its documents are there; the next call files it."""
        with self.changing():
            self._set(client_ref, posted_at=time_text(self._clock()))

    def wait(self, client_ref: str, trouble: Trouble | None, next_try_at: datetime) -> Intent:
        """It did not end well: it waits (never posted) or is not sure, and is tried again then."""
        with self.changing() as db:
            db.execute(
                "UPDATE intents SET state = CASE WHEN posted_at IS NULL THEN ? ELSE ? END,"
                " attempts = attempts + (state <> ?), trouble_json = ?, next_try_at = ?"
                " WHERE client_ref = ?",
                (
                    IntentState.QUEUED,
                    IntentState.NOT_SURE,
                    IntentState.SENDING,  # `begin` has counted that try already
                    trouble_text(trouble),
                    time_text(next_try_at),
                    client_ref,
                ),
            )
        return self.one(client_ref)

    def new_key(self, client_ref: str) -> Intent:
        """Another idempotency key; the reference stays, so it is still filed once at most."""
        with self.changing():
            self._set(client_ref, key=new_ids()[1], key_made_at=time_text(self._clock()))
        return self.one(client_ref)

    def file(self, client_ref: str, filed: Filed) -> Intent:
        """Kassapos has it: the answer is kept, the body goes."""
        with self.changing() as db:
            db.execute("DELETE FROM documents WHERE client_ref = ?", (client_ref,))
            db.execute(
                "UPDATE letters SET filed_json = ? WHERE client_ref = ?",
                (filed_text(filed), client_ref),
            )
            self._set(
                client_ref,
                state=IntentState.FILED,
                filed_json=filed_text(filed),
                trouble_json=None,
                next_try_at=None,
                body=None,
                key_id=None,
            )
        return self.one(client_ref)

    def refuse(self, client_ref: str, trouble: Trouble) -> Intent:
        """Kassapos said no for good."""
        with self.changing():
            told = trouble_text(trouble)
            self._set(client_ref, state=IntentState.REFUSED, trouble_json=told, next_try_at=None)
        return self.one(client_ref)

    def tidy(self, shop: str) -> None:
        """Forget old filed intents; a shop of which nothing is sealed any more loses its key."""
        oldest = time_text(self._clock() - FILED_KEPT)
        with self.changing() as db:
            db.execute(
                "DELETE FROM intents WHERE shop = ? AND state = ? AND created_at < ?",
                (shop, IntentState.FILED, oldest),
            )
            sealed = "SELECT 1 FROM intents WHERE shop = ? AND body IS NOT NULL LIMIT 1"
            if db.execute(sealed, (shop,)).fetchone() is None:
                with suppress(VaultLocked, VaultMissing):  # tried again at the next tidying
                    self._keys.drop(shop)

    # --- inside ----------------------------------------------------------------------------------------

    def _put(self, shop: str, wish: Wish, state: IntentState) -> Intent:
        with self.changing() as db:
            row = self._row(wish.client_ref)
            if row is None:
                self._insert(shop, wish, state)
            elif row["state"] == IntentState.DRAFT or _changes_road(row, state):
                self._bodies.write(shop, wish, row["revision"] + 1)
                self._set(wish.client_ref, state=state, trouble_json=None, next_try_at=None)
            elif state is IntentState.BY_LETTER:
                _must_be_by_letter(row)
            elif state is IntentState.DRAFT or row["state"] == IntentState.REFUSED:
                _must_be_here(row)
                db.execute("DELETE FROM intents WHERE client_ref = ?", (wish.client_ref,))
                ref, key = new_ids()
                wish = dataclasses.replace(wish, client_ref=ref, idempotency_key=key)
                self._insert(shop, wish, state)
        return self.one(wish.client_ref)

    def _insert(self, shop: str, wish: Wish, state: IntentState) -> None:
        now = time_text(self._clock())
        self._db.execute(
            "INSERT INTO intents(client_ref, shop, kind, state, created_at, key, key_made_at)"
            " VALUES(?, ?, ?, ?, ?, ?, ?)",
            (wish.client_ref, shop, kind_of(wish), state, now, wish.idempotency_key, now),
        )
        self._bodies.write(shop, wish, 1)

    def _commit(self) -> None:
        """The one moment at which a move becomes true; tests stand before and behind it."""
        self._db.execute("COMMIT")

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; inside another one it is part of that (letters move with their intents)."""
        with self._lock, self._told():
            if self._db.in_transaction:
                yield self._db
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._commit()
            except BaseException:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The file, to be looked at."""
        with self._lock, self._told():
            yield self._db

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise as_trouble(error, self._path or Path()) from error

    def _row(self, client_ref: str) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._db.execute(
            f"{_WITH_COUNT} WHERE client_ref = ?", (client_ref,)
        ).fetchone()
        return row

    def _intent(self, row: sqlite3.Row) -> Intent:
        return intent_of(row, self._bodies.glance(row), self.lasting)

    def _set(self, client_ref: str, **columns: object) -> None:
        names = ", ".join(f"{name} = ?" for name in columns)
        self._db.execute(
            f"UPDATE intents SET {names} WHERE client_ref = ?",  # noqa: S608 (column names are ours)
            (*columns.values(), client_ref),
        )


def _changes_road(row: sqlite3.Row, state: IntentState) -> bool:
    """Whether an intent moves from the queue to the letters or back; it keeps its reference."""
    if state is IntentState.BY_LETTER:
        unsent = row["state"] == IntentState.QUEUED and row["posted_at"] is None
        return unsent or row["state"] == IntentState.REFUSED
    return state is IntentState.QUEUED and row["state"] == IntentState.BY_LETTER


def _must_be_by_letter(row: sqlite3.Row) -> None:
    """Raises Conflict when the intent may have left this PC, or has."""
    if row["state"] != IntentState.BY_LETTER:
        raise Conflict(reason="on_its_way")


def _must_be_here(row: sqlite3.Row) -> None:
    """Raises Conflict when the intent may have left this PC, or has."""
    unsent = row["state"] == IntentState.QUEUED and row["posted_at"] is None
    if not unsent and row["state"] not in (IntentState.DRAFT, IntentState.REFUSED):
        raise Conflict(reason="on_its_way")
