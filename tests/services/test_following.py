"""Complaints, notes and the law about them, over the real sample server."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kassadesk.core.complaint_laws import ComplaintLaws
from kassadesk.core.data_requests import Correction, CorrectionDraft, Evidence
from kassadesk.core.errors import Conflict
from kassadesk.core.grievances import GrievanceCategory, GrievanceDraft, GrievanceState
from kassadesk.core.own_steps import OwnSteps
from kassadesk.core.places import resource
from kassadesk.files.own_steps_file import NAME, OwnStepsFile
from kassadesk.sandbox.world import laws as sample
from kassadesk.services.complaint_laws import complaint_laws, read_complaint_laws
from kassadesk.services.following import FollowingService
from kassadesk.services.laws import BadLegalData
from kassadesk.vault.vault import MemoryVault
from tests.sandbox.grievance_places import make
from tests.sandbox.running import TODAY, Sandbox, running_sandbox
from tests.services.filing_at_once import file_correction
from tests.services.program import Program

PAPER = b"%PDF-1.7 a bill"
TEXT = resource("legal", "complaints.toml").read_text(encoding="utf-8")


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(today=TODAY, transactions=60) as made:
        yield made


@pytest.fixture
def program(sandbox: Sandbox, tmp_path: Path) -> Iterator[Program]:
    made = Program(sandbox, tmp_path, MemoryVault())
    made.sign_in()
    yield made
    made.api.close()


def complain(program: Program) -> str:
    about = program.data_requests.all()[0].request_id
    draft = GrievanceDraft(
        str(uuid.uuid4()), str(uuid.uuid4()), GrievanceCategory.REQUEST_REFUSED, "No.", about
    )
    return program.api.grievances.file_grievance(draft).grievance_id


def test_a_question_is_answered_with_a_document_and_the_same_key_answers_once(
    sandbox: Sandbox, program: Program, tmp_path: Path
) -> None:
    following = FollowingService(program.api, OwnStepsFile(tmp_path))
    grievance_id = complain(program)
    make(sandbox, sandbox.sign_in(), grievance_id, "ask")
    digest = hashlib.sha256(PAPER).hexdigest()
    paper = Evidence("bill.pdf", len(PAPER), "application/pdf", digest, PAPER)
    key = str(uuid.uuid4())
    first = following.answer(grievance_id, "On 18 November.", (paper,), key)
    again = following.answer(grievance_id, "On 18 November.", (paper,), key)
    assert first == again
    assert (first.state, len(first.attachments)) == (GrievanceState.AWAITING_INTERNAL_REVIEW, 1)
    assert [e.kind for e in following.events(grievance_id)].count("answered") == 1
    with pytest.raises(Conflict):
        following.answer(grievance_id, "More.", (), str(uuid.uuid4()))


def test_everything_beside_the_requests_is_read_at_one_go(program: Program, tmp_path: Path) -> None:
    following = FollowingService(program.api, OwnStepsFile(tmp_path))
    grievance_id = complain(program)
    steps = OwnSteps(grievance_id, board_on=date(2027, 9, 1), board_number="DPB/2027/118")
    assert following.note(steps) == (steps,)
    found = following.read(date(2026, 11, 23))
    assert [one.grievance_id for one in found.grievances] == [grievance_id]
    assert (found.steps, found.holder) == ((steps,), "individual")


def test_notes_stay_with_their_shop_the_latest_counts_and_a_broken_line_loses_no_other(
    tmp_path: Path,
) -> None:
    file = OwnStepsFile(tmp_path)
    first = OwnSteps("req-1", reminded_on=date(2026, 11, 26))
    later = OwnSteps("req-1", reminded_on=date(2026, 12, 1))
    file.keep("a", first)
    file.keep("b", OwnSteps("req-1"))
    with (tmp_path / NAME).open("a") as out:
        out.write('{"shop": "a", "about": "req-2", "rem')
    file.keep("a", later)
    assert OwnStepsFile(tmp_path).of_shop("a") == (later,)
    assert file.of_shop("b") == (OwnSteps("req-1"),)
    assert file.of_shop("c") == ()


def test_several_fields_go_in_one_request_and_come_back_as_its_items(program: Program) -> None:
    held = {f.field_id: f for f in program.records.shop_fields() if f.correctable}
    wanted = {"business.address.main": "16 Bharathi Street", "business.industry": "Groceries"}
    wanted = {i: v for i, v in wanted.items() if i in held}
    assert len(wanted) == 2, sorted(held)
    first, second = (Correction(i, held[i].label, held[i].value, v) for i, v in wanted.items())
    draft = CorrectionDraft(
        str(uuid.uuid4()),
        str(uuid.uuid4()),
        first.field_id,
        first.label,
        first.before,
        first.after,
        also=(second,),
    )
    filed = file_correction(program.data_requests, draft)
    told = {item.subject: (item.before, item.after) for item in filed.items}
    assert told == {c.field_id: (c.before, c.after) for c in draft.changes}


def laws() -> ComplaintLaws:
    return complaint_laws()


def test_the_programs_law_about_complaints_agrees_with_the_samples() -> None:
    for day in (date(2027, 5, 12), date(2027, 5, 13), date(2028, 2, 29)):
        assert laws().settle.last_day(day, "individual") == sample.settle_complaint_by(day)
    assert laws().board.effective_from == date(2027, 5, 13)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("days = 90", "days = 0"),
        ("days = 90", "days = 90\nmonths = 3"),
        ("[board]", "[panel]"),
        ('confidence = "A"', 'confidence = "sure"'),
        ("checked_on = 2026-11-26", "looked_on = 2026-11-26"),
    ],
)
def test_a_law_that_is_half_understood_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    with pytest.raises(BadLegalData):
        read_complaint_laws(TEXT.replace(old, new, 1))
