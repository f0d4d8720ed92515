"""The sandbox as a process: what it prints, where it listens, how it ends, what it keeps."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.sandbox.running import running_sandbox
from tests.systems import posix_signals


def test_the_ready_line_tells_how_to_sign_in() -> None:
    with running_sandbox("empty") as sandbox:
        assert set(sandbox.ready) == {"base_url", "login", "password", "code", "shop", "ready"}
        assert sandbox.ready["shop"] == "empty"
        assert sandbox.sign_in().get("/v1/requests").json == {"items": [], "next": None}


def test_it_listens_on_this_machine_only() -> None:
    with running_sandbox("empty") as sandbox:
        at = urlsplit(sandbox.base_url)
        assert at.hostname == "127.0.0.1"
        with socket.socket() as other:
            other.settimeout(5)
            assert at.port is not None
            assert other.connect_ex(("127.0.0.2", at.port)) != 0


@posix_signals
@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_when_told(word: signal.Signals) -> None:
    with running_sandbox("empty") as sandbox:
        sandbox.process.send_signal(word)
        assert sandbox.process.wait(20) == 0


def test_it_ends_when_its_starter_is_gone() -> None:
    with running_sandbox("empty") as sandbox:
        assert sandbox.process.stdin is not None
        sandbox.process.stdin.close()
        assert sandbox.process.wait(20) == 0


def test_it_prints_one_line_and_leaves_no_folder_behind(tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "kassadesk.sandbox.main",
        "--shop",
        "empty",
        "--until-stdin-closes",
    ]
    env = os.environ | {"TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "TMP": str(tmp_path)}
    ended = subprocess.run(words, input=b"", capture_output=True, timeout=60, env=env, check=False)
    assert ended.returncode == 0
    assert len(ended.stdout.splitlines()) == 1
    assert ended.stderr == b""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["--shop", "nobody"], ["--port", "70000"], ["--today", "soon"]])
def test_a_start_that_cannot_be_says_why_and_gives_two(words: list[str]) -> None:
    command = [sys.executable, "-m", "kassadesk.sandbox.main", *words]
    ended = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert ended.stdout == b""
    assert b"Traceback" not in ended.stderr
    assert b"kassadesk sandbox: " in ended.stderr


def test_a_taken_port_is_told_plainly() -> None:
    with running_sandbox("empty") as sandbox:
        port = str(urlsplit(sandbox.base_url).port)
        command = [sys.executable, "-m", "kassadesk.sandbox.main", "--port", port]
        ended = subprocess.run(command, capture_output=True, timeout=60, check=False)
        assert (ended.returncode, b"Traceback" in ended.stderr) == (2, False)


def test_requests_and_keys_survive_a_restart(tmp_path: Path) -> None:
    with running_sandbox(data=tmp_path, today="2026-11-23") as sandbox:
        keys = sandbox.call("GET", "/.well-known/kassapos-keys").json["keys"][0]["public_key"]
        before = sandbox.sign_in().get("/v1/requests").body
    with running_sandbox(data=tmp_path, today="2026-11-23") as sandbox:
        again = sandbox.call("GET", "/.well-known/kassapos-keys").json["keys"][0]["public_key"]
        assert again == keys
        assert sandbox.sign_in().get("/v1/requests").body == before


def test_a_folder_of_another_shop_is_refused(tmp_path: Path) -> None:
    with running_sandbox("empty", data=tmp_path):
        pass
    command = [sys.executable, "-m", "kassadesk.sandbox.main", "--data", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert ended.returncode == 2


def test_the_requests_of_kaveri_stand_at_every_turn_on_any_day() -> None:
    for today in ("2026-11-23", "2027-01-05", "2028-02-29"):
        with running_sandbox(today=today) as sandbox:
            items = sandbox.sign_in().get("/v1/requests").json["items"]
        assert [(r["status"], r["reason"]) for r in items] == [
            ("open", None),
            ("in_progress", "cooling_off"),
            ("in_progress", "need_evidence"),
            ("fulfilled", "partial_legal_hold"),
            ("fulfilled", None),
            ("denied", "claim_not_covered"),
            ("revoked", "by_requester"),
        ]
        assert items[0]["filed_at"][:10] < today


def test_the_picture_of_the_design_has_these_references_and_dates() -> None:
    with running_sandbox(today="2026-11-23") as sandbox:
        items = {r["reference"]: r for r in sandbox.sign_in().get("/v1/requests").json["items"]}
    assert items["COR-2026-0042"]["expires_at"][:10] == "2026-12-18"
    assert items["COR-2026-0042"]["promised_by"][:10] == "2026-11-25"
    assert items["DEL-2026-0040"]["effective_at"][:10] == "2026-12-01"
    assert items["ACC-2026-0045"]["promised_by"][:10] == "2026-11-24"
    assert set(items) >= {"DEL-2026-0031", "EXP-2026-0027", "COR-2026-0022", "DEL-2026-0018"}
