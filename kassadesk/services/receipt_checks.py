"""Checking kept receipts: without sign-in, without internet, on any PC that has seen Kassapos' keys."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import Verdict
from kassadesk.core.papers import PaperText
from kassadesk.core.receipts import ReceiptCheck, SignedReceipt, code_text
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.page_words import bare
from kassadesk.files.qr_code import modules_of
from kassadesk.files.receipt_file import check_receipt, receipt_of
from kassadesk.files.receipt_pdf import LARGEST, code_bits, is_damaged, read_paper
from kassadesk.files.trouble import as_file_problem


class ReceiptWords(Protocol):
    """Says a receipt in words; implemented by `ui.words.receipt_lines`."""

    def __call__(self, receipt: SignedReceipt) -> tuple[PaperText, ...]:
        """Every paragraph of the paper. Raises ValueError for bytes that are no receipt's."""


class ReceiptChecks:
    """Checks receipt files. Blocking; needs no sign-in and no network."""

    def __init__(self, known_keys: KnownKeys, words: ReceiptWords) -> None:
        self._keys = known_keys
        self._words = words

    def check(self, path: Path) -> ReceiptCheck:
        """Whether a receipt is what Kassapos signed and shows nothing else.

        Raises UnreadableExport for what is no receipt, and FileProblem.
        """
        content = _read(path)
        if content.startswith(b"%PDF-"):
            return self._check_paper(content, path)
        return check_receipt(receipt_of(content, path), self._keys.all())

    def _check_paper(self, content: bytes, path: Path) -> ReceiptCheck:
        if is_damaged(content):  # not looked into any further
            return ReceiptCheck(Verdict.CHANGED, problems=("file",))
        found = read_paper(content, path)
        receipt = receipt_of(found.attached, path)
        check = check_receipt(receipt, self._keys.all())
        problems = list(check.problems)
        if not found.whole:
            problems.append("file")
        if not self._shows(found.words, found.code, receipt):
            problems.append("shown_text")
        if problems:
            return ReceiptCheck(Verdict.CHANGED, receipt, problems=tuple(problems))
        return check

    def _shows(self, words: str, code: bytes, receipt: SignedReceipt) -> bool:
        """Whether a paper shows exactly what its signed bytes say."""
        with suppress(ValueError):
            expected = "".join(bare(text.text) for text in self._words(receipt))
            return words == expected and code == code_bits(modules_of(code_text(receipt)))
        return False


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise UnreadableExport(path, reason="not_found") from error
    except OSError as error:
        raise as_file_problem(error, path) from error
    if len(content) > LARGEST:
        raise UnreadableExport(path, reason="too_large")
    return content
