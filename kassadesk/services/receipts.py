"""Receipts: fetched with what was asked, and kept as files."""

from __future__ import annotations

from pathlib import Path

from kassadesk.api.client import ApiClient
from kassadesk.core.papers import DrawnPaper, LineRole, Modules, Paper
from kassadesk.core.receipts import SignedReceipt, code_text, facts_of
from kassadesk.files.atomic import write_bytes
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.receipt_file import receipt_bytes
from kassadesk.services.outbox import OutboxService
from kassadesk.services.receipt_checks import ReceiptWords


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
        from kassadesk.files.qr_code import modules_of  # late, like the library for PDFs

        code: Modules = modules_of(code_text(receipt))
        texts = self._words(receipt)
        title = next(text.text for text in texts if text.role is LineRole.TITLE)
        return Paper(title, "en", texts, code)

    def save_paper(self, receipt: SignedReceipt, drawn: DrawnPaper, path: Path) -> None:
        """The receipt as a PDF at `path`, its signed bytes attached. Raises FileProblem."""
        at = facts_of(receipt.signed).received_at
        from kassadesk.files.pdf_finish import finished  # late: its library takes long to read
        from kassadesk.files.receipt_pdf import ATTACHED, with_tail

        content = finished(drawn, at, "en", {ATTACHED: receipt_bytes(receipt)})
        write_bytes(path, with_tail(content))

    def save_file(self, receipt: SignedReceipt, path: Path) -> None:
        """The receipt as a .json file at `path`. Raises FileProblem."""
        write_bytes(path, receipt_bytes(receipt))
