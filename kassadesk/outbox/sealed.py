"""Sealed bodies in the outbox's file: written under the shop's key, opened again, digests compared."""

from __future__ import annotations

import sqlite3

from kassadesk.core.errors import VaultLocked, VaultMissing
from kassadesk.core.intents import Wish, documents_of, kind_of
from kassadesk.outbox.bodies import (
    Body,
    body_bytes,
    body_of,
    document_bytes,
    document_of,
    with_documents,
)
from kassadesk.outbox.rows import place_of, sha256_of
from kassadesk.outbox.seal import Seal, SealKeys, Unopenable


class SealedBodies:
    """The bodies of one file. Every method runs inside a transaction of the caller."""

    def __init__(self, db: sqlite3.Connection, keys: SealKeys) -> None:
        self._db = db
        self._keys = keys

    def write(self, shop: str, wish: Wish, revision: int) -> None:
        """Seal the wish into its row, in place of what is there. Raises VaultLocked, VaultMissing."""
        ref, kind = wish.client_ref, kind_of(wish)
        seal = self._seal_to_write(shop)
        body = seal.close(body_bytes(wish), place_of(shop, kind, ref, revision))
        self._db.execute(
            "UPDATE intents SET body = ?, revision = ?, key_id = ? WHERE client_ref = ?",
            (body, revision, seal.key_id, ref),
        )
        self._db.execute("DELETE FROM documents WHERE client_ref = ?", (ref,))
        for number, document in enumerate(documents_of(wish)):
            place = place_of(shop, kind, ref, document.sha256)
            closed = seal.close(document_bytes(document), place)
            self._db.execute(
                "INSERT INTO documents VALUES(?, ?, ?, ?)", (ref, number, document.sha256, closed)
            )

    def read(self, row: sqlite3.Row) -> Wish:
        """The wish with its documents, each as it was chosen. Raises Unopenable."""
        seal, body = self._opened(row)
        documents = []
        for found in self._db.execute(
            "SELECT * FROM documents WHERE client_ref = ? ORDER BY place", (row["client_ref"],)
        ):
            place = place_of(row["shop"], row["kind"], row["client_ref"], found["sha256"])
            document = document_of(seal.open(found["body"], place), found["sha256"])
            if sha256_of(document.content) != found["sha256"]:
                raise Unopenable
            documents.append(document)
        if tuple(document.sha256 for document in documents) != body.digests:
            raise Unopenable
        return with_documents(body.wish, documents)

    def glance(self, row: sqlite3.Row) -> Wish | None:
        """The wish without its documents; None when it has no body or it cannot be opened."""
        if row["body"] is None:
            return None
        try:
            return self._opened(row)[1].wish
        except Unopenable:
            return None

    def _seal_to_write(self, shop: str) -> Seal:
        """The key that seals what is there already; a new one when nothing is, or it is lost."""
        used = self._db.execute(
            "SELECT DISTINCT key_id FROM intents WHERE shop = ? AND body IS NOT NULL", (shop,)
        ).fetchall()
        for row in used:
            key = self._keys.get(shop, row["key_id"])
            if key is not None:
                return Seal(key)
        return Seal(self._keys.make(shop))

    def _opened(self, row: sqlite3.Row) -> tuple[Seal, Body]:
        try:
            key = self._keys.get(row["shop"], row["key_id"])
        except (VaultLocked, VaultMissing) as error:
            raise Unopenable from error
        if key is None:
            raise Unopenable
        seal = Seal(key)
        place = place_of(row["shop"], row["kind"], row["client_ref"], row["revision"])
        content = seal.open(row["body"], place)
        return seal, body_of(row["kind"], content, row["client_ref"], row["key"])
