"""The facts an export file carries as label and text, the same in both kinds of file."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping

from kassadesk.core.clock import IST
from kassadesk.core.lens import Lens, grouped
from kassadesk.files import sheet_words
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.reading import Seal


def read_me_lines(ledger: Ledger, proof: Proof) -> Iterator[tuple[str, str]]:
    """What a person should know first."""
    about = proof.about
    local = about.made_at.astimezone(IST)
    yield "Shop", about.shop_name
    if about.environment != "production":
        yield "Sample", "This is a sample shop. Nothing in this file is real."
    yield "Made on", local.strftime("%d-%m-%Y %H:%M IST")
    yield "Shows the data of", about.as_of.astimezone(IST).strftime("%d-%m-%Y %H:%M IST")
    yield "Snapshot", about.snapshot_id
    yield "Privacy policy then", about.policy_version
    yield "Made by", about.program
    if about.from_year or about.to_year:
        yield "Bills of the years", f"{about.from_year or 'first'} to {about.to_year or 'last'}"
    if about.since is not None:
        moment = about.since.astimezone(IST).strftime("%d-%m-%Y %H:%M:%S IST")
        yield "Only what is new", f"Dated {moment} or later. Before it: copy {about.since_snapshot}"
    if about.masked:
        yield "Masked copy", "Personal values are hidden. Nobody signed this file."
    else:
        yield "Signed", "Kassapos signed these values. The signature is in this file."
    yield (
        "How to check",
        "Open this file in KassaDesk, Review a file; or run: kassadesk verify FILE",
    )


def read_me_sheets(ledger: Ledger, proof: Proof) -> Iterator[tuple[str, str, str]]:
    """Each sheet with its totals and the number of its rows; hidden in a masked copy."""
    lens = Lens(proof.about.masked)
    for sheet in ledger.sheets:
        totals = [
            f"{sheet_words.title(sheet.plan.resource, column)}: "
            f"{lens.value(column.kind, sheet.totals[column.key])}"
            for column in sheet.plan.columns
            if column.key in sheet.totals
        ]
        held = "; ".join(totals) if sheet.rows else "Nothing is held"
        yield sheet.name, held, lens.count(sheet.rows)


def read_me_alterations(ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """What could not be written exactly as it is held, and how often."""
    for change in ledger.exact.alterations():
        column = sheet_words.TITLES[change.column][0]
        count = grouped(change.count)
        yield f"{change.sheet}, {column}", sheet_words.REASONS[change.reason], count


def proof_lines(ledger: Ledger, proof: Proof) -> Iterator[tuple[str, str]]:
    """The technical facts; the reader knows them by the label."""
    yield "Contents", ledger.contents(proof.about).to_json()
    if proof.signed is not None:
        signed = base64.urlsafe_b64encode(proof.signed.signed_bytes).decode("ascii").rstrip("=")
        yield "Signed manifest", signed
        yield "Signature", proof.signed.signature
        yield "Key id", proof.signed.key_id
    if proof.key is not None:
        yield "Published key", proof.key.public_key


def seal_of(facts: Mapping[str, str]) -> Seal | None:
    """The signed word among the facts read from a file; None when there is none."""
    if "Signed manifest" not in facts:
        return None
    return Seal(
        unpacked(facts["Signed manifest"]),
        facts.get("Signature", ""),
        facts.get("Key id", ""),
        facts.get("Published key", ""),
    )


def unpacked(text: str) -> bytes:
    """The bytes of base64url text without padding; nothing when it is none."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
