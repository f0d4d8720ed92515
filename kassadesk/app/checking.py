"""`kassadesk verify FILE`: an export, a receipt of a request or of a choice, or an evidence log."""

from __future__ import annotations

from pathlib import Path

from kassadesk.app.exit_codes import Exit, verdict_code
from kassadesk.app.folders import own_folders
from kassadesk.core.consents import ConsentReceipt
from kassadesk.core.evidence import LogCheck
from kassadesk.core.exports import Verdict
from kassadesk.core.lens import time_in_words
from kassadesk.core.papers import PaperText
from kassadesk.core.receipts import ReceiptCheck, SignedReceipt
from kassadesk.core.work import Work

_PROBLEMS = {
    "file": "the file was changed after it was made",
    "shown_text": "what is shown is not what was signed",
    "signature": "the signature does not fit",
    "asked": "what was asked is not what the receipt was given for",
}
_BREAKS = {
    "changed": "Entry {0} is not as it was written.",
    "cut": "The end is missing, from entry {0} on.",
    "rewritten": "Entry {0} is not what this PC wrote.",
}


def verify(path: Path, work: Work, password: str = "") -> tuple[list[str], int]:
    """The lines to say and the exit code; `password` opens a locked export.

    Raises UnreadableExport, FileProblem, Cancelled.
    """
    from kassadesk.files.consent_file import looks_like_consent
    from kassadesk.files.evidence_log import looks_like_log
    from kassadesk.files.receipt_file import looks_like_receipt

    start = _start(path)
    if looks_like_log(start):
        return _log(path)
    if looks_like_receipt(start) or looks_like_consent(start):
        return _receipt(path)
    return _export(path, work, password)


def receipt_lines(check: ReceiptCheck) -> list[str]:
    """What a check of a receipt found, and the words that count: those that were signed."""
    if check.verdict is Verdict.CHANGED:
        lines = ["Changed: " + "; ".join(_PROBLEMS.get(one, one) for one in check.problems) + "."]
    elif check.verdict is Verdict.UNSIGNED:
        lines = ["Not known: no key that this PC has seen published signed it."]
    else:
        lines = [f"A genuine receipt of Kassapos, key {check.signed_by}."]
    genuine = check.receipt is not None and not {"signature", "asked"} & set(check.problems)
    if check.receipt is not None and genuine:
        lines.append("What the signed bytes say:")
        lines += [f"  {text.text}" for text in _texts(check.receipt)[1:-1]]
    return lines


def _texts(receipt: SignedReceipt | ConsentReceipt) -> tuple[PaperText, ...]:
    from kassadesk.ui.words.consent_lines import consent_texts
    from kassadesk.ui.words.receipt_lines import receipt_texts

    if isinstance(receipt, ConsentReceipt):
        return consent_texts(receipt)
    return receipt_texts(receipt)


def log_lines(check: LogCheck) -> tuple[list[str], int]:
    """What a check of an evidence log found, and the exit code."""
    if check.first_bad is not None:
        whole = f"The {check.entries} entries before it are whole."
        return [_BREAKS[check.why].format(check.first_bad), whole], Exit.CHANGED
    last = f", the last of {time_in_words(check.last_at)}" if check.last_at else ""
    if check.anchored:
        return [f"{check.entries} entries{last}: unchanged, and this PC wrote them."], Exit.DONE
    lines = [
        f"{check.entries} entries{last}: the chain is whole.",
        "This PC did not write it, so a chain that was written anew from the start would not show.",
    ]
    return lines, Exit.NOT_SIGNED


def _log(path: Path) -> tuple[list[str], int]:
    from kassadesk.services.evidence_log import EvidenceLog
    from kassadesk.vault.keychain import KeychainVault

    return log_lines(EvidenceLog(own_folders().data, KeychainVault()).check(path))


def _receipt(path: Path) -> tuple[list[str], int]:
    from kassadesk.files.known_keys import KnownKeys
    from kassadesk.services.receipt_checks import ReceiptChecks
    from kassadesk.ui.words.consent_lines import consent_texts
    from kassadesk.ui.words.receipt_lines import receipt_texts

    keys = KnownKeys(own_folders().data)
    check = ReceiptChecks(keys, receipt_texts, consent_texts).check(path)
    return receipt_lines(check), verdict_code(check.verdict)


def _export(path: Path, work: Work, password: str) -> tuple[list[str], int]:
    from kassadesk.app.plain_words import check_lines
    from kassadesk.files.known_keys import KnownKeys
    from kassadesk.services.reviews import ReviewService

    report = ReviewService(KnownKeys(own_folders().data)).check(path, work, password)
    return check_lines(report), verdict_code(report.verdict)


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(512)
    except OSError:
        return b""  # the check proper says what is wrong with it
