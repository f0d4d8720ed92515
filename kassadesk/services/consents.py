"""Consent receipts: fetched, checked at once, and kept as files."""

from __future__ import annotations

from pathlib import Path

from kassadesk.api.client import ApiClient
from kassadesk.core.consents import ConsentReceipt, consent_code, consent_facts, consent_receipt
from kassadesk.core.errors import BadAnswer, NotFound
from kassadesk.core.exports import Verdict
from kassadesk.core.opt_ins import OptIn
from kassadesk.core.papers import DrawnPaper, LineRole, Paper
from kassadesk.files.atomic import write_bytes
from kassadesk.files.consent_file import check_consent, consent_bytes
from kassadesk.files.known_keys import KnownKeys
from kassadesk.services.receipt_checks import ConsentWords


class ConsentsService:
    """The consent receipts of the shop. Blocking; raises KassaError."""

    def __init__(self, api: ApiClient, known_keys: KnownKeys, words: ConsentWords) -> None:
        self._api = api
        self._keys = known_keys
        self._words = words

    def fetch(self, opt_in: OptIn) -> ConsentReceipt:
        """The signed record of a choice with all its events.

        Remembers the keys Kassapos publishes, so that it can be checked later offline. Raises
        NotFound when there is no record, BadAnswer when Kassapos' own signature does not fit.
        """
        if opt_in.record_id is None:
            raise NotFound
        self._keys.remember(self._api.policy.list_keys())
        return self._checked(opt_in.record_id)

    def save_all(self, folder: Path) -> int:
        """Every record Kassapos has of this shop as a JSON-LD file in `folder`; how many there were.

        Raises BadAnswer at the first that does not fit, and FileProblem.
        """
        self._keys.remember(self._api.policy.list_keys())
        records = self._api.opt_ins.list_consent_records()
        for opt_in_id, record_id in records.items():
            self.save_file(self._checked(record_id), folder / f"consent-{opt_in_id}.jsonld")
        return len(records)

    def _checked(self, record_id: str) -> ConsentReceipt:
        body = self._api.opt_ins.read_consent_record(record_id)
        try:
            receipt = consent_receipt(body)
        except ValueError as error:
            raise BadAnswer(what="consent_record") from error
        if check_consent(receipt, self._keys.all()).verdict is not Verdict.UNCHANGED:
            raise BadAnswer(what="signature")
        return receipt

    def paper(self, receipt: ConsentReceipt) -> Paper:
        """What is to be drawn."""
        from kassadesk.files.qr_code import modules_of  # late, like the library for PDFs

        texts = self._words(receipt)
        title = next(text.text for text in texts if text.role is LineRole.TITLE)
        return Paper(title, "en", texts, modules_of(consent_code(receipt)))

    def paper_bytes(self, receipt: ConsentReceipt, drawn: DrawnPaper) -> bytes:
        """The finished PDF, the record attached as JSON-LD."""
        from kassadesk.files.pdf_finish import finished  # late: its library takes long to read
        from kassadesk.files.receipt_pdf import CONSENT, with_tail

        at = consent_facts(receipt.signed).events[-1].happened_at
        return with_tail(finished(drawn, at, "en", {CONSENT: consent_bytes(receipt)}))

    def save_paper(self, receipt: ConsentReceipt, drawn: DrawnPaper, path: Path) -> None:
        """The receipt as a PDF at `path`. Raises FileProblem."""
        write_bytes(path, self.paper_bytes(receipt, drawn))

    def save_file(self, receipt: ConsentReceipt, path: Path) -> None:
        """The receipt as a JSON-LD file at `path`. Raises FileProblem."""
        write_bytes(path, consent_bytes(receipt))
