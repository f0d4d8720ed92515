"""Choosing a password and an earlier copy on the real page, over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from kassadesk.core.errors import Offline
from kassadesk.core.exports import Alteration, ExportFormat
from kassadesk.core.held import CategoryId
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import KnownKeys
from kassadesk.services.exports import ExportService
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.export_page import ExportPage
from kassadesk.ui.words.error_reasons import unreadable_advice
from kassadesk.viewmodels.exports import ExportsViewModel
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.gallery_checks import clipped_words
from tests.sample_shop_signed_in import SignedInShop
from tests.ui.acts_pages import everything_readable, settled
from tests.ui.what_is_seen import words_of
from tests.viewmodels.made_own_copies import own_copies

pytestmark = pytest.mark.qt_log_ignore("OpenType support missing", "propagateSizeHints")

GOOD = "three blue herons at Marina"


@pytest.fixture(scope="module")
def shop() -> Iterator[SignedInShop]:
    with SignedInShop() as made:
        yield made


@pytest.fixture
def exports(
    tasks: Tasks, walkthrough: Walkthrough, shop: SignedInShop, tmp_path: Path
) -> ExportsViewModel:
    return model(tasks, walkthrough, shop, tmp_path)


def model(
    tasks: Tasks, walkthrough: Walkthrough, shop: SignedInShop, own: Path
) -> ExportsViewModel:
    folder = own / "exports"
    folder.mkdir(parents=True)
    service = ExportService(shop.api, ExportHistory(own), KnownKeys(own))
    made = ExportsViewModel(tasks, Notices(), walkthrough, service, shop.records, folder)
    made.chosen = frozenset({CategoryId.CONTACT})  # small, so quick
    return made


@pytest.fixture
def page(
    qtbot: QtBot, tasks: Tasks, looks: Looks, exports: ExportsViewModel, tmp_path: Path
) -> ExportPage:
    copies = own_copies(tasks, exports.walkthrough, tmp_path)
    made = ExportPage(exports, looks, Notices(), copies)
    qtbot.addWidget(made)
    made.resize(1174, 680)
    made.show()
    made.on_shown()
    settled(qtbot, tasks)
    return made


def exported(qtbot: QtBot, tasks: Tasks, exports: ExportsViewModel, page: ExportPage) -> Path:
    """Press Start and wait for the file."""
    with qtbot.waitSignal(exports.finished, timeout=60_000) as done:
        page.choice.start_button.click()
    settled(qtbot, tasks)
    assert done.args is not None
    return Path(done.args[0].path)


def type_both(qtbot: QtBot, page: ExportPage, password: str, again: str) -> None:
    """Type into both lines."""
    lock = page.choice.lock
    for line, text in ((lock.password, password), (lock.again, again)):
        line.selectAll()
        qtbot.keyClicks(line, text)


def test_a_password_is_off_by_default_and_asks_to_be_typed_twice(
    qtbot: QtBot, page: ExportPage
) -> None:
    lock, start = page.choice.lock, page.choice.start_button
    assert not lock.box.isChecked()
    assert not lock.password.isVisible()
    lock.box.click()
    assert lock.password.isVisible()
    assert lock.password.echoMode() is QLineEdit.EchoMode.Password
    assert "Nobody can find a lost password out" in words_of(page)
    assert start.accessibleDescription() == "Type the password for this file."
    type_both(qtbot, page, GOOD, GOOD + "s")
    assert "The two passwords are not the same." in words_of(page)
    assert not start.isEnabled()
    type_both(qtbot, page, GOOD, GOOD)
    assert start.isEnabled()
    lock.box.click()
    assert start.isEnabled()
    assert GOOD not in everything_readable(page)


def test_the_strength_is_said_while_the_password_is_typed(qtbot: QtBot, page: ExportPage) -> None:
    page.choice.lock.box.click()
    for typed, said in (
        ("password", "Weak: somebody who knows you may guess it. Leave out words"),
        ("94410372", "numbers alone are soon tried"),
        ("mango42Tree", "Fair: it stops the curious. Make it longer."),
        (GOOD, "Strong."),
    ):
        type_both(qtbot, page, typed, "")
        assert said in page.choice.lock.password.accessibleDescription()
        assert said in words_of(page)


def test_a_zip_cannot_be_locked_and_says_why(qtbot: QtBot, page: ExportPage) -> None:
    lock = page.choice.lock
    page.choice.formats.radio(ExportFormat.CSV).click()
    assert not lock.box.isEnabled()
    assert lock.box.accessibleDescription() == (
        "Only an Excel workbook can be locked, CSV files cannot."
    )
    assert lock.box.accessibleDescription() in words_of(page)
    page.choice.formats.radio(ExportFormat.EXCEL).click()
    assert lock.box.isEnabled()


def test_after_the_export_nothing_on_the_page_or_behind_it_knows_the_password(
    qtbot: QtBot, tasks: Tasks, exports: ExportsViewModel, page: ExportPage, tmp_path: Path
) -> None:
    page.choice.lock.box.click()
    type_both(qtbot, page, GOOD, GOOD)
    path = exported(qtbot, tasks, exports, page)
    assert path.read_bytes()[:4] == bytes.fromhex("d0cf11e0")
    assert page.choice.lock.password.text() == page.choice.lock.again.text() == ""
    assert exports.last_plan is not None and exports.last_plan.password == ""
    assert GOOD not in path.name
    assert GOOD not in (tmp_path / "exports.jsonl").read_text()
    assert "opens with your password only" in words_of(page)
    table = page.history.table.model()
    assert "Excel workbook, password" in [
        str(table.index(0, 1).data(Qt.ItemDataRole.UserRole + n)) for n in range(120)
    ]
    assert not page.choice.start_button.isEnabled()  # the next one needs it typed anew


def test_the_password_of_a_cancelled_export_stays_only_where_it_was_typed(
    qtbot: QtBot, tasks: Tasks, exports: ExportsViewModel, page: ExportPage
) -> None:
    page.choice.lock.box.click()
    type_both(qtbot, page, GOOD, GOOD)
    page.choice.start_button.click()
    page.running.cancel_button.click()
    settled(qtbot, tasks)
    assert list(exports.folder.iterdir()) == []
    assert exports.last_plan is not None and exports.last_plan.password == ""
    assert page.choice.lock.password.text() == GOOD
    exports.forget()
    assert page.choice.lock.password.text() == ""
    assert not page.choice.lock.box.isChecked()


def test_in_a_walkthrough_not_even_the_number_of_dots_is_shown(
    qtbot: QtBot, page: ExportPage, walkthrough: Walkthrough
) -> None:
    page.choice.lock.box.click()
    type_both(qtbot, page, GOOD, GOOD)
    line = page.choice.lock.password
    line._eye.trigger()
    assert line.displayText() == GOOD
    walkthrough.set_on(True)
    assert line.displayText() == ""
    line._eye.trigger()
    assert line.displayText() == ""
    walkthrough.set_on(False)
    assert line.echoMode() is QLineEdit.EchoMode.Password


def test_without_an_earlier_export_there_is_nothing_to_go_on_from(page: ExportPage) -> None:
    since = page.choice.since
    assert not since.box.isEnabled()
    assert since.box.accessibleDescription() == (
        "No earlier export of this shop is listed on this PC."
    )
    assert since.box.accessibleDescription() in words_of(page)
    assert since.file_button.isEnabled()


def test_the_newest_copy_is_proposed_and_what_it_lacks_is_told(
    qtbot: QtBot, tasks: Tasks, exports: ExportsViewModel, page: ExportPage
) -> None:
    exported(qtbot, tasks, exports, page)
    since = page.choice.since
    since.box.click()
    assert since.copies.currentText().endswith("Contact details")
    assert "You get what is new since" in words_of(page)
    assert "does not hold all of" not in words_of(page)
    page.choice.boxes[CategoryId.BILLING].click()
    assert "That copy does not hold all of: Billing data." in words_of(page)
    page.choice.boxes[CategoryId.BILLING].click()
    path = exported(qtbot, tasks, exports, page)
    assert "-new-since-" in path.name
    assert exports.last_report is not None and exports.last_report.since is not None
    assert "It holds what is new since" in words_of(page)
    assert since.copies.count() == 2
    assert exports.since.path == path, "the newest is proposed for the next one"
    since.copies.setCurrentIndex(1)
    since.copies.activated.emit(1)
    exports.load()
    settled(qtbot, tasks)
    assert exports.since.path != path, "what the person chose stays"


def test_a_masked_copy_is_not_offered(
    qtbot: QtBot, tasks: Tasks, exports: ExportsViewModel, page: ExportPage
) -> None:
    exports.set_masked(True)
    exported(qtbot, tasks, exports, page)
    assert exports.history
    assert not page.choice.since.box.isEnabled()


def choose_file(monkeypatch: pytest.MonkeyPatch, page: ExportPage, path: Path) -> None:
    """The person chooses this file in the system's window."""
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", staticmethod(lambda *_words: (str(path), ""))
    )
    page.choice.since.file_button.click()


