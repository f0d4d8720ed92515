"""Receipts: fetched with what was asked, kept as files, and checked without internet."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kassadesk.api.client import ApiClient
from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import Verdict
from kassadesk.core.papers import DrawnPaper, LineRole, Modules, Paper, PaperText
from kassadesk.core.receipts import ReceiptCheck, SignedReceipt, code_text, facts_of
from kassadesk.files.atomic import write_bytes
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.page_words import bare
from kassadesk.files.pdf_finish import finished
from kassadesk.files.qr_code import modules_of
from kassadesk.files.receipt_file import check_receipt, receipt_bytes, receipt_of
from kassadesk.files.receipt_pdf import (
    ATTACHED,
    LARGEST,
    code_bits,
    is_damaged,
    read_paper,
    with_tail,
)
from kassadesk.files.trouble import as_file_problem
from kassadesk.services.outbox import OutboxService


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


class ReceiptsService:
    """The receipts of the shop. Blocking; raises KassaError."""

    def __init__(
        self, api: ApiClient, outbox: OutboxService, known_keys: KnownKeys, words: ReceiptWords
    ) -> None:
        self._api = api
        self._outbox = outbox
        self._keys = known_keys
        self._words = words

    def fetch(self, request_id: str) -> SignedReceipt:
        """The signed receipt of a request, with the request as it was sent from this PC, if it was.

        Remembers the keys Kassapos publishes, so that the receipt can be checked later offline.
        """
        receipt, signed = self._api.requests.read_receipt(request_id)
        self._keys.remember(self._api.policy.list_keys())
        filing = self._outbox.filing(request_id)
        return SignedReceipt(signed, receipt.signature, receipt.key_id, filing)

    def paper(self, receipt: SignedReceipt) -> Paper:
        """What is to be drawn. Raises ValueError for bytes that are no receipt's."""
        code: Modules = modules_of(code_text(receipt))
        texts = self._words(receipt)
        title = next(text.text for text in texts if text.role is LineRole.TITLE)
        return Paper(title, "en", texts, code)

    def save_paper(self, receipt: SignedReceipt, drawn: DrawnPaper, path: Path) -> None:
        """The receipt as a PDF at `path`, its signed bytes attached. Raises FileProblem."""
        at = facts_of(receipt.signed).received_at
        content = finished(drawn, at, "en", {ATTACHED: receipt_bytes(receipt)})
        write_bytes(path, with_tail(content))

    def save_file(self, receipt: SignedReceipt, path: Path) -> None:
        """The receipt as a .json file at `path`. Raises FileProblem."""
        write_bytes(path, receipt_bytes(receipt))


def looks_like_receipt(path: Path) -> bool:
    """Whether a file is to be checked as a receipt, told from its first bytes."""
    with suppress(OSError), path.open("rb") as file:
        start = file.read(512)
        return start.startswith(b"%PDF-") or b'"format": "kassadesk-receipt"' in start
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
