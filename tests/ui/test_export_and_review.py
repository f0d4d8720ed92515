"""Exporting on the real page over real HTTP, then reading the file without the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from kassadesk.app.plain_words import report_lines
from kassadesk.core.errors import TargetExists, UnreadableExport
from kassadesk.core.exports import ExportFormat, Verdict
from kassadesk.core.free_names import free_name
from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Resource
from kassadesk.files import atomic
from kassadesk.files.disk import Disk
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import KnownKeys
from kassadesk.services.exports import ExportService
from kassadesk.services.reviews import ReviewService
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.export_page import ExportPage
from kassadesk.ui.pages.review_page import ReviewPage
from kassadesk.viewmodels.exports import ExportsViewModel
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.review import ReviewViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.files.export_making import KEY, make
from tests.files.shop_rows import opt_in_events, plan
from tests.files.test_atomic import windows_error
from tests.sample_shop_signed_in import SignedInShop
from tests.ui.acts_pages import everything_readable, settled
from tests.ui.what_is_seen import words_of
from tests.viewmodels.made_own_copies import own_copies

pytestmark = pytest.mark.qt_log_ignore("OpenType support missing", "propagateSizeHints")


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop() as made:
        yield made


@pytest.fixture
def exports(
    tasks: Tasks, walkthrough: Walkthrough, shop: SignedInShop, tmp_path: Path
) -> ExportsViewModel:
    folder = tmp_path / "exports"
    folder.mkdir()
    service = ExportService(shop.api, ExportHistory(tmp_path), KnownKeys(tmp_path))
    made = ExportsViewModel(tasks, Notices(), walkthrough, service, shop.records, folder)
    made.chosen = frozenset({CategoryId.CONTACT, CategoryId.BILLING})  # small, so quick
    return made


@pytest.fixture
def export_page(
    qtbot: QtBot, tasks: Tasks, looks: Looks, exports: ExportsViewModel, tmp_path: Path
) -> ExportPage:
    copies = own_copies(tasks, exports.walkthrough, tmp_path)
    page = ExportPage(exports, looks, Notices(), copies)
    qtbot.addWidget(page)
    page.resize(1174, 680)
    page.show()
    page.on_shown()
    settled(qtbot, tasks)
    return page


@pytest.fixture
def review_page(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough, looks: Looks, tmp_path: Path
) -> Iterator[ReviewPage]:
    model = ReviewViewModel(tasks, Notices(), walkthrough, ReviewService(KnownKeys(tmp_path)))
    page = ReviewPage(model, looks)
    qtbot.addWidget(page)
    page.resize(1174, 680)
    page.show()
    yield page
    model.let_go()()
    settled(qtbot, tasks)


def exported(qtbot: QtBot, exports: ExportsViewModel, page: ExportPage) -> Path:
    """Press Start and wait for the file."""
    with qtbot.waitSignal(exports.finished, timeout=60_000) as done:
        page.choice.start_button.click()
    assert done.args is not None
    return Path(done.args[0].path)


def opened(qtbot: QtBot, tasks: Tasks, page: ReviewPage, path: Path) -> ReviewViewModel:
    """Open a file and wait for its verdict."""
    page.open_path(path)
    settled(qtbot, tasks)
    return page._view_model


def changed_copy(path: Path) -> Path:
    """The same workbook with one customer's name changed."""
    book = load_workbook(path)
    sheet = next(book[name] for name in book.sheetnames if name.startswith("Bills"))
    head = next(r for r in range(1, 12) if sheet.cell(r, 1).value is not None)
    sheet.cell(head + 5, 6).value = "Somebody else"
    copy = path.with_name("changed.xlsx")
    book.save(copy)
    return copy


