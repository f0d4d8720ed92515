"""Policy and keep-until calendar in the real window: read, compared, asked about, saved; and in trouble."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog

from kassadesk.ui.pages.policy_parts.compare_dialog import CompareDialog
from tests.flows.desk import TODAY, Desk
from tests.flows.hands import Keys, key
from tests.flows.still_icon import StillIcon
from tests.sandbox.running import Sandbox, running_sandbox

BOTH = pytest.mark.parametrize("hand", ["mouse", "keyboard"], indirect=True)


@pytest.fixture
def fresh_shop() -> Iterator[Sandbox]:
    """A shop of one test's own: its notices are unread."""
    with running_sandbox(today=TODAY.isoformat(), transactions=100) as sandbox:
        yield sandbox


def at_policy(desk: Desk) -> Any:
    page = desk.open_page("policy")
    desk.wait_to_see("What changes, in plain words")
    desk.rest()
    return page


def in_sight(desk: Desk, page: Any, part: str) -> None:
    page.show_part(part)
    desk.rest()


def notices(shop: Sandbox) -> dict[str, bool]:
    """Which notices the server has as read."""
    items = shop.sign_in().get("/v1/notices").json["items"]
    return {one["notice_id"]: one["read"] for one in items}


def all_read(desk: Desk) -> bool:
    """True when the window takes every notice for read."""
    return all(one.read for one in desk.rooms.policy.picture.notices)


def with_notification_area(desk: Desk) -> None:
    """As on a PC that has one; this screen has none."""
    tray = desk.program.while_away.tray
    tray._available, tray._make = lambda: True, StillIcon


