"""The words of a consent receipt, line by line, in English in every window.

Like those of a receipt they are part of what a check compares, on any PC: they know no Qt and no
language of the window. Change them never; for another wording begin another edition.
"""

from __future__ import annotations

from kassadesk.core.consents import ConsentFact, ConsentReceipt, consent_facts
from kassadesk.core.lens import time_in_words
from kassadesk.core.papers import LineRole, PaperText

TITLE = "Receipt of a choice at Kassapos"
_STATES = {
    "given": "Switched on",
    "refused": "Not chosen",
    "withdrawn": "Switched off",
    "renewed": "Confirmed again",
    "expired": "Ended by itself",
    "invalidated": "Declared void",
}
_ACTORS = {
    "owner": "the owner of the shop",
    "staff": "staff of the shop",
    "support": "Kassapos' support",
    "system": "Kassapos' program",
}
_CHANNELS = {"whatsapp": "WhatsApp", "sms": "SMS", "email": "E-mail", "in_app": "In the app"}
_LANGUAGES = {"en": "English", "ta": "Tamil", "hi": "Hindi"}


def consent_texts(receipt: ConsentReceipt) -> tuple[PaperText, ...]:
    """Every paragraph of the paper, all of it from the signed bytes.

    Raises ValueError for bytes that are no consent record's.
    """
    facts = consent_facts(receipt.signed)
    head, small = LineRole.HEAD, LineRole.SMALL
    newest = facts.events[-1]
    lines = [
        PaperText(TITLE, LineRole.TITLE),
        *(PaperText(f"Purpose: {_one(one)}") for one in facts.purposes),
        PaperText(f"Channel: {_CHANNELS.get(facts.channel, 'none')}"),
        PaperText(f"It stands: {_state(newest)}, {time_in_words(newest.happened_at)} (India)"),
        PaperText("What Kassapos says it does", head),
        PaperText(f"Legal basis: {_list(facts.legal_bases)}"),
        PaperText(f"Kinds of data: {_list(facts.data)}"),
        PaperText(f"Kept in: {_list(facts.places)}"),
        PaperText(f"Responsible: {_list(facts.controllers)}"),
        PaperText(f"Given to: {_list(facts.recipients) or 'nobody else'}"),
        PaperText(f"To withdraw: {_list(facts.withdrawal)}"),
        PaperText("Every event, oldest first", head),
        *(PaperText(_event(one)) for one in facts.events),
        PaperText("Fingerprints", head),
        PaperText(f"This record (SHA-256): {receipt.digest}", small),
        PaperText(
            f"Policy text {_one(facts.policy_version)} (SHA-256): {_one(facts.policy_sha256)}",
            small,
        ),
        PaperText("Signature of Kassapos", head),
        PaperText(f"Record: {_one(facts.record_id)}", small),
        PaperText(f"Account: {_one(facts.subject_id)}", small),
        PaperText(f"Key: {_one(receipt.key_id)}", small),
        PaperText(f"Ed25519: {_one(receipt.signature)}", small),
        PaperText(
            "Check this file without internet: kassadesk verify FILE. The record is attached to it as"
            " JSON-LD (ISO/IEC TS 27560). The code below holds record, fingerprint, key and signature.",
            small,
        ),
    ]
    return tuple(lines)


def _event(event: ConsentFact) -> str:
    number = f"receipt {_one(event.receipt_number)}" if event.receipt_number else "no receipt"
    language = _LANGUAGES.get(event.language, _one(event.language))
    return (
        f"{_state(event)}, {time_in_words(event.happened_at)}, by"
        f" {_ACTORS.get(event.actor, _one(event.actor))}, {_one(event.method)}, policy"
        f" {_one(event.policy_version)} in {language}, {number}"
    )


def _state(event: ConsentFact) -> str:
    return _STATES.get(event.state, _one(event.state))


def _list(texts: tuple[str, ...]) -> str:
    return ", ".join(map(_one, texts))


def _one(text: str) -> str:
    """A value in one paragraph, in which nothing can play another line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