def test_an_export_is_listed_as_verified_and_reads_back_as_unchanged(
    qtbot: QtBot,
    tasks: Tasks,
    exports: ExportsViewModel,
    export_page: ExportPage,
    review_page: ReviewPage,
) -> None:
    assert "Verified" not in words_of(export_page.history)  # nothing is, so far
    path = exported(qtbot, exports, export_page)
    settled(qtbot, tasks)
    assert [past.check for past in exports.history] == ["verified"]
    assert export_page.history.table.model().rowCount() == 1
    assert "Verified: all rows arrived" in words_of(export_page.history)

    review = opened(qtbot, tasks, review_page, path)
    assert review.review is not None
    assert review.review.check.verdict is Verdict.UNCHANGED
    assert "Unchanged" in review_page.banner.title.text()
    bills = sum(s.summary.count for s in review.data_sheets if s.name.startswith("Bills"))
    assert bills == 400


def test_a_changed_value_is_named_by_sheet_and_row(
    qtbot: QtBot,
    tasks: Tasks,
    exports: ExportsViewModel,
    export_page: ExportPage,
    review_page: ReviewPage,
) -> None:
    path = exported(qtbot, exports, export_page)
    opened(qtbot, tasks, review_page, changed_copy(path))
    assert "changed" in review_page.banner.title.text()
    assert "Bills" in review_page.banner.places.text()
    assert "row" in review_page.banner.places.text()


def test_a_file_that_is_no_export_is_told_in_place_and_the_open_one_stays(
    qtbot: QtBot,
    tasks: Tasks,
    tmp_path: Path,
    exports: ExportsViewModel,
    export_page: ExportPage,
    review_page: ReviewPage,
) -> None:
    path = exported(qtbot, exports, export_page)
    review = opened(qtbot, tasks, review_page, path)
    first = review.review
    other = tmp_path / "holiday.xlsx"
    other.write_bytes(b"not a workbook")

    opened(qtbot, tasks, review_page, other)

    assert isinstance(review_page.error.shown, UnreadableExport)
    assert review_page.error.isVisible()
    assert "holiday.xlsx" in review_page.error.title.text()
    assert review.review is first


def test_a_search_shows_the_rows_that_hold_it_and_all_rows_come_back(
    qtbot: QtBot,
    tasks: Tasks,
    exports: ExportsViewModel,
    export_page: ExportPage,
    review_page: ReviewPage,
) -> None:
    path = exported(qtbot, exports, export_page)
    review = opened(qtbot, tasks, review_page, path)
    name = next(s.name for s in review.data_sheets if s.name.startswith("Bills"))
    review.show_sheet(name)
    settled(qtbot, tasks)
    everything = review.rows.count
    review.rows.data(review.rows.index(0, 1))
    qtbot.waitUntil(lambda: review.rows.row(0) is not None)
    number = review.rows.text(0, [c.key for c in review.rows.columns].index("bill_number"))

    review_page.find_in_page()
    review_page.sheet.search.setText(number)
    qtbot.waitUntil(lambda: review.rows.state == "ready" and 0 < review.rows.count < everything)
    assert number in review_page.sheet.foot.text()

    review_page.sheet.search.clear()
    qtbot.waitUntil(lambda: review.rows.count == everything)


def test_the_second_export_of_a_day_gets_a_free_name(
    qtbot: QtBot, tasks: Tasks, exports: ExportsViewModel, export_page: ExportPage
) -> None:
    export_page.choice.boxes[CategoryId.BILLING].click()
    export_page.choice.formats.radio(ExportFormat.CSV).click()
    first = exported(qtbot, exports, export_page)
    settled(qtbot, tasks)
    second = exported(qtbot, exports, export_page)
    assert first != second
    assert first.suffix == second.suffix == ".zip"
    assert first.exists()
    assert second.exists()
    assert "Kaveri" not in first.name