def save_as(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


@BOTH
def test_everything_the_contract_tells_of_the_policy_is_in_the_window(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.sign_in()
    page = at_policy(desk)
    me = calm_shop.sign_in()
    words = desk.words()
    for version in me.get("/v1/policies").json["items"]:
        text = me.get(f"/v1/policies/{version['version']}").json
        if version["state"] == "next":
            for change in text["changes"]:
                assert change["about"] in words
                assert change["next"] in words
    companies = me.get("/v1/processors").json["items"]
    assert all(one["name"] in words and one["purpose"] in words for one in companies)
    assert all(one["text"] in words for one in me.get("/v1/retention-rules").json["items"])
    told = me.get("/v1/notices").json["items"]
    assert all(one["title"] in words and one["text"] in words for one in told)

    desk.hand.press(page.changes.compare)
    dialog = desk.dialog()
    assert isinstance(dialog, CompareDialog)
    assert desk.sees("Section 4, Who else gets it: names Google, which it did not")
    assert desk.sees(
        "Section 4, Who else gets it: speaks of an SMS gateway company, without its name"
    )
    key(Keys.Key_Escape)
    desk.wait_until(lambda: not dialog.isVisible(), "Esc closes it")

    desk.hand.press(page.companies.fields)
    dialog = desk.dialog()
    labels = {
        one["field_id"]: one["label"]
        for kind in ("business", "contact")
        for one in me.get(f"/v1/categories/{kind}/fields").json["items"]
    }
    gets = next(one for one in companies if one["processor_id"] == "razorpay")["fields"]
    assert gets
    assert desk.sees("Gets: " + "; ".join(labels[one] for one in gets))
    key(Keys.Key_Escape)
    desk.wait_until(lambda: not dialog.isVisible(), "Esc closes it")


@BOTH
def test_a_fact_becomes_a_complaint_that_names_the_section(desk: Desk, fresh_shop: Sandbox) -> None:
    desk.shop = fresh_shop
    desk.sign_in()
    page = at_policy(desk)
    (ask,) = [one for one in page.facts.buttons if "list does not name" in one.accessibleName()]
    desk.hand.press(ask)
    desk.wait_at("asking")
    desk.hand.press(desk.page.send.send_button)
    desk.wait_at("requests")
    (complaint,) = [
        one
        for one in fresh_shop.sign_in().get("/v1/grievances").json["items"]
        if "list does not name" in one["text"]
    ]
    assert complaint["category"] == "data_shared"
    assert "policy section 4" in complaint["text"]
    assert "Google Drive" in complaint["text"]


def test_a_text_seen_once_can_be_read_after_a_restart_while_kassapos_is_silent(
    desk: Desk, calm_shop: Sandbox
) -> None:
    desk.sign_in()
    at_policy(desk)
    desk.restart()
    desk.sign_in()
    desk.program.rooms.home.load()
    desk.rest()
    calm_shop.fault("* /v1/policies*", drop="before", times=1000)
    page = desk.open_page("policy")
    desk.wait_to_see("Policy of 1 May 2026", "Policy of 16 Dec 2026", "Kassapos")
    assert page._view_model.picture.from_this_pc
    assert not page.companies.isVisible(), "nothing is shown as empty that was not read"
    desk.hand.press(page.changes.compare)
    desk.dialog()
    assert desk.sees("7  How long it is kept", "72 months")
    key(Keys.Key_Escape)
    calm_shop.no_faults()
    page.reload()
    desk.rest()
    assert page.companies.isVisible()


def test_a_notice_is_told_as_read_only_when_it_came_in_sight(
    desk: Desk, fresh_shop: Sandbox
) -> None:
    desk.shop = fresh_shop
    desk.sign_in()
    page = at_policy(desk)
    assert not notices(fresh_shop)["ntc_policy_next"]
    in_sight(desk, page, "ntc_policy_next")
    desk.wait_until(lambda: all_read(desk), "the window knows")
    assert notices(fresh_shop)["ntc_policy_next"]


@pytest.mark.parametrize("fault", [{"drop": "before"}, {"status": 403}, {"status": 503}])
def test_a_notice_that_could_not_be_told_as_read_is_told_the_next_time(
    desk: Desk, fresh_shop: Sandbox, fault: dict[str, Any]
) -> None:
    desk.shop = fresh_shop
    desk.sign_in()
    page = at_policy(desk)
    fresh_shop.fault("PUT /v1/notices/*", times=1000, **fault)
    in_sight(desk, page, "ntc_policy_next")
    assert not notices(fresh_shop)["ntc_policy_next"]
    assert any(not one.read for one in desk.rooms.policy.picture.notices), "window and server agree"
    fresh_shop.no_faults()
    in_sight(desk, page, "next")
    in_sight(desk, page, "ntc_policy_next")
    desk.wait_until(lambda: all_read(desk), "told now")
    assert notices(fresh_shop)["ntc_policy_next"]


@pytest.mark.parametrize("lost", ["before", "after"])
def test_after_an_end_in_the_middle_of_telling_window_and_server_agree(
    desk: Desk, fresh_shop: Sandbox, lost: str
) -> None:
    desk.shop = fresh_shop
    desk.sign_in()
    page = at_policy(desk)
    fresh_shop.fault("PUT /v1/notices/*", drop=lost, times=1000)
    page.show_part("ntc_policy_next")
    desk.wait_until(
        lambda: any(one["method"] == "PUT" for one in fresh_shop.seen()), "the call is under way"
    )
    desk.close()
    fresh_shop.no_faults()
    at_server = notices(fresh_shop)
    assert at_server["ntc_policy_next"] is (lost == "after")
    desk.start()
    desk.sign_in()
    at_policy(desk)
    shown = {one.notice_id: one.read for one in desk.rooms.policy.picture.notices}
    assert shown == at_server


def test_the_calendar_is_saved_for_excel_for_a_calendar_and_for_the_accountant(
    desk: Desk, calm_shop: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sign_in()
    page = at_policy(desk)
    desk.wait_to_see("FY 2021-22", "31 Dec 2028", "You need FY 2026-27 for 128 days more")
    book = tmp_path / "keep.xlsx"
    save_as(monkeypatch, book)
    desk.hand.press(page.keep.buttons["excel"])
    desk.wait_until(book.exists, "the workbook is there")
    desk.rest()
    sheet = load_workbook(book).active
    assert sheet is not None
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    told = [cell.date() for cell in rows["FY 2026-27"][1:4] if isinstance(cell, datetime)]
    assert told == [date(2033, 12, 31), date(2034, 3, 31), date(2033, 11, 23)]
    days = tmp_path / "keep.ics"
    save_as(monkeypatch, days)
    desk.hand.press(page.keep.buttons["days"])
    desk.wait_until(days.exists, "the calendar file is there")
    desk.rest()
    text = days.read_bytes().decode()
    assert text.count("BEGIN:VEVENT") == 7  # six last days and one copy to make
    assert "DTSTART;VALUE=DATE:20340331" in text
    assert "Kaveri" not in text
    sheet_file = tmp_path / "sheet.pdf"
    save_as(monkeypatch, sheet_file)
    desk.hand.press(page.keep.buttons["sheet"])
    desk.wait_until(sheet_file.exists, "the sheet is there")
    desk.rest()
    pdf = PdfReader(io.BytesIO(sheet_file.read_bytes()))
    assert len(pdf.pages) == 1
    words_of_sheet = " ".join(pdf.pages[0].extract_text().split())
    for words in ("Kaveri Fresh Mart", "AWS (Hosting): India, Mumbai", "country not stated"):
        assert words in words_of_sheet
    assert "FY 2021-22: the law asks you until 31 Dec 2028" in words_of_sheet


def test_both_texts_are_saved_word_for_word_and_a_masked_sheet_names_nobody(
    desk: Desk, calm_shop: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sign_in()
    page = at_policy(desk)
    path = tmp_path / "policy.pdf"
    save_as(monkeypatch, path)
    desk.hand.press(page.save)
    desk.wait_until(path.exists, "the policy is saved")
    desk.rest()
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    told = "".join("".join(page.extract_text().split()) for page in pages)
    told = normalize("NFKC", told)  # fi and ff are one glyph in this font
    me = calm_shop.sign_in()
    for version in me.get("/v1/policies").json["items"]:
        text = me.get(f"/v1/policies/{version['version']}").json
        if version["state"] != "past":
            assert text["sha256"] in told
            for clause in text["clauses"]:
                assert "".join(clause["text"].split()) in told
    desk.mask(on=True)
    in_sight(desk, page, "calendar")
    sheet = tmp_path / "sheet.pdf"
    save_as(monkeypatch, sheet)
    desk.hand.press(page.keep.buttons["sheet"])
    desk.wait_until(sheet.exists, "the sheet is there")
    desk.rest()
    masked = " ".join(PdfReader(io.BytesIO(sheet.read_bytes())).pages[0].extract_text().split())
    assert "Kaveri" not in masked
    assert "33ABCPS1234K1ZT" not in masked
    assert "FY 2021-22" in masked


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sign_in()
    page = at_policy(desk)
    save_as(monkeypatch, tmp_path / "gone" / "keep.xlsx")
    desk.hand.press(page.keep.buttons["excel"])
    desk.wait_to_see("folder")
    assert page.keep.buttons["excel"].isEnabled()


def test_home_says_what_changed_since_the_last_visit(desk: Desk, fresh_shop: Sandbox) -> None:
    desk.shop = fresh_shop
    desk.sign_in()
    assert "since" not in desk.page.changed_line.text(), "a first visit has nothing to compare with"
    desk.restart()
    me = fresh_shop.sign_in()
    corrections = [
        {"field_id": "business.fssai_licence", "before": None, "after": "10024042001235"}
    ]
    body = {"type": "correction", "client_ref": str(uuid.uuid4()), "corrections": corrections}
    filed = me.post("/v1/requests", body).json
    for step in ("acknowledge", "execute", "finish"):
        assert fresh_shop.staff(filed["request_id"], step).status == 200
    desk.sign_in()
    assert "changed: FSSAI licence" in desk.page.changed_line.text()
    desk.hand.press(desk.page.changed_link)
    dialog = desk.dialog()
    assert desk.sees("FSSAI licence", "to 10024042001235")
    key(Keys.Key_Escape)
    desk.wait_until(lambda: not dialog.isVisible(), "Esc closes it")
    desk.mask(on=True)
    desk.hand.press(desk.page.changed_link)
    desk.dialog()
    assert not desk.sees("10024042001235")
    key(Keys.Key_Escape)
    desk.restart()
    desk.sign_in()
    assert "No field changed since " in desk.page.changed_line.text()


def test_home_leads_to_the_calendar_and_says_until_when_books_are_kept(desk: Desk) -> None:
    desk.sign_in()
    desk.wait_to_see("Oldest: FY 2021-22", "until 31 Dec 2028", "until 31 Mar 2034", "No copy yet")
    desk.hand.press(desk.page.books.link)
    desk.wait_at("policy")
    desk.wait_until(
        lambda: not desk.page.keep.visibleRegion().isEmpty(), "the calendar is in sight"
    )


def test_a_new_version_is_told_in_the_notification_area_once_on_this_pc(
    desk: Desk, calm_shop: Sandbox
) -> None:
    with_notification_area(desk)
    desk.sign_in()
    desk.wait_until(lambda: desk.program.while_away.tray.told == ["2026-12-16"], "it was told")
    icon = desk.program.while_away.tray.icon
    assert isinstance(icon, StillIcon)
    assert "16 Dec 2026" in str(icon.said[0])
    icon.messageClicked.emit()
    desk.wait_at("policy")
    desk.restart()
    with_notification_area(desk)
    desk.sign_in()
    at_policy(desk)
    assert desk.program.while_away.tray.told == [], "this PC has seen it before"
