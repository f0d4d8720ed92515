"""What holds for every test: no outside network, no stray warning, nothing left running."""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.systems import UNDER_WINE, WINDOWS
from tests.vault import private_session
from tests.workers import running_workers, where_workers_stand

os.environ.setdefault("QT_QPA_PLATFORM", os.environ.get("KASSADESK_TEST_PLATFORM", "offscreen"))
"""Wine hands no variable on that begins with QT_, so another one says it there."""


_WINDOWS_SAYS = ["Unable to set geometry"]
"""It makes no window of a few pixels, as some tests ask for."""
_WINE_SAYS = ["DpiAwareness::PerMonitorVersion2 is not supported", "EnableNonClientDpiScaling"]
"""It does not know scales of single screens; Qt then takes the older way."""
_own_session = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Each process of several that test at once has a keychain of its own; what Qt says of the system
    and not of the program fails no test."""
    for words in [*(_WINDOWS_SAYS if WINDOWS else []), *(_WINE_SAYS if UNDER_WINE else [])]:
        config.addinivalue_line("qt_log_ignore", words)
    if hasattr(config, "workerinput") and private_session.inside() and private_session.available():
        _own_session.enter_context(private_session.session_of_this_process())


def pytest_unconfigure() -> None:
    """The keychain goes with the process."""
    _own_session.close()


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that tries to reach another machine fails at once."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _loopback(address[0]):
            raise AssertionError("a test tried to leave this machine")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith("kassadesk"):
            self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture
def expected_log() -> list[str]:
    """A test that provokes warnings asks for this and reads the lines after the fact."""
    return []


@pytest.fixture(autouse=True)
def no_stray_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log that the test did not ask for fails it."""
    expected = "expected_log" in request.fixturenames
    wanted: list[str] = request.getfixturevalue("expected_log") if expected else []
    listener = _Listener()
    logging.getLogger().addHandler(listener)
    yield
    logging.getLogger().removeHandler(listener)
    if expected:
        wanted.extend(listener.lines)
        return
    assert listener.lines == [], "unexpected log lines"


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """A test that leaves a worker thread of ours running fails."""
    yield
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if not running_workers():
            return
        time.sleep(0.02)
    raise AssertionError(f"threads left running:\n{where_workers_stand()}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who asks for more examples wants all of them, however long they take."""
    if os.environ.get("KASSADESK_EXAMPLES"):
        for item in items:
            item.add_marker(pytest.mark.timeout(0))
