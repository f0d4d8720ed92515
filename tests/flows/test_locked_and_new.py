"""Lock the copy with a password and open it again; take only what is new since the last copy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kassadesk.core.held import CategoryId
from tests.flows.desk import Desk
from tests.flows.hands import by_both_hands
from tests.flows.test_taking_the_data_along import ROOT, answer_file_dialog, export
from tests.sandbox.running import Sandbox

PASSWORD = "three blue herons at Marina"


@pytest.fixture
def at_export(desk: Desk) -> Desk:
    """Signed in, the Export page is read; only contact details are to be taken."""
    desk.sign_in()
    page = desk.open_page("export")
    for category in set(CategoryId) - {CategoryId.CONTACT}:
        desk.hand.press(page.choice.boxes[category])
    return desk


def choose_password(desk: Desk, password: str) -> None:
    """Tick the box, type the password twice."""
    lock = desk.page.choice.lock
    desk.hand.press(lock.box)
    desk.hand.write(lock.password, password)
    desk.hand.write(lock.again, password)


def read_file(desk: Desk) -> Any:
    """Wait until Review has read what it was given; gives the page."""
    desk.wait_until(lambda: desk.rooms.review.opening is None, "the file is read", 60)
    desk.rest()
    return desk.page


def verify(desk: Desk, path: Path, *words: str, typed: str = "") -> tuple[int, str]:
    """`kassadesk verify FILE` on the same PC: exit code and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "kassadesk", "verify", str(path), *words],
        cwd=ROOT,
        env={**os.environ, "KASSADESK_HOME": str(desk.home)},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


@by_both_hands
def test_i_choose_a_password_and_only_the_password_opens_my_copy(
    at_export: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at_export
    choose_password(desk, PASSWORD)
    desk.wait_to_see("Strong.", "Nobody can find a lost password out")
    path = export(desk)
    desk.wait_to_see("Export done, read back and found whole", "opens with your password only")

    answer_file_dialog(monkeypatch, path)
    desk.open_page("review")
    desk.hand.press(desk.page.drop.button)
    page = read_file(desk)
    desk.wait_to_see("It has a password. Type the password to open it.")
    desk.hand.write(page.unlocking.password, "three blue crows")
    desk.hand.press(page.unlocking.button)
    page = read_file(desk)
    desk.wait_to_see("This is not its password.")
    desk.hand.write(page.unlocking.password, PASSWORD)
    desk.hand.press(page.unlocking.button)
    page = read_file(desk)
    assert page.banner.title.text() == "Unchanged since it was made on 23 Nov 2026"

    assert verify(desk, path)[0] == 2
    assert verify(desk, path, "--password-from-stdin", typed="three blue crows\n")[0] == 2
    code, said = verify(desk, path, "--password-from-stdin", typed=f"{PASSWORD}\n")
    assert (code, said.startswith("Unchanged since it was made")) == (0, True)


def test_my_password_stands_in_no_title_name_or_word_of_the_window(at_export: Desk) -> None:
    desk = at_export
    choose_password(desk, PASSWORD)
    path = export(desk)
    assert PASSWORD not in desk.words() + desk.title + path.name + desk.toast
    for name in ("home", "export"):
        desk.open_page(name)
        assert PASSWORD not in desk.words()


@by_both_hands
def test_i_take_only_what_is_new_since_my_last_copy(at_export: Desk, calm_shop: Sandbox) -> None:
    desk = at_export
    export(desk)
    everything = desk.rooms.exports.last_report
    calm_shop.advance(seconds=60)
    page = desk.open_page("opt_ins")
    desk.hand.press(page.matrix.cells["low_stock.sms"].switch)
    desk.rest()

    page = desk.open_page("export")
    desk.hand.press(page.choice.since.box)
    desk.wait_to_see("You get what is new since")
    desk.hand.press(page.choice.start_button)
    desk.wait_until(
        lambda: desk.rooms.exports.last_report not in (None, everything), "the export is done", 60
    )
    desk.rest()
    report = desk.rooms.exports.last_report
    assert report.since == everything.as_of
    assert dict(report.sheets)["Opt-in history"] == 1
    assert 1 <= report.rows < everything.rows
    desk.wait_to_see("It holds what is new since")
    code, said = verify(desk, report.path)
    assert (code, said.startswith("Unchanged since it was made")) == (0, True)


def test_a_broken_line_is_gone_on_from_and_the_page_says_so(desk: Desk, calm_shop: Sandbox) -> None:
    desk.sign_in()
    desk.open_page("export")
    calm_shop.fault("GET /v1/usage-events*", times=20, status=503)
    desk.hand.press(desk.page.choice.start_button)
    desk.wait_until(lambda: desk.rooms.exports.error, "the line broke", 60)
    desk.rest()
    desk.wait_to_see("What had arrived is kept for up to a day", "Try again")
    calm_shop.no_faults()
    desk.hand.press(desk.button("Try again"))
    desk.wait_until(lambda: desk.rooms.exports.last_report, "the export is done", 60)
    desk.rest()
    desk.wait_to_see("It went on from the interrupted export")
    assert desk.rooms.exports.last_report.resumed_rows > 600
