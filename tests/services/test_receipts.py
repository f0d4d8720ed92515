"""A kept receipt says by itself, offline, whether it is what Kassapos signed."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import Verdict
from kassadesk.core.receipts import SignedReceipt
from kassadesk.files.receipt_file import receipt_bytes
from kassadesk.files.receipt_pdf import with_tail
from kassadesk.services.receipt_checks import ReceiptChecks
from kassadesk.services.receipts import ReceiptsService
from kassadesk.ui.paper.drawing import draw
from kassadesk.ui.words.consent_lines import consent_texts
from kassadesk.ui.words.receipt_lines import receipt_texts
from tests.examples import examples
from tests.services.receipt_making import AFTER, KEY_ID, Signer

EDITS = 600
"""Random edits tried on each of the two kinds of file."""


@pytest.fixture(scope="module")
def signer() -> Signer:
    return Signer()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("receipts")


@pytest.fixture(scope="module")
def checks(signer: Signer, room: Path) -> ReceiptChecks:
    return ReceiptChecks(signer.known(room / "data"), receipt_texts, consent_texts)


@pytest.fixture(scope="module")
def receipt(signer: Signer) -> SignedReceipt:
    return signer.receipt()


@pytest.fixture(scope="module")
def paper(qapp: Any, receipt: SignedReceipt, room: Path) -> Path:
    return saved(receipt, room / "receipt.pdf")


def saved(receipt: SignedReceipt, path: Path) -> Path:
    """The receipt as a PDF, through the program's own drawing and saving."""
    service = ReceiptsService(cast(Any, None), cast(Any, None), cast(Any, None), receipt_texts)
    service.save_paper(receipt, draw(service.paper(receipt)), path)
    return path


def verdict(checks: ReceiptChecks, path: Path, content: bytes) -> str:
    """What a check says of these bytes; unreadable ones are not called unchanged either."""
    path.write_bytes(content)
    try:
        return str(checks.check(path).verdict)
    except UnreadableExport as error:
        return error.reason


def test_a_receipt_is_found_unchanged_as_a_file_and_as_a_paper(
    checks: ReceiptChecks, receipt: SignedReceipt, paper: Path, room: Path
) -> None:
    kept = room / "receipt.json"
    kept.write_bytes(receipt_bytes(receipt))
    for path in (kept, paper):
        found = checks.check(path)
        assert found.verdict is Verdict.UNCHANGED
        assert found.signed_by == KEY_ID
        assert found.receipt == receipt


def test_a_request_that_was_not_sent_from_this_pc_has_a_receipt_too(
    qapp: Any, checks: ReceiptChecks, signer: Signer, room: Path
) -> None:
    path = saved(signer.receipt(kept=False), room / "elsewhere.pdf")
    assert checks.check(path).verdict is Verdict.UNCHANGED


def test_a_key_nobody_has_published_proves_nothing(
    qapp: Any, checks: ReceiptChecks, room: Path
) -> None:
    stranger = replace(Signer().receipt(), key_id="kp-2031-9")
    path = saved(stranger, room / "stranger.pdf")
    assert checks.check(path).verdict is Verdict.UNSIGNED
    forged = saved(Signer().receipt(), room / "forged.pdf")
    assert checks.check(forged).verdict is Verdict.CHANGED


