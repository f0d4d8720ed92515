"""What a person keeps of a request: its receipt and the log, checked by the command line alone."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from kassadesk.app import command_line
from kassadesk.app.exit_codes import Exit
from tests.flows.acts import PDF, ask_to_correct, choose_row, drop_files, filed, settle
from tests.flows.desk import Desk
from tests.sandbox.running import Sandbox
from tests.vault import private_session

RIGHT = "41 Bharathi Street, Tiruchirappalli, Tamil Nadu 620 017"


@pytest.fixture
def home(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command line on the same PC."""
    monkeypatch.setenv("KASSADESK_HOME", str(desk.home))
    return desk.home


def save_as(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The system's dialog, in which the person chooses this place."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on this process can reach nobody."""
    connect = socket.socket.connect

    def refused(self: socket.socket, address: Any) -> None:
        assert self.family not in (socket.AF_INET, socket.AF_INET6), "it wanted the network"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refused)


def test_a_filed_request_leaves_a_receipt_and_a_log_that_verify_offline(
    desk: Desk,
    calm_shop: Sandbox,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = tmp_path / "proof.pdf"
    document.write_bytes(PDF)
    desk.sign_in()
    page = ask_to_correct(desk, "Address, main shop")
    desk.hand.write(page.new.value, RIGHT)
    drop_files(desk, page.documents.drop, document)
    desk.hand.press(page.send.send_button)
    desk.wait_at("requests")
    settle(desk)
    reference = filed(calm_shop, "correction")[0]
    kept = {ending: tmp_path / f"receipt.{ending}" for ending in ("pdf", "json")}
    for ending, path in kept.items():
        save_as(monkeypatch, path)
        button = desk.page.pane.receipt_buttons[ending]
        button.click()
        settle(desk)
    log = tmp_path / "evidence.jsonl"
    save_as(monkeypatch, log)
    desk.hand.press(desk.page.evidence_button)
    settle(desk)
    assert desk.program.services.evidence.check(log).anchored
    desk.close()
    with monkeypatch.context() as offline:
        no_network(offline)
        for path in kept.values():
            assert command_line.run(["verify", str(path)]) == Exit.DONE
            said = capsys.readouterr().out
            assert "A genuine receipt of Kassapos" in said
            for told in (f"Request: {reference}", f"Correct: {RIGHT}", "Documents: 1"):
                assert told in said
        expected = Exit.DONE if private_session.inside() else Exit.NOT_SIGNED
        assert command_line.run(["verify", str(log)]) == expected
    written = log.read_text()
    for kind in ("intent_saved", '"receipt"', "status_seen", "log_exported"):
        assert kind in written
    for personal in ("Bharathi", "Kaveri", "Kavitha", "33ABCPS", "proof.pdf", calm_shop.login):
        assert personal not in written

    kept["json"].write_bytes(kept["json"].read_bytes().replace(b'"edition": 1', b'"edition": 0'))
    assert command_line.run(["verify", str(kept["json"])]) == Exit.NOT_READABLE
    log.write_text(written.replace("status_seen", "status_sean", 1))
    assert command_line.run(["verify", str(log)]) == Exit.CHANGED
    assert "Entry " in capsys.readouterr().out


def test_a_request_filed_elsewhere_has_a_receipt_without_its_words(
    desk: Desk,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk.sign_in()
    page = desk.open_page("requests")
    choose_row(desk, page.table, "Your name")
    path = tmp_path / "old.pdf"
    save_as(monkeypatch, path)
    page.pane.receipt_buttons["pdf"].click()
    settle(desk)
    assert command_line.run(["verify", str(path)]) == Exit.DONE
    assert "was not sent from this PC" in capsys.readouterr().out


def test_a_toggle_stands_in_the_log_with_its_receipt(desk: Desk, tmp_path: Path) -> None:
    desk.sign_in()
    page = desk.open_page("opt_ins")
    switch = page.matrix.cells["low_stock.email"].switch
    was = switch.isChecked()
    for wanted in (not was, was):
        desk.hand.press(switch)
        desk.wait_until(lambda: "Receipt" in desk.toast, "Kassapos has it")
        desk.rest()
        assert switch.isChecked() is wanted
        desk.hand.press(desk.window.toast.close_button)
    receipt = desk.rooms.opt_ins.confirmed("low_stock.email").receipt_number
    log = tmp_path / "evidence.jsonl"
    desk.program.services.evidence.save(log)
    assert log.read_text().count("opt_in_changed") == 2
    assert receipt in log.read_text()


def test_the_receipt_of_a_choice_verifies_offline_and_an_edit_is_found(
    desk: Desk,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk.sign_in()
    page = desk.open_page("opt_ins")
    desk.rooms.opt_ins.select("offers.whatsapp")
    desk.wait_until(lambda: page.pane.receipt_buttons, "the history is there")
    kept = {ending: tmp_path / f"consent.{ending}" for ending in ("pdf", "jsonld")}
    for ending, path in kept.items():
        save_as(monkeypatch, path)
        page.pane.receipt_buttons[ending].click()
        desk.wait_until(lambda: "Receipt saved" in desk.toast, "it is saved")
        desk.rest()
        desk.window.toast.close_now()
    folder = tmp_path / "all"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    page.save_all.click()
    desk.wait_until(lambda: "17 receipts saved" in desk.toast, "all are saved")
    desk.rest()
    kept |= {one.stem: one for one in folder.iterdir()}
    assert len(kept) == 19
    desk.close()
    with monkeypatch.context() as offline:
        no_network(offline)
        for path in kept.values():
            assert command_line.run(["verify", str(path)]) == Exit.DONE
            said = capsys.readouterr().out
            assert "A genuine receipt of Kassapos" in said
            for told in ("It stands: Switched off", "receipt OPT-0219", "Channel: WhatsApp"):
                assert told in said or path.parent == folder
            path.write_bytes(path.read_bytes().replace(b"OPT-0219", b"OPT-0218", 1) + b"\n")
            assert command_line.run(["verify", str(path)]) == Exit.CHANGED
            assert "the file was changed" in capsys.readouterr().out
