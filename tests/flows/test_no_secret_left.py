"""After a full run no secret stands anywhere but in the keychain: not in files, temp or logs."""

from __future__ import annotations

import base64
import logging
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kassadesk.app import logs
from kassadesk.core.exports import ExportFormat
from kassadesk.core.held import CategoryId
from tests.flows.acts import settle
from tests.flows.desk import Desk
from tests.flows.hands import Keys, key
from tests.sandbox.running import Sandbox

FILE_PASSWORD = "three blue herons at Marina"


def forms(secret: str) -> list[re.Pattern[bytes]]:
    """The secret as files may hold it: UTF-8, both UTF-16, base64 at each of its three places."""
    plain = [secret.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    packed = [
        base64.b64encode(b"\0" * shift + secret.encode())[4 * bool(shift) : -4].rstrip(b"=")
        for shift in range(3)
    ]
    found = [re.escape(one) for one in (*plain, *packed) if len(one) >= 6]
    if secret.isdigit():  # a code is short: digits in a row that only begin like it are another
        found = [rb"(?<!\d)" + re.escape(secret.encode()) + rb"(?!\d)", *found[1:3]]
    return [re.compile(one) for one in found]


def pieces(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below, and what is inside packed ones."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        yield str(path), path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                for name in package.namelist():
                    yield f"{path}!{name}", package.read(name)


def places_of(secrets: set[str], folders: list[Path]) -> set[str]:
    """Where any of the secrets stands."""
    patterns = [form for secret in secrets for form in forms(secret)]
    return {
        name
        for folder in folders
        for name, content in pieces(folder)
        if any(form.search(content) or form.search(name.encode()) for form in patterns)
    }


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temp folder of this run."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    """The log of the program, at its finest."""
    root, ours = logging.getLogger(), logging.getLogger("kassadesk")
    before, levels = list(root.handlers), (root.level, ours.level)
    folder = tmp_path / "home" / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    logs.start(folder)
    ours.setLevel(logging.DEBUG)
    yield folder
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def note_tokens(desk: Desk, secrets: set[str]) -> None:
    """Remember the tokens held now."""
    held = desk.program.services.api.tokens.held
    assert held is not None
    secrets |= {held.access_token, held.refresh_token}


def full_run(desk: Desk, shop: Sandbox) -> set[str]:
    """Everything a person does in a day; gives every secret there was."""
    secrets = {shop.password, shop.code}
    desk.give_name(shop.login, "a wrong password")
    secrets.add("a wrong password")
    desk.sign_in(remember=True)
    note_tokens(desk, secrets)
    for name in ("home", "my_data", "opt_ins", "export", "review", "requests", "policy", "help"):
        desk.open_page(name)
    shop.advance(seconds=901)
    page = desk.open_page("opt_ins")
    desk.hand.press(page.matrix.cells["low_stock.sms"].switch)
    desk.rest()
    note_tokens(desk, secrets)
    assert len(secrets) == 7, "the tokens were renewed"
    page = desk.open_page("export")
    desk.hand.press(page.choice.boxes[CategoryId.USAGE])
    secrets.add(FILE_PASSWORD)
    for kind in ExportFormat:
        desk.hand.press(page.choice.formats.radio(kind))
        if kind is ExportFormat.EXCEL:
            desk.hand.press(page.choice.lock.box)
            desk.hand.write(page.choice.lock.password, FILE_PASSWORD)
            desk.hand.write(page.choice.lock.again, FILE_PASSWORD)
        desk.hand.press(page.choice.start_button)
        desk.wait_until(
            lambda kind=kind: (  # type: ignore[misc]
                desk.rooms.exports.last_report
                and desk.rooms.exports.last_plan.format is kind
                and not desk.rooms.exports.running
            ),
            "the export is done",
            60,
        )
        settle(desk)
    table = page.history.table
    desk.hand.open_row(table, table.model().index(0, 5))
    desk.wait_at("review")
    desk.mask(True)
    shop.fault("GET /v1/opt-ins", times=3, status=503)
    desk.open_page("opt_ins")
    key(Keys.Key_F5)
    desk.rest()
    desk.restart()
    desk.wait_at("home")
    note_tokens(desk, secrets)
    return secrets


def test_after_a_full_run_no_secret_stands_in_profile_temp_or_logs(
    temp: Path, logged: Path, desk: Desk, calm_shop: Sandbox, expected_log: list[str]
) -> None:
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    secrets = full_run(desk, calm_shop)
    folders = [desk.home, temp]
    assert (logged / logs.LOG_NAME).stat().st_size > 0
    assert places_of(secrets, folders) == set()
    desk.sign_out()
    desk.close()
    assert places_of(secrets, folders) == set()


def test_the_search_for_secrets_finds_one_that_is_planted(tmp_path: Path) -> None:
    token = "rt_Zm9vYmFyYmF6cXV4-0123456789abcdefABCDEF"
    held = b"xy" + token.encode() + b"z"
    planted = {
        "utf-8": f"log: token={token};".encode(),
        "utf-16": f"log: token={token};".encode("utf-16"),
        "utf-16-be": f"log: token={token};".encode("utf-16-be"),
        "base64 0": base64.b64encode(held[2:]),
        "base64 1": base64.b64encode(held[1:]),
        "base64 2": base64.b64encode(held),
    }
    for name, content in planted.items():
        (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / "packed", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("inside", planted["utf-8"] * 50)
    (tmp_path / "innocent").write_bytes(b"nothing of it")
    found = {Path(place).name for place in places_of({token}, [tmp_path])}
    assert found == {*planted, "packed!inside"}
    (tmp_path / "code").write_text("otp 135792.")
    (tmp_path / "number").write_text("order 91357920")
    found = {Path(place).name for place in places_of({"135792"}, [tmp_path])}
    assert found == {"code"}
