"""Makes real export files of the invented shop, signed with a key of the test's own."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kassadesk.core.canonical import PageChain, row_bytes, time_text
from kassadesk.core.exports import PartManifest, PublishedKey, SheetPlan, SignedManifest
from kassadesk.core.rows import Row
from kassadesk.core.work import QUIET, Work
from kassadesk.files.atomic import WrittenFile, write_file
from kassadesk.files.contents import About
from kassadesk.files.csv_file import CsvFile
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.xlsx_file import XlsxFile

AS_OF = datetime(2026, 6, 3, 4, 44, tzinfo=UTC)
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY_ID = "test-key"

Parts = Sequence[tuple[SheetPlan, Sequence[Row]]]


def text64(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


KEY = PublishedKey(KEY_ID, text64(PRIVATE.public_key().public_bytes_raw()), AS_OF)


def about(*, masked: bool = False) -> About:
    """The story of a test's export."""
    return About(
        "Kaveri Fresh Mart", "mer_1", "sample", "snap_1", AS_OF, AS_OF, masked, "2026-05-01",
        "KassaDesk test", ("billing",),
    )  # fmt: skip


def signed(parts: Parts, page_rows: int = 1000) -> SignedManifest:
    """The signed manifest as the contract makes it."""
    held = []
    for plan, rows in parts:
        chain = PageChain(page_rows)
        for row in rows:
            chain.add(row_bytes(row, plan.columns))
        held.append(
            {
                "resource": plan.resource.value,
                "query": {"financial_year": plan.year} if plan.year else {},
                "columns": [column.key for column in plan.columns],
                "page_rows": page_rows,
                "rows": chain.rows,
                "digest": chain.digest(),
            }
        )
    whole = {
        "contract": "1", "snapshot_id": "snap_1", "merchant_id": "mer_1", "shop_name": "Kaveri",
        "as_of": time_text(AS_OF), "schema_version": "1", "parts": held,
    }  # fmt: skip
    raw = json.dumps(whole).encode()
    return SignedManifest(
        "snap_1",
        "mer_1",
        AS_OF,
        "1",
        tuple(PartManifest(plan.resource, {}, (), len(rows), "") for plan, rows in parts),
        KEY_ID,
        text64(PRIVATE.sign(raw)),
        raw,
    )


def make(
    path: Path,
    parts: Parts,
    *,
    work: Work = QUIET,
    masked: bool = False,
    sheet_rows: int = 1_048_575,
) -> tuple[WrittenFile, Ledger]:
    """Write an export file of these sheets; the kind follows from the name."""
    ledger = Ledger()
    proof = Proof(about(masked=masked), None if masked else signed(parts), None if masked else KEY)

    def fill(out: BinaryIO, room: Path) -> None:
        if path.suffix == ".xlsx":
            with XlsxFile(out, room, ledger, work, sheet_rows) as book:
                _fill(book, parts, proof)
        else:
            with CsvFile(out, room, ledger, work) as files:
                _fill(files, parts, proof)

    return write_file(path, fill, may_replace=True, work=work), ledger


def _fill(
    target: XlsxFile | CsvFile, parts: Iterable[tuple[SheetPlan, Sequence[Row]]], proof: Proof
) -> None:
    for place, (plan, rows) in enumerate(parts):
        target.begin(plan, place, len(rows))
        target.add_all(rows)
    target.finish(proof)