def test_the_file_of_an_earlier_copy_is_gone_on_from_after_its_password(
    qtbot: QtBot,
    tasks: Tasks,
    walkthrough: Walkthrough,
    shop: SignedInShop,
    exports: ExportsViewModel,
    page: ExportPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = model(tasks, walkthrough, shop, tmp_path / "another PC")
    other.load()
    settled(qtbot, tasks)
    other.lock.want(True)
    other.lock.type(GOOD)
    other.lock.type_again(GOOD)
    with qtbot.waitSignal(other.finished, timeout=60_000) as done:
        other.start()
    assert done.args is not None
    since = page.choice.since

    choose_file(monkeypatch, page, done.args[0].path)
    settled(qtbot, tasks)
    assert unreadable_advice("encrypted") in words_of(page)
    for password, said in (("wrong", unreadable_advice("wrong_password")), (GOOD, "File: ")):
        qtbot.keyClicks(since.unlocking.password, password)
        since.unlocking.button.click()
        settled(qtbot, tasks)
        seen = words_of(page) + since.copies.currentText()
        assert said in seen

    assert since.box.isChecked()
    assert not since.unlocking.isVisible()
    assert exports.since.copy is not None
    assert exports.since.copy.as_of == done.args[0].as_of
    assert page.choice.start_button.isEnabled()


def test_the_copy_of_another_shop_is_refused_in_place(
    qtbot: QtBot,
    tasks: Tasks,
    walkthrough: Walkthrough,
    exports: ExportsViewModel,
    page: ExportPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with SignedInShop("meenakshi", 20) as other_shop:
        other = model(tasks, walkthrough, other_shop, tmp_path / "other")
        other.load()
        settled(qtbot, tasks)
        with qtbot.waitSignal(other.finished, timeout=60_000) as done:
            other.start()
        settled(qtbot, tasks)
    assert done.args is not None
    choose_file(monkeypatch, page, done.args[0].path)
    settled(qtbot, tasks)
    assert "It is an export of another shop." in words_of(page)
    assert exports.since.copy is None
    assert page.choice.start_button.isEnabled()


def test_how_it_ended_is_said_in_plain_words(
    qtbot: QtBot, tasks: Tasks, exports: ExportsViewModel, page: ExportPage
) -> None:
    exported(qtbot, tasks, exports, page)
    report = exports.last_report
    assert report is not None
    for word in ("went on", "anew", "written exactly"):
        assert word not in words_of(page)
    exports.last_report = replace(
        report,
        resumed_rows=6_000,
        begun_again=1,
        altered=(Alteration("Contact", "value", "only_spaces", 3),),
    )
    exports.changed.emit()
    said = words_of(page)
    assert "went on from the interrupted export: 6,000 rows had arrived then" in said
    assert "everything was read anew" in said
    assert "3 values could not be written exactly; the sheet “Altered values” lists each." in said


def test_after_a_broken_line_the_page_says_that_another_try_goes_on(
    exports: ExportsViewModel, page: ExportPage
) -> None:
    exports.start()
    exports.cancel()
    exports.running, exports.error = None, Offline()
    exports.changed.emit()
    assert "another try goes on from there" in words_of(page)
    assert exports.last_plan is not None
    exports.last_plan = replace(exports.last_plan, masked=True)
    exports.changed.emit()
    assert "Nothing half-written was left behind." in words_of(page)


@pytest.mark.parametrize("room", [(944, 512), (1013, 526), (1174, 680)])
def test_what_comes_up_fits_the_window_and_cuts_no_word(
    qtbot: QtBot, tasks: Tasks, exports: ExportsViewModel, page: ExportPage, room: tuple[int, int]
) -> None:
    exported(qtbot, tasks, exports, page)
    page.resize(*room)
    for part, last in (
        (page.choice.since, page.choice.since.copies),
        (page.choice.lock, page.choice.lock._warning),
    ):
        part.box.click()
        qtbot.waitUntil(lambda last=last: not last.visibleRegion().isEmpty())  # type: ignore[misc]
        qtbot.waitUntil(
            lambda last=last: last.visibleRegion().boundingRect().height() >= last.height()  # type: ignore[misc]
        )
    qtbot.waitUntil(lambda: clipped_words(page) == [])
    assert page.minimumSizeHint().width() <= room[0]