def test_a_free_name_counts_up(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").touch()
    (tmp_path / "a-2.xlsx").touch()
    assert free_name(tmp_path, "a.xlsx") == "a-3.xlsx"
    assert free_name(tmp_path, "b.xlsx") == "b.xlsx"


def test_a_name_that_is_taken_asks_and_replaces_only_when_told(
    qtbot: QtBot, tasks: Tasks, exports: ExportsViewModel, export_page: ExportPage
) -> None:
    exports.chosen = frozenset({CategoryId.CONTACT})
    target = exports.folder / "mine.xlsx"
    target.write_bytes(b"keep me")
    exports.start_as(target)
    settled(qtbot, tasks)
    assert isinstance(exports.error, TargetExists)
    assert export_page.running.error.isVisible()
    assert target.read_bytes() == b"keep me"

    with qtbot.waitSignal(exports.finished, timeout=60_000):
        exports.start_again(replacing=True)
    assert target.read_bytes() != b"keep me"
    assert not export_page.running.error.isVisible()


def test_a_file_that_another_program_holds_stays_and_the_page_names_the_one_beside_it(
    qtbot: QtBot,
    tasks: Tasks,
    exports: ExportsViewModel,
    export_page: ExportPage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(atomic, "_PATIENCE_S", 0.3)
    monkeypatch.setattr(atomic, "_SAY_AFTER_S", 0.0)
    monkeypatch.setattr(Disk, "replace", refuse_a_held_workbook)
    exports.chosen = frozenset({CategoryId.CONTACT})
    target = exports.folder / "mine.xlsx"
    target.write_bytes(b"open in Excel")
    exports.start_as(target)
    settled(qtbot, tasks)
    seen: list[str] = []
    exports.progressed.connect(lambda: seen.append(words_of(export_page)))
    with qtbot.waitSignal(exports.finished, timeout=60_000):
        exports.start_again(replacing=True)
    settled(qtbot, tasks)

    assert any("waiting for another program to let go of it" in words for words in seen)
    words = words_of(export_page)
    assert "mine-2.xlsx" in words
    assert "mine.xlsx is held by another program (often Excel or OneDrive) and stays" in words
    assert target.read_bytes() == b"open in Excel"
    assert exports.history[0].path == exports.folder / "mine-2.xlsx"
    report = exports.last_report
    assert report is not None
    assert "mine.xlsx is held by another program and was left as it is." in report_lines(report)


def refuse_a_held_workbook(disk: Disk, source: Path, target: Path) -> None:
    """Disk.replace, as Windows does it while Excel has the workbook open."""
    if target.name == "mine.xlsx":
        raise windows_error(32)
    source.replace(target)


def test_a_cancelled_export_leaves_no_file(
    qtbot: QtBot, tasks: Tasks, exports: ExportsViewModel, export_page: ExportPage
) -> None:
    export_page.choice.start_button.click()
    assert not export_page.choice.start_button.isEnabled()
    export_page.running.cancel_button.click()
    settled(qtbot, tasks)
    assert exports.running is None
    assert list(exports.folder.iterdir()) == []
    assert export_page.choice.start_button.isEnabled()


def test_a_lost_connection_is_told_in_place_and_try_again_exports(
    qtbot: QtBot,
    tasks: Tasks,
    shop: SignedInShop,
    exports: ExportsViewModel,
    export_page: ExportPage,
) -> None:
    shop.fault("POST /v1/snapshots", status=500, times=9)
    export_page.choice.start_button.click()
    settled(qtbot, tasks)
    assert exports.error is not None
    assert list(exports.folder.iterdir()) == []

    shop.no_faults()
    with qtbot.waitSignal(exports.finished, timeout=60_000):
        exports.start_again()


def test_nothing_chosen_says_why_start_is_off(export_page: ExportPage) -> None:
    for category in (CategoryId.CONTACT, CategoryId.BILLING):
        export_page.choice.boxes[category].click()
    assert not export_page.choice.start_button.isEnabled()
    assert "Choose at least one" in export_page.choice.start_button.accessibleDescription()


def test_a_deleted_file_shows_as_not_found_after_a_new_look(
    qtbot: QtBot, tasks: Tasks, exports: ExportsViewModel, export_page: ExportPage
) -> None:
    exports.chosen = frozenset({CategoryId.CONTACT})
    exported(qtbot, exports, export_page).unlink()
    settled(qtbot, tasks)
    export_page.history.check_button.click()
    settled(qtbot, tasks)
    assert [past.check for past in exports.history] == ["not_found"]


def test_in_a_walkthrough_the_export_is_masked_and_the_review_shows_nobody(
    qtbot: QtBot,
    tasks: Tasks,
    walkthrough: Walkthrough,
    shop: SignedInShop,
    exports: ExportsViewModel,
    export_page: ExportPage,
    review_page: ReviewPage,
) -> None:
    plain = exported(qtbot, exports, export_page)
    settled(qtbot, tasks)
    held = [
        f.value
        for category in (CategoryId.BUSINESS, CategoryId.CONTACT)
        for f in shop.records.fields(category)
        if f.personal and f.value and len(f.value) > 5
    ]
    walkthrough.set_on(True)
    masked = exported(qtbot, exports, export_page)
    settled(qtbot, tasks)
    assert exports.last_report is not None
    assert exports.last_report.masked

    for path in (plain, masked):
        review = opened(qtbot, tasks, review_page, path)
        for sheet in review.data_sheets:
            review.show_sheet(sheet.name)
            settled(qtbot, tasks)
            seen = everything_readable(review_page)
            assert [value for value in held if value in seen] == []
    assert [value for value in held if value in everything_readable(export_page)] == []


def test_a_file_of_another_program_is_shown_as_plain_text_and_named(
    qtbot: QtBot, tasks: Tasks, walkthrough: Walkthrough, review_page: ReviewPage, tmp_path: Path
) -> None:
    path = tmp_path / "stock.csv"
    path.write_bytes("பெயர்;விலை\nகத்தரி;40\n".encode("utf-16"))
    opened(qtbot, tasks, review_page, path)
    assert "text file of another program" in review_page.error.text.text()
    assert review_page.plain.isVisible()
    model = review_page.plain.model
    assert model.data(model.index(1, 0)) == "கத்தரி"
    assert "Not a KassaDesk export" in words_of(review_page)
    walkthrough.set_on(True)
    assert model.data(model.index(1, 0)) == "••••••"
    walkthrough.set_on(False)
    review_page._view_model.dismiss_error()
    assert not review_page.plain.isVisible()


def test_a_file_with_a_password_asks_for_it_and_opens(
    qtbot: QtBot, tasks: Tasks, review_page: ReviewPage, tmp_path: Path
) -> None:
    plain, locked = tmp_path / "plain.xlsx", tmp_path / "locked.xlsx"
    make(plain, [(plan("Opt-in history", Resource.CONSENT_EVENTS), list(opt_in_events(5)))])
    with plain.open("rb") as source, locked.open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(source).encrypt("திறவுகோல் 7", target)
    model = opened(qtbot, tasks, review_page, locked)
    assert "Type the password" in review_page.error.text.text()
    assert review_page.unlocking.isVisible()
    for password, reason in (("wrong", "not its password"), ("திறவுகோல் 7", "")):
        review_page.unlocking.password.setText(password)
        review_page.unlocking.button.click()
        settled(qtbot, tasks)
        assert reason in (review_page.error.text.text() if model.error else "")
    assert model.review is not None
    assert model.review.sheets[0].summary.count == 5
    assert not review_page.unlocking.isVisible()
    assert review_page.unlocking.password.text() == ""


def test_a_file_saved_again_by_another_program_is_said_to_be_unchanged(
    qtbot: QtBot, tasks: Tasks, review_page: ReviewPage, tmp_path: Path
) -> None:
    KnownKeys(tmp_path).remember([KEY])
    path = tmp_path / "copy.xlsx"
    make(path, [(plan("Opt-in history", Resource.CONSENT_EVENTS), list(opt_in_events(5)))])
    book = load_workbook(path)
    book.save(path)
    opened(qtbot, tasks, review_page, path)
    title = review_page.banner.title.text()
    assert title == "Saved again by another program, values unchanged"
