"""What the keyboard meets on its way to the pages, and how few keys a correction takes."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.flows.acts import PDF, choose_row, files_to_choose, request_words, settle
from tests.flows.desk import Desk
from tests.flows.hands import CTRL, MOST_TABS, key, type_text
from tests.let_live import let_live
from tests.sandbox.running import Sandbox
from tests.ui.what_is_seen import words_of

Keys = Qt.Key
MOST_KEYS = 20
"""Done-line 7: fewer than this, beyond the typed text."""
NEW_ADDRESS = "41 Bharathi Street, Tiruchirappalli 620 017"


class CountedKeys:
    """Keys as a person presses them; text that is typed into a field is not counted."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.pressed: list[str] = []

    def press(
        self, code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """One key, to the open menu or to what has the keyboard."""
        self.pressed.append(code.name)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            QTest.keyClick(popup, code, modifier)
        else:
            key(code, modifier)
        settle(self._desk)


def test_tab_past_the_navigation_leads_to_no_other_page(desk: Desk) -> None:
    desk.sign_in()
    desk.open_page("my_data")
    for _ in range(MOST_TABS // 10):
        key(Qt.Key.Key_Tab)
        desk.rest()
        assert desk.at("my_data")


def test_a_correction_with_evidence_takes_under_twenty_keys_beyond_the_text(
    desk: Desk, calm_shop: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From Home, never touching the mouse. In the system's file dialog the name of the file is text and
    Enter is one key, which is counted."""
    document = tmp_path / "rent agreement.pdf"
    document.write_bytes(PDF)
    files_to_choose(monkeypatch, document)
    desk.sign_in()
    assert desk.at("home")
    keys = CountedKeys(desk)

    keys.press(Keys.Key_N, CTRL)
    keys.press(Keys.Key_Return)
    assert desk.at("correction")
    form = desk.page
    keys.press(Keys.Key_A)  # the first field that begins so
    assert form.now.combo.currentText() == "Address, main shop"
    keys.press(Keys.Key_Tab)
    type_text(NEW_ADDRESS)
    keys.press(Keys.Key_Tab)
    type_text("The house number is wrong.")
    keys.press(Keys.Key_Tab)
    keys.press(Keys.Key_Tab)
    assert form.documents.drop.button.hasFocus()
    keys.press(Keys.Key_Space)
    keys.pressed.append("Return in the file dialog")
    assert [one.name for one in form._view_model.evidence] == ["rent agreement.pdf"]
    while not form.send.send_button.hasFocus():
        keys.press(Keys.Key_Tab)
    keys.press(Keys.Key_Space)

    assert desk.at("requests")
    assert NEW_ADDRESS in request_words(desk)
    assert "Documents: 1" in request_words(desk)
    filed = calm_shop.sign_in().get("/v1/requests?limit=100").json["items"][0]
    assert (filed["type"], filed["evidence_count"]) == ("correction", 1)
    print(f"\na correction with evidence: {len(keys.pressed)} keys: {', '.join(keys.pressed)}")
    assert len(keys.pressed) < MOST_KEYS, keys.pressed


def test_several_fields_are_corrected_in_one_request_by_keyboard(
    desk: Desk, calm_shop: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    files_to_choose(monkeypatch)
    desk.sign_in()
    keys = CountedKeys(desk)
    keys.press(Keys.Key_N, CTRL)
    keys.press(Keys.Key_Return)
    form = desk.page
    keys.press(Keys.Key_I)
    assert form.now.combo.currentText() == "Industry type"
    keys.press(Keys.Key_Tab)
    type_text("Groceries")
    while not form.new.another_button.hasFocus():
        keys.press(Keys.Key_Tab)
    keys.press(Keys.Key_Space)
    words = words_of(form.send)
    assert "Industry type" in words
    assert "Groceries" in words
    assert form.now.combo.findText("Industry type") < 0
    assert form.now.combo.hasFocus()
    let_live(QApplication.keyboardInputInterval() + 50)  # else Qt reads the letters as one word
    keys.press(Keys.Key_A)
    assert form.now.combo.currentText() == "Address, main shop"
    keys.press(Keys.Key_Tab)
    assert form.new.value.hasFocus()
    type_text(NEW_ADDRESS)
    while not form.send.send_button.hasFocus():
        keys.press(Keys.Key_Tab)
    keys.press(Keys.Key_Space)

    assert desk.at("requests")
    told = request_words(desk)
    for words in ("Industry type", "Groceries", "Address, main shop", NEW_ADDRESS):
        assert words in told
    filed = calm_shop.sign_in().get("/v1/requests?limit=100").json["items"][0]
    after = {item["subject"]: item["after"] for item in filed["items"]}
    assert after == {"business.industry": "Groceries", "business.address.main": NEW_ADDRESS}


def test_when_a_correction_is_done_the_field_itself_is_looked_at(
    desk: Desk, calm_shop: Sandbox
) -> None:
    me = calm_shop.sign_in()
    corrections = [
        {"field_id": "business.fssai_licence", "before": None, "after": "10024042001235"}
    ]
    body = {"type": "correction", "client_ref": str(uuid.uuid4()), "corrections": corrections}
    filed = me.post("/v1/requests", body).json
    for step in ("acknowledge", "execute", "finish"):
        assert calm_shop.staff(filed["request_id"], step).status == 200
    desk.sign_in()
    page = desk.open_page("requests")
    choose_row(desk, page.table, "FSSAI licence")
    assert "Checked: Kassapos holds it so now." in request_words(desk)

    corrections[0]["after"] = "10024042001236"
    again = me.post("/v1/requests", body | {"client_ref": str(uuid.uuid4())}).json
    for step in ("acknowledge", "execute", "finish"):
        assert calm_shop.staff(again["request_id"], step).status == 200
    page.reload()
    settle(desk)
    desk.wait_until(
        lambda: "Not as asked: Kassapos holds “10024042001236” now." in request_words(desk),
        "the field is looked at again",
    )
