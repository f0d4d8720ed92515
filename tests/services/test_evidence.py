"""Files chosen as evidence: told by content, copied once, never more than agreed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kassadesk.core.errors import AttachmentRefused
from kassadesk.services.evidence import LIMIT_BYTES, read_evidence

PDF = b"%PDF-1.7\n..."


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\xff\xd8\xff\xe0JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
    ],
)
def test_type_is_told_from_the_content_not_the_name(
    tmp_path: Path, content: bytes, media_type: str
) -> None:
    path = tmp_path / "certificate.exe"
    path.write_bytes(content)

    evidence = read_evidence(path)

    assert evidence.media_type == media_type
    assert evidence.sha256 == hashlib.sha256(content).hexdigest()
    assert (evidence.size_bytes, evidence.content) == (len(content), content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00", "wrong_type"),
        (b" %PDF-1.7", "wrong_type"),
        (b"%PDF-" + b"x" * LIMIT_BYTES, "too_large"),
    ],
)
def test_unfit_file_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "proof.pdf"
    path.write_bytes(content)

    with pytest.raises(AttachmentRefused) as refused:
        read_evidence(path)

    assert refused.value.reason == reason


def test_largest_agreed_file_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "proof.pdf"
    path.write_bytes(PDF.ljust(LIMIT_BYTES, b"x"))

    assert read_evidence(path).size_bytes == LIMIT_BYTES


@pytest.mark.parametrize("name", ["missing.pdf", "."])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(AttachmentRefused) as refused:
        read_evidence(tmp_path / name)

    assert refused.value.reason == "unreadable"


def test_change_after_choosing_does_not_change_what_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "proof.pdf"
    path.write_bytes(PDF)
    evidence = read_evidence(path)

    path.write_bytes(b"%PDF-other")

    assert evidence.content == PDF
    assert hashlib.sha256(evidence.content).hexdigest() == evidence.sha256
