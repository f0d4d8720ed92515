"""Checking kept receipts: without sign-in, without internet, on any PC that has seen Kassapos' keys."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kassadesk.core.consents import ConsentReceipt, consent_code
from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import PublishedKey, Verdict
from kassadesk.core.papers import PaperText
from kassadesk.core.receipts import ReceiptCheck, SignedReceipt, code_text
from kassadesk.files.consent_file import check_consent, consent_of, looks_like_consent
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.page_words import bare
from kassadesk.files.qr_code import modules_of
from kassadesk.files.receipt_file import check_receipt, receipt_of
from kassadesk.files.receipt_pdf import CONSENT, LARGEST, code_bits, is_damaged, read_paper
from kassadesk.files.trouble import as_file_problem


class ReceiptWords(Protocol):
    """Says a receipt in words; implemented by `ui.words.receipt_lines`."""

    def __call__(self, receipt: SignedReceipt) -> tuple[PaperText, ...]:
        """Every paragraph of the paper. Raises ValueError for bytes that are no receipt's."""


class ConsentWords(Protocol):
    """Says a consent receipt in words; implemented by `ui.words.consent_lines`."""

    def __call__(self, receipt: ConsentReceipt) -> tuple[PaperText, ...]:
        """Every paragraph of the paper. Raises ValueError for bytes that are no consent record's."""


class ReceiptChecks:
    """Checks receipt files. Blocking; needs no sign-in and no network."""

    def __init__(
        self, known_keys: KnownKeys, words: ReceiptWords, consent_words: ConsentWords
    ) -> None:
        self._keys = known_keys
        self._words = words
        self._consent_words = consent_words

    def check(self, path: Path) -> ReceiptCheck:
        """Whether a receipt is what Kassapos signed and shows nothing else.

        Raises UnreadableExport for what is no receipt, and FileProblem.
        """
        content = _read(path)
        if content.startswith(b"%PDF-"):
            return self._check_paper(content, path)
        return self._check_file(content, path)

    def _check_file(self, content: bytes, path: Path) -> ReceiptCheck:
        if looks_like_consent(content):
            return check_consent(*self._consent(content, path))
        return check_receipt(receipt_of(content, path), self._keys.all())

    def _consent(
        self, content: bytes, path: Path
    ) -> tuple[ConsentReceipt, tuple[PublishedKey, ...], bool]:
        receipt, whole = consent_of(content, path)
        return receipt, self._keys.all(), whole

    def _check_paper(self, content: bytes, path: Path) -> ReceiptCheck:
        if is_damaged(content):  # not looked into any further
            return ReceiptCheck(Verdict.CHANGED, problems=("file",))
        found = read_paper(content, path)
        if (found.name == CONSENT) is not looks_like_consent(found.attached):
            return ReceiptCheck(Verdict.CHANGED, problems=("file",))
        check = self._check_file(found.attached, path)
        problems = list(check.problems)
        if not found.whole and "file" not in problems:
            problems.append("file")
        if not self._shows(found.words, found.code, check.receipt):
            problems.append("shown_text")
        if problems:
            return ReceiptCheck(Verdict.CHANGED, check.receipt, problems=tuple(problems))
        return check

    def _shows(
        self, words: str, code: bytes, receipt: SignedReceipt | ConsentReceipt | None
    ) -> bool:
        """Whether a paper shows exactly what its signed bytes say."""
        with suppress(ValueError):
            if isinstance(receipt, ConsentReceipt):
                texts, told = self._consent_words(receipt), consent_code(receipt)
            elif receipt is not None:
                texts, told = self._words(receipt), code_text(receipt)
            else:
                return False
            expected = "".join(bare(text.text) for text in texts)
            return words == expected and code == code_bits(modules_of(told))
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
