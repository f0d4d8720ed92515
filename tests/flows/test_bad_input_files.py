"""Files and folders that are not as they should be: a sentence, a way on, and nothing lost."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kassadesk.core.held import CategoryId
from tests.flows.acts import PDF, answers_a_click, ask_to_correct, drop_files, settle
from tests.flows.desk import Desk
from tests.systems import posix_files, posix_limits
from tests.ui.what_is_seen import words_of

MEGABYTE = 1024 * 1024


def choose_contact_details(desk: Desk) -> None:
    """The Export page with only the small kinds of data ticked."""
    desk.open_page("export")
    exports = desk.rooms.exports
    for kind in CategoryId:
        exports.take(kind, kind is CategoryId.CONTACT)
    settle(desk)


def start(desk: Desk) -> None:
    """Start the export and wait for its end."""
    desk.hand.press(desk.page.choice.start_button)
    desk.rest()
    settle(desk)


def test_the_first_export_makes_its_own_folder(desk: Desk) -> None:
    desk.sign_in()
    choose_contact_details(desk)
    start(desk)
    assert desk.rooms.exports.error is None
    assert len(list((desk.home / "KassaDesk").glob("*.xlsx"))) == 1


def test_a_chosen_folder_that_is_gone_is_named_and_not_made_anew(
    desk: Desk, tmp_path: Path
) -> None:
    desk.sign_in()
    choose_contact_details(desk)
    gone = tmp_path / "USB stick"
    desk.rooms.exports.set_folder(gone)
    start(desk)
    words = words_of(desk.page.running)
    assert "USB stick is not there" in words
    assert "Nothing was written." in words
    assert not gone.exists()
    assert answers_a_click(desk)
    gone.mkdir()
    desk.hand.press(desk.button("Try again", desk.page))
    desk.rest()
    assert len(list(gone.iterdir())) == 1


@posix_files
def test_a_folder_that_may_not_be_written_to_is_told(desk: Desk) -> None:
    desk.sign_in()
    choose_contact_details(desk)
    desk.rooms.exports.set_folder(Path("/proc"))  # nobody may make a file there, not even root
    start(desk)
    words = words_of(desk.page.running)
    assert "The export did not work" in words
    assert "Choose another folder" in words or "choose another folder" in words
    assert answers_a_click(desk)


def test_a_file_that_is_already_there_is_only_replaced_when_asked_to(desk: Desk) -> None:
    desk.sign_in()
    choose_contact_details(desk)
    start(desk)
    (first,) = (desk.home / "KassaDesk").glob("*.xlsx")
    before = first.read_bytes()
    settle(desk)
    desk.rooms.exports.start_as(first)
    desk.rest()
    settle(desk)
    words = words_of(desk.page.running)
    assert "is already there" in words
    assert first.read_bytes() == before
    desk.hand.press(desk.button("Replace the file", desk.page))
    desk.rest()
    settle(desk)
    assert desk.rooms.exports.error is None
    assert first.exists()


@contextmanager
def little_room(most_bytes: int) -> Iterator[None]:
    """A disk on which no file can grow past a size."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@posix_limits
def test_a_full_disk_leaves_no_half_file_and_another_try_works(desk: Desk) -> None:
    desk.sign_in()
    choose_contact_details(desk)
    desk.rooms.exports.take(CategoryId.BILLING, True)
    with little_room(24_000):
        start(desk)
        words = words_of(desk.page.running)
        assert "The disk is full" in words
        assert "Make room or choose another place." in words
        assert list((desk.home / "KassaDesk").iterdir()) == []
        assert answers_a_click(desk)
    desk.hand.press(desk.button("Try again", desk.page))
    desk.rest()
    settle(desk)
    assert desk.rooms.exports.error is None
    assert len(list((desk.home / "KassaDesk").glob("*.xlsx"))) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.docx", b"PK\x03\x04 not really"),
        ("photo.xlsx", b"\xff\xd8\xff\xe0 a photo"),
        ("empty.xlsx", b""),
    ],
)
def test_a_file_that_is_no_export_is_told_and_the_open_one_stays(
    desk: Desk, tmp_path: Path, name: str, content: bytes
) -> None:
    desk.sign_in()
    choose_contact_details(desk)
    start(desk)
    report = desk.rooms.exports.last_report
    assert report is not None
    desk.program.roads.go("review", report.path)
    desk.rest()
    bad = tmp_path / name
    bad.write_bytes(content)
    drop_files(desk, desk.page, bad)
    settle(desk)
    words = words_of(desk.page)
    assert f"{name} cannot be opened as an export" in words
    assert "The file was not changed." in words
    assert desk.rooms.review.review.path == report.path
    assert answers_a_click(desk)
    desk.hand.press(desk.button("Close", desk.page))
    assert "cannot be opened" not in words_of(desk.page)


def test_a_foreign_zip_is_told(desk: Desk, tmp_path: Path) -> None:
    foreign = tmp_path / "holiday.zip"
    with zipfile.ZipFile(foreign, "w") as pack:
        pack.writestr("beach.txt", "sand")
    desk.program.window.visit()
    desk.program.roads.go("review", foreign)
    desk.rest()
    settle(desk)
    assert "holiday.zip cannot be opened as an export" in words_of(desk.page)
    assert answers_a_click(desk)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("agreement.docx", b"PK\x03\x04", "PDF, JPG or PNG"),
        ("empty.pdf", b"", "empty"),
        ("large.pdf", PDF + b" " * (10 * MEGABYTE), "10 MB"),
    ],
    ids=["wrong type", "empty", "too large"],
)
def test_a_document_that_cannot_be_taken_says_why_beside_its_name(
    desk: Desk, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    document = tmp_path / name
    document.write_bytes(content)
    desk.sign_in()
    page = ask_to_correct(desk, "Business name")
    desk.hand.write(page.new.value, "Kaveri Fresh Mart and Sons")
    drop_files(desk, page.documents.drop, document)
    settle(desk)
    lines = [line for line in words_of(page.documents).splitlines() if name in line]
    assert any(reason in line for line in lines), lines
    assert page.new.value.text() == "Kaveri Fresh Mart and Sons"
    assert page.send.send_button.isEnabled()
    assert answers_a_click(desk)


def test_a_sixth_document_is_refused_and_five_stay(desk: Desk, tmp_path: Path) -> None:
    documents = [tmp_path / f"page {number}.pdf" for number in range(6)]
    for number, document in enumerate(documents):
        document.write_bytes(PDF + str(number).encode())
    desk.sign_in()
    page = ask_to_correct(desk, "Business name")
    drop_files(desk, page.documents.drop, *documents)
    settle(desk)
    assert "5 documents" in words_of(page.send)
    assert "page 5.pdf" in words_of(page.documents)
