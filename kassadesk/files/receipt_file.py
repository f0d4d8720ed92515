"""A receipt as a .json file, and what a check of its signature says."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from pathlib import Path

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import PublishedKey, Verdict
from kassadesk.core.receipts import ReceiptCheck, SignedReceipt, asked_of, facts_of, filing_fits
from kassadesk.files.manifest import fits
from kassadesk.files.proof_lines import unpacked
from kassadesk.files.reading import Seal

FORMAT = "kassadesk-receipt"
EDITION = 1


def receipt_bytes(receipt: SignedReceipt) -> bytes:
    """The one form of a receipt file."""
    filing = None if receipt.filing is None else base64.b64encode(receipt.filing).decode()
    entries = {
        "format": FORMAT,
        "edition": EDITION,
        "signed": base64.b64encode(receipt.signed).decode(),
        "signature": receipt.signature,
        "key_id": receipt.key_id,
        "request": filing,
    }
    return json.dumps(entries, indent=1, sort_keys=True).encode() + b"\n"


def receipt_of(content: bytes, path: Path) -> SignedReceipt:
    """The receipt of a file that is exactly as it was written.

    Raises UnreadableExport: not_an_export for another kind of file, damaged for a changed one.
    """
    try:
        held = json.loads(content)
        ours = isinstance(held, dict) and held.get("format") == FORMAT
    except (ValueError, RecursionError) as error:
        raise UnreadableExport(path, reason=_why(content)) from error
    if not ours:
        raise UnreadableExport(path, reason=_why(content))
    if isinstance(held.get("edition"), int) and held["edition"] > EDITION:
        raise UnreadableExport(path, reason="newer_version")
    try:
        request = held["request"]
        receipt = SignedReceipt(
            signed=base64.b64decode(held["signed"], validate=True),
            signature=str(held["signature"]),
            key_id=str(held["key_id"]),
            filing=None if request is None else base64.b64decode(request, validate=True),
        )
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise UnreadableExport(path, reason="damaged") from error
    if receipt_bytes(receipt) != content:
        raise UnreadableExport(path, reason="damaged")
    return receipt


def check_receipt(receipt: SignedReceipt, known: Iterable[PublishedKey]) -> ReceiptCheck:
    """Whether Kassapos signed it, and whether the words are those it signed for."""
    try:
        facts_of(receipt.signed)
        if receipt.filing is not None:
            asked_of(receipt.filing)
        asked_fits = filing_fits(receipt)
    except ValueError:
        return ReceiptCheck(Verdict.CHANGED, receipt, problems=("asked",))
    candidates = [key for key in known if key.key_id == receipt.key_id]
    signer = next((key for key in candidates if _signed(receipt, key)), None)
    problems = ([] if signer or not candidates else ["signature"]) + (
        [] if asked_fits else ["asked"]
    )
    if problems:
        return ReceiptCheck(Verdict.CHANGED, receipt, problems=tuple(problems))
    if signer is None:
        return ReceiptCheck(Verdict.UNSIGNED, receipt)
    return ReceiptCheck(Verdict.UNCHANGED, receipt, signed_by=signer.key_id)


def looks_like_receipt(start: bytes) -> bool:
    """Whether a file is to be checked as a receipt, told from its first bytes."""
    return start.startswith(b"%PDF-") or f'"format": "{FORMAT}"'.encode() in start


def _signed(receipt: SignedReceipt, key: PublishedKey) -> bool:
    again = base64.urlsafe_b64encode(unpacked(receipt.signature)).rstrip(b"=").decode()
    if again != receipt.signature:  # other letters for the same bytes
        return False
    seal = Seal(receipt.signed, receipt.signature, receipt.key_id, key.public_key)
    return fits(seal, key.public_key)


def _why(content: bytes) -> str:
    return "damaged" if FORMAT.encode() in content else "not_an_export"
