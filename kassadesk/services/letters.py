"""Letters: writing a wish as a mail or on paper, and following it on this PC.

A wish that goes by letter stays in the outbox under its own reference, where nothing sends it by
itself. When the person files it with the API after all, it is that very wish, filed once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from kassadesk.core.clock import Clock, indian_day, utc_now
from kassadesk.core.errors import AttachmentRefused, KassaError
from kassadesk.core.evidence import EvidenceKind, Note, no_note
from kassadesk.core.intents import Wish
from kassadesk.core.letters import (
    Address,
    Letter,
    LetterWay,
    Reply,
    Sender,
    TrackedLetter,
    dues_of,
)
from kassadesk.core.papers import DrawnPaper
from kassadesk.files.atomic import write_bytes
from kassadesk.files.eml import eml_bytes, mailto
from kassadesk.outbox.letter_box import LetterBody
from kassadesk.services.evidence import LIMIT_BYTES, read_evidence
from kassadesk.services.letter_facts import letter_facts
from kassadesk.services.outbox import OutboxService

_MAIL = "message/rfc822"


class LettersService:
    """The letters of the shop that is signed in, or of this PC's person. Raises KassaError."""

    def __init__(self, outbox: OutboxService, clock: Clock = utc_now, note: Note = no_note) -> None:
        self._outbox = outbox
        self._clock = clock
        self._note = note

    @property
    def address(self) -> Address:
        """Whom the policy says to write to."""
        return letter_facts()[0]

    # --- the letter leaves this program ------------------------------------------------------------

    def mail(self, letter: Letter) -> bytes:
        """The letter as a mail file."""
        return eml_bytes(letter, self._clock())

    def save_mail(self, letter: Letter, path: Path) -> None:
        """The letter as a mail file at `path`."""
        write_bytes(path, self.mail(letter))

    def save_paper(self, letter: Letter, drawn: DrawnPaper, path: Path) -> None:
        """The letter on paper at `path`: a PDF that can be printed, searched and read aloud."""
        from kassadesk.files.pdf_finish import finished  # late: its library takes long to read

        write_bytes(path, finished(drawn, self._clock(), letter.language))

    @staticmethod
    def mailto(letter: Letter) -> str:
        """What opens a mail program with the letter in it; "" when it is too long or has documents."""
        return mailto(letter)

    # --- following -----------------------------------------------------------------------------------

    def track(self, wish: Wish, letter: Letter, sender: Sender, way: LetterWay) -> TrackedLetter:
        """The wish goes by letter from now on, and is never sent by itself.

        Raises Conflict when it may have left this PC by the API already.
        """
        body = LetterBody(sender, letter.subject, letter.lines)
        self._outbox.with_letters(
            wish.client_ref, lambda box, shop: box.write(shop, wish, body, way)
        )
        self._told(EvidenceKind.LETTER, letter, wish, way)
        return self.one(wish.client_ref)

    def sent(self, client_ref: str, day: date) -> TrackedLetter:
        """The person says on which day it went."""
        self._outbox.with_letters(client_ref, lambda box, _shop: box.sent(client_ref, day))
        facts = {"client_ref": client_ref, "day": day.isoformat()}
        self._note(EvidenceKind.LETTER_SENT, facts)
        return self.one(client_ref)

    def reminded(self, letter: Letter, way: LetterWay) -> TrackedLetter:
        """A reminder was written."""
        ref = letter.client_ref
        self._outbox.with_letters(ref, lambda box, _shop: box.reminded(ref, way))
        self._told(EvidenceKind.REMINDER, letter, None, way)
        return self.one(ref)

    def add_reply(self, client_ref: str, path: Path) -> TrackedLetter:
        """What came back, copied and sealed; dropping the same file again changes nothing.

        Raises AttachmentRefused for what is neither a mail nor a PDF or picture.
        """
        reply = read_reply(path, self._clock)
        added = self._outbox.with_letters(
            client_ref, lambda box, _shop: box.add_reply(client_ref, reply)
        )
        if added:
            facts = {"client_ref": client_ref, "sha256": reply.sha256, "type": reply.media_type}
            self._note(EvidenceKind.REPLY, facts)
        return self.one(client_ref)

    def save_reply(self, client_ref: str, sha256: str, path: Path) -> None:
        """A filed reply as a file again, byte for byte."""
        box, _shop = self._outbox.letters_of(client_ref)
        write_bytes(path, box.reply(client_ref, sha256).content)

    def close(self, client_ref: str) -> TrackedLetter:
        """The person says that it is settled."""
        self._outbox.with_letters(client_ref, lambda box, _shop: box.close(client_ref))
        self._note(EvidenceKind.LETTER_CLOSED, {"client_ref": client_ref})
        return self.one(client_ref)

    def forget(self, client_ref: str) -> None:
        """The letter and what came back are gone from this PC; the log keeps that it was written."""
        self._outbox.with_letters(client_ref, lambda box, _shop: box.forget(client_ref))

    # --- reading -------------------------------------------------------------------------------------

    def all(self) -> tuple[TrackedLetter, ...]:
        """Every letter, oldest first."""
        found = [one for box, shop in self._outbox.letter_boxes() for one in box.all(shop)]
        return tuple(self._with_dues(one) for one in found)

    def one(self, client_ref: str) -> TrackedLetter:
        """One letter. Raises KeyError."""
        box, _shop = self._outbox.letters_of(client_ref)
        return self._with_dues(box.one(client_ref))

    def wish(self, client_ref: str) -> Wish:
        """All that it asks, with the documents. Raises IntentSealed."""
        return self._outbox.wish(client_ref)

    def adopt(self, gstins: Iterable[str], names: Iterable[str]) -> int:
        """Take over what was written on this PC before this shop signed in: letters that name its
        GSTIN or, without one, its name. How many."""
        known = {_plain(one) for one in gstins if one}
        called = {_plain(one) for one in names if one}
        moved = 0
        for box, letter, shop in self._outbox.unowned_letters():
            sender = letter.sender
            fits = _plain(sender.gstin) in known if sender.gstin else _plain(sender.shop) in called
            if fits:
                with suppress(KassaError):
                    box.move(letter.client_ref, shop)
                    moved += 1
        return moved

    # --- inside ----------------------------------------------------------------------------------------

    def _with_dues(self, letter: TrackedLetter) -> TrackedLetter:
        if letter.sent_on is None:
            return letter
        return replace(letter, dues=dues_of(letter_facts()[1], letter.kind, letter.sent_on))

    def _told(self, kind: EvidenceKind, letter: Letter, wish: Wish | None, way: LetterWay) -> None:
        facts = {
            "client_ref": letter.client_ref,
            "kind": str(letter.kind),
            "way": str(way),
            "day": indian_day(self._clock()).isoformat(),
            "text_sha256": hashlib.sha256(letter.text.encode()).hexdigest(),
        }
        digests = [one.sha256 for one in letter.attachments]
        if digests and wish is not None:
            facts["documents"] = " ".join(digests)
        self._note(kind, facts)


def read_reply(path: Path, clock: Clock = utc_now) -> Reply:
    """A mail, PDF or picture that came back. Blocking. Raises AttachmentRefused."""
    try:
        document = read_evidence(path)
    except AttachmentRefused as refusal:
        if refusal.reason != "wrong_type":
            raise
        content = path.read_bytes()
        if not _is_mail(content):
            raise
        digest = hashlib.sha256(content).hexdigest()
        return Reply(digest, _MAIL, len(content), clock(), path.name, content)
    return Reply(
        document.sha256,
        document.media_type,
        document.size_bytes,
        clock(),
        document.name,
        document.content,
    )


def _is_mail(content: bytes) -> bool:
    """Whether the bytes are one mail: it says from whom, and when or by which way."""
    if len(content) > LIMIT_BYTES or b"\0" in content[:4096]:
        return False
    head = message_from_bytes(content[: 64 * 1024], policy=default)
    return bool(head["From"]) and bool(head["Date"] or head["Received"])


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
