"""A row of the file as an Intent, and single values as its columns hold them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from datetime import UTC, datetime

from kassadesk.core.errors import FieldProblem
from kassadesk.core.intents import Filed, Intent, IntentKind, IntentState, Trouble, Wish


def place_of(shop: str, kind: str, client_ref: str, part: int | str) -> str:
    """What a sealed text is bound to. `part`: the revision, or a document's digest."""
    return f"{client_ref}/{part}/{kind}/{shop}"


def time_text(moment: datetime) -> str:
    """A moment as it is written: UTC with microseconds, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(text: str | None) -> datetime | None:
    """The moment of a text of `time_text`."""
    return None if text is None else datetime.fromisoformat(text)


def sha256_of(content: bytes) -> str:
    """Digest in hex."""
    return hashlib.sha256(content).hexdigest()


def trouble_text(trouble: Trouble | None) -> str | None:
    """A trouble as its column holds it."""
    if trouble is None:
        return None
    problems = [[one.pointer, one.reason] for one in trouble.problems]
    return json.dumps({"code": trouble.code, "reason": trouble.reason, "problems": problems})


def filed_text(filed: Filed) -> str:
    """An answer as its column holds it."""
    entries = {
        "filed_at": time_text(filed.filed_at),
        "request_id": filed.request_id,
        "reference": filed.reference,
        "receipt_number": filed.receipt_number,
    }
    return json.dumps(entries)


def intent_of(row: sqlite3.Row, wish: Wish | None, lasting: bool) -> Intent:
    """The row as the core says it."""
    return Intent(
        client_ref=row["client_ref"],
        shop=row["shop"],
        kind=IntentKind(row["kind"]),
        state=IntentState(row["state"]),
        created_at=datetime.fromisoformat(row["created_at"]),
        idempotency_key=row["key"],
        key_made_at=datetime.fromisoformat(row["key_made_at"]),
        revision=row["revision"],
        attempts=row["attempts"],
        next_try_at=moment_of(row["next_try_at"]),
        posted_at=moment_of(row["posted_at"]),
        trouble=_trouble(row["trouble_json"]),
        filed=_filed(row["filed_json"]),
        wish=wish,
        documents=row["documents"],
        lasting=lasting,
    )


def _trouble(text: str | None) -> Trouble | None:
    if text is None:
        return None
    entries = json.loads(text)
    problems = tuple(FieldProblem(*one) for one in entries["problems"])
    return Trouble(entries["code"], entries["reason"], problems)


def _filed(text: str | None) -> Filed | None:
    if text is None:
        return None
    entries = json.loads(text)
    return Filed(**entries | {"filed_at": datetime.fromisoformat(entries["filed_at"])})
