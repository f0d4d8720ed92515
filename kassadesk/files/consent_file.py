"""A consent receipt as a JSON-LD file, and what a check of it says.

The whole file follows from the signed record, its signature and the key's name. So a check builds it
anew and compares every byte: no statement in it can be other than what Kassapos signed.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from pathlib import Path

from kassadesk.core.consents import ConsentReceipt, consent_facts, record_of
from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import PublishedKey, Verdict
from kassadesk.core.receipts import ReceiptCheck
from kassadesk.files.consent_linked import linked_record
from kassadesk.files.consent_terms import terms
from kassadesk.files.manifest import fits
from kassadesk.files.proof_lines import unpacked
from kassadesk.files.reading import Seal

FORMAT = "kassadesk-consent-receipt"
EDITION = 1


def consent_bytes(receipt: ConsentReceipt) -> bytes:
    """The one form of a consent receipt file."""
    record = record_of(receipt.signed)
    known = terms()
    numbers = [one["receipt_number"] for one in record["events"] if one.get("receipt_number")]
    digest = base64.urlsafe_b64encode(bytes.fromhex(receipt.digest)).rstrip(b"=").decode()
    entries = {
        "format": FORMAT,  # the context says that these two are no statements
        "edition": EDITION,
        "@context": {**known.prefixes, "format": None, "edition": None},
        "@id": f"ni:///sha-256;{digest}",
        "@type": "dpv:ConsentReceipt",
        "dct:identifier": numbers[-1] if numbers else record["header"]["record_id"],
        "dct:conformsTo": {"@id": known.receipt},
        "dct:created": {"@type": "xsd:dateTime", "@value": record["events"][-1]["event_time"]},
        "dct:publisher": {"@id": f"kassadesk:party/{record['parties'][0]['party_id']}"},
        "schema:recipient": {"@id": "dpv:DataSubject"},
        "dpv:hasRecordOfActivity": linked_record(record),
        "kassadesk:signed": base64.b64encode(receipt.signed).decode(),
        "kassadesk:signature": receipt.signature,
        "kassadesk:keyId": receipt.key_id,
    }
    return json.dumps(entries, indent=1, ensure_ascii=False).encode() + b"\n"


def looks_like_consent(start: bytes) -> bool:
    """Whether a file is to be checked as a consent receipt, told from its first bytes."""
    return f'"format": "{FORMAT}"'.encode() in start


def consent_of(content: bytes, path: Path) -> tuple[ConsentReceipt, bool]:
    """The receipt in a file, and whether the file is exactly as it was written.

    Raises UnreadableExport: not_an_export for another kind of file, damaged when nothing signed is
    left in it, newer_version.
    """
    reason = "damaged" if FORMAT.encode() in content else "not_an_export"
    try:
        held = json.loads(content)
        if held.get("format") != FORMAT:
            raise UnreadableExport(path, reason=reason)
        if isinstance(held.get("edition"), int) and held["edition"] > EDITION:
            raise UnreadableExport(path, reason="newer_version")
        receipt = ConsentReceipt(
            signed=base64.b64decode(held["kassadesk:signed"], validate=True),
            signature=str(held["kassadesk:signature"]),
            key_id=str(held["kassadesk:keyId"]),
        )
        return receipt, consent_bytes(receipt) == content
    except (
        AttributeError,
        IndexError,
        KeyError,
        TypeError,
        ValueError,
        RecursionError,
        binascii.Error,
    ) as error:
        raise UnreadableExport(path, reason=reason) from error


def check_consent(
    receipt: ConsentReceipt, known: Iterable[PublishedKey], whole: bool = True
) -> ReceiptCheck:
    """Whether Kassapos signed it. `whole` False: the file around it is not as it was written."""
    try:
        consent_facts(receipt.signed)
    except ValueError:
        return ReceiptCheck(Verdict.CHANGED, problems=("file",))
    candidates = [key for key in known if key.key_id == receipt.key_id]
    signer = next((key for key in candidates if _signed(receipt, key)), None)
    problems = [] if signer or not candidates else ["signature"]
    if not whole:
        problems.append("file")
    if problems:
        return ReceiptCheck(Verdict.CHANGED, receipt, problems=tuple(problems))
    if signer is None:
        return ReceiptCheck(Verdict.UNSIGNED, receipt)
    return ReceiptCheck(Verdict.UNCHANGED, receipt, signed_by=signer.key_id)


def _signed(receipt: ConsentReceipt, key: PublishedKey) -> bool:
    again = base64.urlsafe_b64encode(unpacked(receipt.signature)).rstrip(b"=").decode()
    if again != receipt.signature:  # other letters for the same bytes
        return False
    seal = Seal(receipt.digest.encode("ascii"), receipt.signature, receipt.key_id, key.public_key)
    return fits(seal, key.public_key)
