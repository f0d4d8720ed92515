"""Wishes as letters: the mail file, the paper, and what is followed on this PC."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest

from kassadesk.core.data_requests import CorrectionDraft, DeletionDraft, DeletionScope, Evidence
from kassadesk.core.errors import AttachmentRefused, Conflict
from kassadesk.core.evidence import EvidenceKind, Facts
from kassadesk.core.filings import CopyDraft, MinorReportDraft, NominationDraft, Nominee
from kassadesk.core.grievances import GrievanceCategory, GrievanceDraft
from kassadesk.core.intents import Filed, IntentKind, IntentState, Wish
from kassadesk.core.letters import Letter, LetterState, LetterWay, Sender
from kassadesk.files.eml import LONGEST_MAILTO, eml_bytes, mailto
from kassadesk.outbox.box import new_ids
from kassadesk.services.letter_facts import letter_facts
from kassadesk.services.letters import LettersService
from kassadesk.services.outbox import OutboxService
from kassadesk.ui.paper.drawing import draw
from kassadesk.ui.words.letters import WindowLetters, letter_paper
from kassadesk.vault.vault import MemoryVault

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 4, 44, tzinfo=UTC)
SENDER = Sender("Meena Sundaram", "Kaveri Fresh Mart", "33ABCPS1234K1Z5", "", "meena@example.in")
BYTES = bytes(range(256)) * 40 + b"\r\n.\r\nFrom the start\n\x00"
PROOF = Evidence(
    "rental – வாடகை.pdf", len(BYTES), "application/pdf", hashlib.sha256(BYTES).hexdigest(), BYTES
)


def correction(**others: Any) -> CorrectionDraft:
    made = CorrectionDraft(
        *new_ids(),
        "business.address.main",
        "Address, main shop",
        "14 Bharathi Street",
        "41 Bharathi Street, திருச்சி",
        "The house number is wrong.",
        (PROOF,),
    )
    return replace(made, **others)


EVERY_KIND: tuple[Wish, ...] = (
    correction(),
    DeletionDraft(*new_ids(), DeletionScope(categories=("usage", "device")), ""),
    DeletionDraft(*new_ids(), DeletionScope(close_account=True), "", "I have sold the shop."),
    CopyDraft(*new_ids()),
    CopyDraft(*new_ids(), portable=True),
    CopyDraft(*new_ids(), categories=("usage",)),
    NominationDraft(*new_ids(), Nominee("Ravi", "+91 98400 00000", None, "son")),
    MinorReportDraft(*new_ids(), "a customer's name", "on a bill"),
    GrievanceDraft(*new_ids(), GrievanceCategory.OTHER, "Nobody answers.", "COR-2026-0042"),
)


def written(wish: Wish) -> Letter:
    return WindowLetters().letter(wish, SENDER, letter_facts()[0], TODAY)


class Pc:
    """A PC with letters; `vault` is its keychain, `noted` its evidence log."""

    def __init__(self, folder: Path, name: str | None = "a test's keychain") -> None:
        self.folder = folder
        self.vault = MemoryVault(name)
        self.noted: list[tuple[EvidenceKind, Facts]] = []
        self.begin()

    def begin(self) -> None:
        """The program, started (again)."""
        api = cast(Any, type("NoServer", (), {"origin": "https://api.example"})())
        self.outbox = OutboxService(api, self.vault, self.folder, lambda: NOW)
        self.letters = LettersService(
            self.outbox, lambda: NOW, lambda kind, facts: self.noted.append((kind, facts))
        )

    def track(self, wish: Wish) -> str:
        self.letters.track(wish, written(wish), SENDER, LetterWay.FILE)
        return wish.client_ref


@pytest.fixture
def pc(tmp_path: Path) -> Iterator[Pc]:
    made = Pc(tmp_path / "data")
    yield made
    made.outbox.close()


# --- the mail ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", EVERY_KIND, ids=lambda wish: type(wish).__name__)
def test_every_wish_becomes_a_mail_that_another_parser_reads(wish: Wish) -> None:
    letter = written(wish)
    mail = message_from_bytes(eml_bytes(letter, NOW), policy=default)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects
    assert mail["To"] == "info@kassapos.in"
    assert mail["X-Unsent"] == "1"
    assert mail["From"] is None
    assert mail["Subject"] == letter.subject
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == letter.text
    assert "Kaveri Fresh Mart" in letter.text
    assert wish.client_ref[:8] in letter.text


def test_the_documents_in_the_mail_are_the_chosen_bytes() -> None:
    content = eml_bytes(written(correction()), NOW)
    mail = message_from_bytes(content, policy=default)
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == BYTES
    assert attached.get_filename() == PROOF.name
    assert attached.get_content_type() == "application/pdf"
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_line_break_in_a_value_begins_no_header() -> None:
    wish = correction(label="Address\r\nBcc: else@example.in")
    mail = message_from_bytes(eml_bytes(written(wish), NOW), policy=default)
    assert mail["Bcc"] is None
    named = replace(PROOF, name="a.pdf\r\nBcc: else@example.in")
    other = message_from_bytes(
        eml_bytes(written(correction(evidence=(named,))), NOW), policy=default
    )
    assert other["Bcc"] is None


def test_a_short_letter_fits_an_address_and_a_long_one_or_one_with_documents_does_not() -> None:
    short = written(correction(evidence=()))
    parts = urlsplit(mailto(short))
    assert parts.path == "info@kassapos.in"
    said = parse_qs(parts.query)
    assert said["subject"] == [short.subject]
    assert said["body"][0].replace("\r\n", "\n") == short.text
    assert len(mailto(short)) <= LONGEST_MAILTO
    assert mailto(written(correction())) == ""
    assert mailto(written(correction(evidence=(), why="x" * LONGEST_MAILTO))) == ""


# --- the paper --------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not here")
def test_the_paper_can_be_read_by_another_program(qapp: Any, pc: Pc, tmp_path: Path) -> None:
    letter = written(correction())
    path = tmp_path / "letter.pdf"
    pc.letters.save_paper(letter, draw(letter_paper(letter, SENDER)), path)
    read = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    words = " ".join(read.stdout.decode().split())
    for line in (*letter.lines[1:], letter.subject, PROOF.name, PROOF.sha256):
        assert " ".join(line.split()) in words
    assert b"Kaveri" not in path.read_bytes()[:400]
    facts = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True).stdout
    assert b"Letter to Kassapos" in facts
    assert b"Kaveri" not in facts


# --- following ---------------------------------------------------------------------------------------


def test_a_letter_is_kept_sealed_and_found_again_after_a_restart(pc: Pc) -> None:
    ref = pc.track(correction())
    pc.outbox.close()
    pc.begin()
    (kept,) = pc.letters.all()
    assert (kept.client_ref, kept.state) == (ref, LetterState.WRITTEN)
    assert kept.sender == SENDER
    assert kept.subject == written(correction()).subject
    assert pc.letters.wish(ref) == pc.outbox.wish(ref)
    assert cast(CorrectionDraft, pc.letters.wish(ref)).evidence[0].content == BYTES
    everything = b"".join(path.read_bytes() for path in pc.folder.rglob("*") if path.is_file())
    for secret in (b"Bharathi", b"Meena", b"meena@", b"33ABCPS", BYTES[:300]):
        assert secret not in everything


def test_when_it_went_it_has_dates_of_policy_and_of_this_program(pc: Pc) -> None:
    ref = pc.track(correction())
    sent = pc.letters.sent(ref, TODAY)
    assert sent.state is LetterState.SENT
    assert {due.kind: due.on for due in sent.dues} == {"policy": None, "own": date(2026, 12, 8)}
    complaint = pc.track(GrievanceDraft(*new_ids(), GrievanceCategory.OTHER, "Late."))
    later = pc.letters.sent(complaint, date(2027, 6, 1))
    assert {due.kind: due.on for due in later.dues}["law"] == date(2027, 8, 30)


def test_a_reply_is_copied_sealed_and_comes_back_byte_for_byte(pc: Pc, tmp_path: Path) -> None:
    ref = pc.track(correction())
    mail, paper = tmp_path / "Re.eml", tmp_path / "answer.pdf"
    mail.write_bytes(b"From: info@kassapos.in\r\nDate: Mon, 30 Nov 2026 10:00:00 +0530\r\n\r\nDone")
    paper.write_bytes(b"%PDF-1.7\nan answer")
    for path in (mail, paper, mail):
        answered = pc.letters.add_reply(ref, path)
    assert answered.state is LetterState.ANSWERED
    assert [one.media_type for one in answered.replies] == ["message/rfc822", "application/pdf"]
    mail.unlink()
    out = tmp_path / "again.eml"
    pc.letters.save_reply(ref, answered.replies[0].sha256, out)
    assert out.read_bytes().endswith(b"Done")
    kinds = [kind for kind, _ in pc.noted]
    assert kinds.count(EvidenceKind.REPLY) == 2
    other = tmp_path / "notes.txt"
    other.write_bytes(b"hello, this is no mail")
    with pytest.raises(AttachmentRefused):
        pc.letters.add_reply(ref, other)


def test_a_reminder_quotes_the_letter_and_stands_in_its_story(pc: Pc) -> None:
    ref = pc.track(correction())
    kept = pc.letters.sent(ref, TODAY)
    again = WindowLetters().reminder(kept, pc.letters.address, date(2026, 12, 9))
    assert again.client_ref == ref
    assert "On 23 Nov 2026 I wrote" in again.text
    assert written(cast(Wish, kept.wish)).lines[1] in again.text
    story = pc.letters.reminded(again, LetterWay.MAIL_PROGRAM).steps
    assert [step.kind for step in story] == ["written", "sent", "reminder"]


def test_the_log_of_letters_names_nobody(pc: Pc) -> None:
    ref = pc.track(correction())
    pc.letters.sent(ref, TODAY)
    pc.letters.close(ref)
    noted = repr(pc.noted)
    for personal in ("Bharathi", "Meena", "meena", "33ABCPS", "rental", "Kaveri"):
        assert personal not in noted


def test_without_a_safe_store_letters_last_for_the_run(tmp_path: Path) -> None:
    pc = Pc(tmp_path / "data", name=None)
    pc.vault.locked = True
    ref = pc.track(correction())
    assert not pc.letters.one(ref).lasting
    pc.outbox.close()
    pc.begin()
    assert pc.letters.all() == ()
    pc.outbox.close()


# --- nothing twice -------------------------------------------------------------------------------------


def test_a_wish_that_goes_by_letter_never_waits_to_be_sent(pc: Pc) -> None:
    pc.outbox.enter("m_kaveri")
    wish = correction()
    pc.outbox.save(wish)
    assert [one.waits for one in pc.outbox.intents()] == [True]
    pc.track(wish)
    (intent,) = pc.outbox.intents()
    assert (intent.client_ref, intent.state, intent.waits) == (
        wish.client_ref,
        IntentState.BY_LETTER,
        False,
    )


def test_what_may_have_left_by_the_api_does_not_go_by_letter(pc: Pc) -> None:
    pc.outbox.enter("m_kaveri")
    wish = correction()
    intent = pc.outbox.save(wish)
    box = pc.outbox._boxes[0]
    assert box.begin(intent, posting=True)
    with pytest.raises(Conflict):
        pc.track(wish)
    assert pc.letters.all() == ()


def test_the_person_may_file_it_after_all_and_it_stays_one_wish(pc: Pc) -> None:
    pc.outbox.enter("m_kaveri")
    wish = correction()
    ref = pc.track(wish)
    pc.outbox.save(replace(wish, after="43 Bharathi Street"))
    (intent,) = pc.outbox.intents()
    assert (intent.client_ref, intent.waits) == (ref, True)
    pc.outbox._boxes[0].file(ref, Filed(NOW, "req_1", "COR-2026-0050", "RCP-2026-000050"))
    (letter,) = pc.letters.all()
    assert letter.filed is not None
    assert letter.filed.reference == "COR-2026-0050"
    assert not letter.may_file


def test_a_letter_from_before_the_sign_in_goes_to_the_shop_it_names(pc: Pc) -> None:
    ref = pc.track(correction())
    pc.letters.sent(ref, TODAY)
    pc.outbox.enter("m_other")
    assert pc.letters.adopt(["34ABCPS1234K1ZR"], ["Other Shop"]) == 0
    assert pc.letters.all() == ()
    pc.outbox.enter("m_kaveri")
    assert pc.letters.adopt(["33ABCPS1234K1Z5"], []) == 1
    (letter,) = pc.letters.all()
    assert (letter.client_ref, letter.sent_on) == (ref, TODAY)
    assert [step.kind for step in letter.steps] == ["written", "sent"]
    assert cast(CorrectionDraft, pc.letters.wish(ref)).evidence[0].content == BYTES
    pc.outbox.leave()
    assert pc.letters.all() == ()


def test_a_forgotten_letter_leaves_nothing(pc: Pc) -> None:
    ref = pc.track(correction())
    pc.letters.forget(ref)
    assert pc.letters.all() == ()
    with pytest.raises(KeyError):
        pc.outbox.wish(ref)


def test_every_kind_can_be_followed(pc: Pc) -> None:
    for wish in EVERY_KIND:
        pc.track(wish)
    kept = {one.client_ref: one.kind for one in pc.letters.all()}
    assert len(kept) == len(EVERY_KIND)
    assert set(kept.values()) <= set(IntentKind)
