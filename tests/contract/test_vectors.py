"""tests/wire/row_digests.json says what the contract says.

Every implementation (sandbox, files) is tested against that file; this test recomputes it with its own
few lines, written from the contract's text and from RFC 8785 section 3.2.2.2 alone.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parents[1] / "wire" / "row_digests.json"
SHORT = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}


def written(value: Any) -> str:
    """One value as RFC 8785 JSON, written out by hand."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return f"{value:d}"
    text = ""
    for character in unicodedata.normalize("NFC", value):
        point = ord(character)
        text += SHORT.get(point) or (f"\\u{point:04x}" if point < 32 else character)
    return f'"{text}"'


def row_bytes(row: list[Any]) -> bytes:
    return ("[" + ",".join(map(written, row)) + "]\n").encode()


def page_digests(rows: list[list[Any]], page_rows: int) -> list[str]:
    digests: list[str] = []
    for start in range(0, max(len(rows), 1), page_rows):
        before = digests[-1].encode("ascii") if digests else b""
        body = b"".join(row_bytes(row) for row in rows[start : start + page_rows])
        digests.append(hashlib.sha256(before + body).hexdigest())
    return digests


def vectors(part: str) -> list[Any]:
    found: list[Any] = json.loads(VECTORS.read_text(encoding="utf-8"))[part]
    return found


@pytest.mark.parametrize("vector", vectors("rows"), ids=lambda v: v["name"])
def test_a_row_has_exactly_these_bytes(vector: dict[str, Any]) -> None:
    assert len(vector["kinds"]) == len(vector["row"])
    assert row_bytes(vector["row"]).hex() == vector["bytes_hex"]
    assert hashlib.sha256(bytes.fromhex(vector["bytes_hex"])).hexdigest() == vector["sha256"]


@pytest.mark.parametrize("vector", vectors("rows"), ids=lambda v: v["name"])
def test_the_bytes_read_back_as_the_same_values(vector: dict[str, Any]) -> None:
    read = json.loads(bytes.fromhex(vector["bytes_hex"]))
    normal = [unicodedata.normalize("NFC", v) if isinstance(v, str) else v for v in vector["row"]]
    assert read == normal


@pytest.mark.parametrize("vector", vectors("chains"), ids=lambda v: v["name"])
def test_pages_chain_to_exactly_these_digests(vector: dict[str, Any]) -> None:
    digests = page_digests(vector["rows"], vector["page_rows"])
    assert digests == vector["page_digests"]
    assert digests[-1] == vector["snapshot_digest"]


def test_the_digest_depends_on_order_page_size_and_every_value() -> None:
    vector = next(v for v in vectors("chains") if len(v["rows"]) == 7)
    rows, whole = vector["rows"], vector["snapshot_digest"]
    assert page_digests([rows[1], rows[0], *rows[2:]], vector["page_rows"])[-1] != whole
    assert page_digests(rows, 2)[-1] != whole
    for place in range(len(rows[0])):
        changed = [list(rows[0]), *rows[1:]]
        changed[0][place] = None
        assert page_digests(changed, vector["page_rows"])[-1] != whole
