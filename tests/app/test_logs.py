"""The log tells what happened and nothing about anybody."""

from __future__ import annotations

import io
import logging
import sys
import threading
import time
from pathlib import Path

import pytest

from kassadesk.app import logs
from kassadesk.app.folders import own_folders


def formatted(message: str, *args: object, error: BaseException | None = None) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.OneLine())
    logger = logging.Logger("kassadesk.test")
    logger.addHandler(handler)
    logger.error(message, *args, exc_info=error)
    return stream.getvalue()


def test_text_from_outside_cannot_start_a_log_line() -> None:
    line = formatted("answer: %s", "ok\r\n2026 ERROR forged \x1b[2K\u202e")
    assert line.count("\n") == 1
    assert "\x1b" not in line and "\u202e" not in line


def test_a_line_begins_with_its_time_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_763_872_440.123)
    monkeypatch.setattr(time, "time_ns", lambda: 1_763_872_440_123_000_000)
    assert formatted("hello").startswith("2025-11-23T04:34:00.123Z ERROR")


def test_a_traceback_tells_where_but_not_what_was_in_hand() -> None:
    secret = "9876543210"
    try:
        raise ValueError(f"bad number {secret}")
    except ValueError as error:
        line = formatted("Unexpected error", error=error)
    assert "test_logs.py" in line and "ValueError" in line
    assert secret not in line


def test_what_nobody_caught_is_told_from_every_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    told: list[BaseException] = []
    logs.catch_the_rest(tmp_path, told.append)

    def fail() -> None:
        raise RuntimeError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert [type(error) for error in told] == [RuntimeError]
    logs.release_crash_file()


def test_folders_are_private_and_follow_the_person(tmp_path: Path) -> None:
    folders = own_folders({"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)})
    assert folders.data.is_dir() and folders.logs.is_dir()
    assert not folders.exports.exists()
    carried = own_folders({"KASSADESK_HOME": str(tmp_path / "stick"), "HOME": str(tmp_path)})
    assert carried.data == tmp_path / "stick"
