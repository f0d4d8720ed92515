"""The words of a receipt, line by line, in English in every window.

They are part of what a check compares, on any PC and with no window at all: so they know no Qt and no
language of the window, and a change of them makes older papers read otherwise. Change them never; for
another wording begin another edition.
"""

from __future__ import annotations

from kassadesk.core.lens import time_in_words
from kassadesk.core.papers import LineRole, PaperText
from kassadesk.core.receipts import Asked, SignedReceipt, asked_of, facts_of

_TYPES = {
    "correction": "Correction",
    "deletion": "Deletion",
    "access": "Copy of everything held",
    "access:categories": "Copy of some kinds of data",
    "portability": "Copy that another service can read",
    "nomination": "Nomination",
    "minor-report": "Report of a young person's data",
}
TITLE = "Receipt of a request to Kassapos"


def receipt_texts(receipt: SignedReceipt) -> tuple[PaperText, ...]:
    """Every paragraph of the paper, all of it from the signed bytes and what they prove.

    Raises ValueError for bytes that are no receipt's.
    """
    facts = facts_of(receipt.signed)
    head, small = LineRole.HEAD, LineRole.SMALL
    texts = [
        PaperText(TITLE, LineRole.TITLE),
        PaperText(f"Receipt number: {facts.receipt_number}"),
        PaperText(f"Request: {facts.reference}"),
        PaperText(f"Received by Kassapos: {time_in_words(facts.received_at)} (India)"),
        PaperText("What was asked", head),
    ]
    if receipt.filing is None:
        texts.append(
            PaperText(
                "The request was not sent from this PC, so its words are not here. Its fingerprint is."
            )
        )
    else:
        texts += [PaperText(line) for line in asked_lines(asked_of(receipt.filing))]
    texts += [
        PaperText("Fingerprints", head),
        PaperText(f"Request (SHA-256): {facts.request_digest}", small),
        *(
            PaperText(f"Document {number} (SHA-256): {digest}", small)
            for number, digest in enumerate(facts.attachment_digests, start=1)
        ),
        PaperText("Signature of Kassapos", head),
        PaperText(f"Key: {receipt.key_id}", small),
        PaperText(f"Ed25519: {receipt.signature}", small),
        PaperText(f"Account: {facts.merchant_id}", small),
        PaperText(
            "Check this file without internet: kassadesk verify FILE. The signed bytes are attached to"
            " it. The code below holds number, fingerprint, key and signature.",
            small,
        ),
    ]
    return tuple(texts)


def asked_lines(asked: Asked) -> list[str]:
    """What was asked, in lines."""
    lines = [f"Kind: {_TYPES.get(asked.type, asked.type)}"]
    for field_id, before, after in asked.corrections:
        lines.append(f"Field: {field_id}")
        lines.append(f"Now: {_one(before) or 'empty'}")
        lines.append(f"Correct: {_one(after)}")
    if asked.type == "deletion":
        lines += [f"Delete the field: {one}" for one in asked.fields]
    lines += [f"Kind of data: {one}" for one in asked.categories]
    if asked.close_account:
        lines.append("Close the account and delete what belongs to it")
    lines += [f"Nominee: {_one(one)}" for one in asked.nominee]
    lines += [f"Noticed: {_one(one)}" for one in asked.minor]
    if asked.why:
        lines.append(f"Reason: {_one(asked.why)}")
    if asked.documents:
        lines.append(f"Documents: {asked.documents}")
    return lines


def _one(text: str) -> str:
    """A value in one paragraph, in which nothing can play another line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