@settings(max_examples=examples(EDITS), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_random_edit_of_the_file_is_found(
    checks: ReceiptChecks, receipt: SignedReceipt, room: Path, data: st.DataObject
) -> None:
    content = receipt_bytes(receipt)
    assert verdict(checks, room / "edited.json", edited(content, data)) != Verdict.UNCHANGED


@settings(max_examples=examples(EDITS), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_random_edit_of_the_paper_is_found(
    checks: ReceiptChecks, paper: Path, room: Path, data: st.DataObject
) -> None:
    content = paper.read_bytes()
    assert verdict(checks, room / "edited.pdf", edited(content, data)) != Verdict.UNCHANGED


def edited(content: bytes, data: st.DataObject) -> bytes:
    """The bytes with one change: another byte, one more, one less, or the end cut off."""
    at = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(1, 255))
    changed = bytes([content[at] ^ other])
    return data.draw(
        st.sampled_from(
            [
                content[:at] + changed + content[at + 1 :],
                content[:at] + bytes([other]) + content[at:],
                content[:at] + content[at + 1 :],
                content[:at],
            ]
        )
    )


def forged(paper: Path, change: Any, *, by_windows: bool = False) -> bytes:
    """A paper whose page was changed by somebody who also makes the last line fit."""
    content = paper.read_bytes()
    body = content[: content.rindex(b"%KassaDesk")]
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    page = writer.pages[0]
    contents = page["/Contents"].get_object()
    stream = DecodedStreamObject()
    stream.set_data(change(cast(Any, contents).get_data()))
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    if by_windows:
        for font in cast(Any, page)["/Resources"]["/Font"].values():
            name = font.get_object()["/BaseFont"].partition("-")[0]
            font.get_object()[NameObject("/BaseFont")] = NameObject(f"{name}-0-600")
    out = io.BytesIO()
    writer.write(out)
    return with_tail(out.getvalue())


def other_letter(content: bytes) -> bytes:
    """One glyph drawn as another; the words beside it stay."""
    return content.replace(b"Td <0003> Tj", b"Td <0005> Tj", 1)


def other_words(content: bytes) -> bytes:
    """One letter of the words beside the glyphs, among them a Tamil one, is another."""
    assert b"0B95" in content
    return content.replace(b"0B95", b"0B9A", 1)


def box_over_all(content: bytes) -> bytes:
    """A white box that hides what stands there."""
    return content + b"q\n1 1 1 scn\n0 0 m\n400 0 l\n400 700 l\nh\nf\nQ\n"


def white_letters(content: bytes) -> bytes:
    """A letter that cannot be seen."""
    return content.replace(b"0 0 0 scn", b"0.99 0.99 0.99 scn", 3)


@pytest.mark.parametrize("change", [other_letter, other_words, box_over_all, white_letters])
def test_a_forger_who_makes_the_fingerprint_fit_is_found_by_what_is_shown(
    checks: ReceiptChecks, paper: Path, room: Path, change: Any
) -> None:
    assert verdict(checks, room / "forged.pdf", forged(paper, lambda same: same)) == "unchanged"
    path = room / "forged.pdf"
    path.write_bytes(forged(paper, change))
    found = checks.check(path)
    assert found.verdict is Verdict.CHANGED
    assert found.problems == ("shown_text",)


def test_a_forged_letter_is_found_on_a_paper_drawn_by_windows(
    checks: ReceiptChecks, paper: Path, room: Path
) -> None:
    """Its fonts have other names there: the letters were not looked at for that, once."""
    path = room / "forged.pdf"
    same = forged(paper, lambda content: content, by_windows=True)
    assert verdict(checks, path, same) == Verdict.UNCHANGED
    assert verdict(checks, path, forged(paper, other_letter, by_windows=True)) == Verdict.CHANGED


def test_another_receipt_attached_to_a_paper_is_found(
    qapp: Any, checks: ReceiptChecks, signer: Signer, paper: Path, room: Path
) -> None:
    """The attached one is genuine, and so is its signature: it only does not say what is shown."""
    other = receipt_bytes(signer.receipt("another address"))
    content = paper.read_bytes()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    found = next(iter(writer.attachment_list))
    found.content = other
    out = io.BytesIO()
    writer.write(out)
    assert verdict(checks, room / "swapped.pdf", with_tail(out.getvalue())) == Verdict.CHANGED


def test_without_the_comparison_of_what_is_shown_a_forgery_passes(
    checks: ReceiptChecks, paper: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: the two tests above would fail if the check did not look."""
    monkeypatch.setattr(ReceiptChecks, "_shows", lambda *_: True)
    assert verdict(checks, room / "forged.pdf", forged(paper, other_letter)) == Verdict.UNCHANGED


def test_without_the_last_line_an_edit_that_nobody_sees_passes(
    checks: ReceiptChecks, paper: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control for the random edits."""
    content = paper.read_bytes()
    changed = content.replace(b"/Creator (KassaDesk)", b"/Creator (KassaDisk)")
    assert changed != content
    assert verdict(checks, room / "edited.pdf", changed) == Verdict.CHANGED
    monkeypatch.setattr("kassadesk.files.receipt_pdf.with_tail", lambda _: changed)
    assert verdict(checks, room / "edited.pdf", changed) == Verdict.UNCHANGED


def test_other_files_are_called_no_receipt(checks: ReceiptChecks, room: Path) -> None:
    assert verdict(checks, room / "other.json", b'{"format": "else"}') == "not_an_export"
    assert verdict(checks, room / "other.pdf", b"%PDF-1.7\n%%EOF\n") == "not_an_export"


def test_what_was_asked_is_proven_by_the_sent_bytes_and_nothing_else(
    checks: ReceiptChecks, receipt: SignedReceipt, room: Path
) -> None:
    assert receipt.filing is not None
    other = replace(receipt, filing=receipt.filing.replace(b"41 Bh", b"43 Bh"))
    assert verdict(checks, room / "asked.json", receipt_bytes(other)) == Verdict.CHANGED


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not here")
def test_another_program_reads_the_words_tamil_and_hindi_too(paper: Path) -> None:
    read = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, check=True)
    words = " ".join(read.stdout.decode().split())
    assert AFTER in words
    assert "Receipt number: RCP-2026-000042" in words


def test_two_drawings_of_a_receipt_are_the_same_bytes_and_name_nobody(
    qapp: Any, receipt: SignedReceipt, paper: Path, room: Path
) -> None:
    again = saved(receipt, room / "again.pdf")
    assert again.read_bytes() == paper.read_bytes()
    facts = PdfReader(paper).metadata
    assert facts is not None
    assert facts.title == "Receipt of a request to Kassapos"
    assert b"Qt 6" not in paper.read_bytes()
