"""LetterBox: what went by letter, beside its intent in the same file, and what came back.

Each method is one transaction of the Outbox. Sealed under a key of its own, because it stays for as
long as the person wants, while the outbox drops its key as soon as nothing waits.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

import msgspec

from kassadesk.core.clock import Clock
from kassadesk.core.errors import IntentSealed, VaultLocked, VaultMissing
from kassadesk.core.intents import IntentKind, IntentState, Wish
from kassadesk.core.letters import LetterState, LetterStep, Reply, Sender, TrackedLetter
from kassadesk.core.shapes import decoder
from kassadesk.outbox.box import Outbox
from kassadesk.outbox.rows import filed_of_text, place_of, sha256_of, time_text
from kassadesk.outbox.seal import Seal, SealKeys, Unopenable

KEPT = "/kept"
"""Ends the name of the key of what is kept."""
FILINGS_KEPT = timedelta(days=400)
"""How long the bytes of a filed request stay, for its receipt; longer than any request runs."""
_KEYS_USED = (
    "SELECT key_id FROM letters WHERE shop = ? UNION SELECT key_id FROM filings WHERE shop = ? UNION"
    " SELECT r.key_id FROM replies r JOIN letters l USING(client_ref) WHERE l.shop = ?"
)


@dataclass(frozen=True, slots=True)
class LetterBody:
    """What is sealed of a letter."""

    sender: Sender
    subject: str
    lines: tuple[str, ...]


class LetterBox:
    """The letters in one Outbox. Raises FileProblem, VaultLocked, VaultMissing."""

    def __init__(self, box: Outbox, keys: SealKeys, clock: Clock) -> None:
        self.box = box
        self._keys = keys
        self._clock = clock

    # --- writing -----------------------------------------------------------------------------------

    def write(self, shop: str, wish: Wish, body: LetterBody, way: str) -> None:
        """The wish goes by letter from now on. Raises Conflict when it may have been sent already."""
        with self.box.changing() as db:
            kind = self.box.by_letter(shop, wish).kind
            seal = self._seal(shop)
            closed = seal.close(_bytes(body), place_of(shop, kind, wish.client_ref, "letter"))
            db.execute(
                "INSERT INTO letters(client_ref, shop, kind, written_at, key_id, body)"
                " VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(client_ref) DO UPDATE SET"
                " body = excluded.body, key_id = excluded.key_id",
                (wish.client_ref, shop, kind, self._now, seal.key_id, closed),
            )
            self._step(db, wish.client_ref, "written", way)

    def sent(self, client_ref: str, day: date) -> None:
        """The person says on which day it went."""
        with self.box.changing() as db:
            db.execute(
                "UPDATE letters SET sent_on = ? WHERE client_ref = ?", (day.isoformat(), client_ref)
            )
            self._step(db, client_ref, "sent", day.isoformat())

    def reminded(self, client_ref: str, way: str) -> None:
        """A reminder was written."""
        with self.box.changing() as db:
            self._step(db, client_ref, "reminder", way)

    def close(self, client_ref: str) -> None:
        """The person says that it is settled."""
        with self.box.changing() as db:
            db.execute(
                "UPDATE letters SET closed_at = ? WHERE client_ref = ?", (self._now, client_ref)
            )
            self._step(db, client_ref, "closed", "")

    def forget(self, client_ref: str) -> None:
        """The letter, what came back and its intent are gone from this PC."""
        with self.box.changing() as db:
            db.execute("DELETE FROM letters WHERE client_ref = ?", (client_ref,))
            db.execute(
                "DELETE FROM intents WHERE client_ref = ? AND state = ?",
                (client_ref, IntentState.BY_LETTER),
            )

    def add_reply(self, client_ref: str, reply: Reply) -> bool:
        """A reply, copied and sealed; False when this very one is there already."""
        with self.box.changing() as db:
            row = self._row(client_ref)
            place = place_of(row["shop"], row["kind"], client_ref, reply.sha256)
            head = json.dumps({"name": reply.name}).encode()
            seal = self._seal(row["shop"])
            closed = seal.close(head + b"\n" + reply.content, place)
            added = db.execute(
                "INSERT OR IGNORE INTO replies VALUES(?, ?, ?, ?, ?, ?, ?)",
                (
                    client_ref,
                    reply.sha256,
                    self._now,
                    reply.media_type,
                    reply.size_bytes,
                    seal.key_id,
                    closed,
                ),
            ).rowcount
            if added:
                self._step(db, client_ref, "reply", reply.sha256)
        return bool(added)

    def move(self, client_ref: str, shop: str) -> None:
        """The letter belongs to this shop: it was written before anybody signed in."""
        letter = self.one(client_ref)
        wish = self.box.wish(client_ref)
        replies = [self.reply(client_ref, one.sha256) for one in letter.replies]
        with self.box.changing() as db:
            row = self._row(client_ref)
            steps = db.execute(
                "SELECT * FROM letter_steps WHERE client_ref = ? ORDER BY seq", (client_ref,)
            ).fetchall()
            self.forget(client_ref)
            self.write(shop, wish, LetterBody(letter.sender, letter.subject, letter.lines), "")
            db.execute(
                "UPDATE letters SET written_at = ?, sent_on = ?, closed_at = ? WHERE client_ref = ?",
                (row["written_at"], row["sent_on"], row["closed_at"], client_ref),
            )
            for reply in replies:
                self.add_reply(client_ref, reply)
            db.execute("DELETE FROM letter_steps WHERE client_ref = ?", (client_ref,))
            db.executemany("INSERT INTO letter_steps VALUES(?, ?, ?, ?, ?)", map(tuple, steps))

    # --- reading -----------------------------------------------------------------------------------

    def all(self, shop: str) -> tuple[TrackedLetter, ...]:
        """Every letter of a shop, oldest first."""
        with self.box.reading() as db:
            rows = db.execute(
                "SELECT * FROM letters WHERE shop = ? ORDER BY written_at, client_ref", (shop,)
            ).fetchall()
            return tuple(self._letter(db, row) for row in rows)

    def one(self, client_ref: str) -> TrackedLetter:
        """One letter. Raises KeyError when there is none."""
        with self.box.reading() as db:
            return self._letter(db, self._row(client_ref))

    def has(self, client_ref: str) -> bool:
        """Whether it is here."""
        with suppress(KeyError):
            return bool(self._row(client_ref))
        return False

    def reply(self, client_ref: str, sha256: str) -> Reply:
        """A reply with its content. Raises KeyError, IntentSealed."""
        with self.box.reading() as db:
            row = self._row(client_ref)
            found = db.execute(
                "SELECT * FROM replies WHERE client_ref = ? AND sha256 = ?", (client_ref, sha256)
            ).fetchone()
            if found is None:
                raise KeyError(sha256)
            return self._reply(row, found)

    # --- what was filed --------------------------------------------------------------------------------

    def keep_filing(self, shop: str, request_id: str, content: bytes) -> None:
        """The bytes Kassapos gave its receipt for, so that the receipt can tell what was asked."""
        with self.box.changing() as db:
            digest, seal = sha256_of(content), self._seal(shop)
            closed = seal.close(content, place_of(shop, "filing", request_id, digest))
            db.execute(
                "INSERT OR REPLACE INTO filings VALUES(?, ?, ?, ?, ?, ?)",
                (request_id, shop, self._now, digest, seal.key_id, closed),
            )

    def filing(self, shop: str, request_id: str) -> bytes | None:
        """Those bytes; None when they are not on this PC or can no longer be opened."""
        with self.box.reading() as db:
            row = db.execute(
                "SELECT * FROM filings WHERE shop = ? AND request_id = ?", (shop, request_id)
            ).fetchone()
            if row is None:
                return None
            with suppress(Unopenable, VaultLocked, VaultMissing):
                place = place_of(shop, "filing", request_id, row["sha256"])
                content = self._opener(shop, row["key_id"]).open(row["body"], place)
                return content if sha256_of(content) == row["sha256"] else None
        return None

    def tidy(self, shop: str) -> None:
        """Forget old filings; a shop of which nothing is kept any more loses its key."""
        oldest = time_text(self._clock() - FILINGS_KEPT)
        with self.box.changing() as db:
            db.execute("DELETE FROM filings WHERE shop = ? AND kept_at < ?", (shop, oldest))
            if db.execute(_KEYS_USED, (shop,) * 3).fetchone() is None:
                with suppress(VaultLocked, VaultMissing):  # tried again at the next tidying
                    self._keys.drop(_kept(shop))

    # --- inside ----------------------------------------------------------------------------------------

    @property
    def _now(self) -> str:
        return time_text(self._clock())

    def _row(self, client_ref: str) -> sqlite3.Row:
        with self.box.reading() as db:
            row: sqlite3.Row | None = db.execute(
                "SELECT * FROM letters WHERE client_ref = ?", (client_ref,)
            ).fetchone()
        if row is None:
            raise KeyError(client_ref)
        return row

    def _step(self, db: sqlite3.Connection, client_ref: str, kind: str, detail: str) -> None:
        db.execute(
            "INSERT INTO letter_steps SELECT ?, COUNT(*), ?, ?, ? FROM letter_steps"
            " WHERE client_ref = ?",
            (client_ref, self._now, kind, detail, client_ref),
        )

    def _seal(self, shop: str) -> Seal:
        """The key that seals what is kept already; a new one when nothing is, or it is lost."""
        with self.box.reading() as db:
            used = db.execute(_KEYS_USED, (shop,) * 3).fetchall()
        for row in used:
            key = self._keys.get(_kept(shop), row["key_id"])
            if key is not None:
                return Seal(key)
        return Seal(self._keys.make(_kept(shop)))

    def _opener(self, shop: str, wanted: str) -> Seal:
        key = self._keys.get(_kept(shop), wanted)
        if key is None:
            raise Unopenable
        return Seal(key)

    def _body(self, row: sqlite3.Row) -> LetterBody:
        try:
            place = place_of(row["shop"], row["kind"], row["client_ref"], "letter")
            content = self._opener(row["shop"], row["key_id"]).open(row["body"], place)
            return decoder(LetterBody).decode(content)
        except (Unopenable, VaultLocked, VaultMissing, msgspec.MsgspecError):
            return LetterBody(Sender(), "", ())

    def _letter(self, db: sqlite3.Connection, row: sqlite3.Row) -> TrackedLetter:
        ref, body = row["client_ref"], self._body(row)
        steps = tuple(
            LetterStep(datetime.fromisoformat(one["at"]), one["kind"], one["detail"])
            for one in db.execute(
                "SELECT * FROM letter_steps WHERE client_ref = ? ORDER BY seq", (ref,)
            )
        )
        replies = tuple(
            _bare_reply(one)
            for one in db.execute(
                "SELECT * FROM replies WHERE client_ref = ? ORDER BY rowid", (ref,)
            )
        )
        intent = None
        with suppress(KeyError):
            intent = self.box.one(ref)
        return TrackedLetter(
            client_ref=ref,
            kind=IntentKind(row["kind"]),
            state=_state(row, bool(replies)),
            written_at=datetime.fromisoformat(row["written_at"]),
            sent_on=date.fromisoformat(row["sent_on"]) if row["sent_on"] else None,
            steps=steps,
            replies=replies,
            filed=filed_of_text(row["filed_json"]),
            sender=body.sender,
            subject=body.subject,
            lines=body.lines,
            wish=intent.wish if intent else None,
            documents=intent.documents if intent else 0,
            lasting=self.box.lasting,
        )

    def _reply(self, row: sqlite3.Row, found: sqlite3.Row) -> Reply:
        place = place_of(row["shop"], row["kind"], row["client_ref"], found["sha256"])
        try:
            seal = self._opener(row["shop"], found["key_id"])
            head, _, content = seal.open(found["body"], place).partition(b"\n")
            name = str(json.loads(head)["name"])
        except (Unopenable, VaultLocked, VaultMissing, ValueError, KeyError) as error:
            raise IntentSealed from error
        if sha256_of(content) != found["sha256"]:
            raise IntentSealed
        bare = _bare_reply(found)
        return Reply(bare.sha256, bare.media_type, bare.size_bytes, bare.received_at, name, content)


def _kept(shop: str) -> str:
    """What the lasting key of a shop is called; the outbox's own comes and goes."""
    return shop + KEPT


def _bytes(body: LetterBody) -> bytes:
    return msgspec.json.encode(asdict(body))


def _bare_reply(row: sqlite3.Row) -> Reply:
    received_at = datetime.fromisoformat(row["received_at"])
    return Reply(row["sha256"], row["media_type"], row["size_bytes"], received_at)


def _state(row: sqlite3.Row, answered: bool) -> LetterState:
    if row["closed_at"]:
        return LetterState.CLOSED
    if answered:
        return LetterState.ANSWERED
    return LetterState.SENT if row["sent_on"] else LetterState.WRITTEN
