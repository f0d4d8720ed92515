"""A sandbox per file of tests, and the program's services on it.

Tests of one file share the shop: each uses its own choice, wish or field and compares before with
after. `own_sandbox` is for tests that lock the account or end its sign-ins.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kassadesk.api import retry
from tests.sandbox.running import Sandbox, running_sandbox
from tests.services.program import Program

TRANSACTIONS = 2_500


@pytest.fixture(scope="module")
def shared_sandbox() -> Iterator[Sandbox]:
    with running_sandbox(transactions=TRANSACTIONS) as running:
        yield running


@pytest.fixture
def own_sandbox() -> Iterator[Sandbox]:
    with running_sandbox(transactions=TRANSACTIONS) as running:
        yield running


@pytest.fixture
def sandbox(shared_sandbox: Sandbox) -> Sandbox:
    shared_sandbox.no_faults()
    return shared_sandbox


@pytest.fixture
def program(sandbox: Sandbox, tmp_path: Path) -> Iterator[Program]:
    made = Program(sandbox, tmp_path / "profile")
    yield made
    made.api.close()


@pytest.fixture
def signed_in(program: Program) -> Program:
    program.sign_in()
    return program


@pytest.fixture(autouse=True)
def _no_database_stays_open() -> Iterator[None]:
    """Python 3.13 tells of a database that nobody closed."""
    yield
    while Program.made:
        Program.made.pop().outbox.close()


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeats come at once: what is waited for is the server, never the clock."""
    monkeypatch.setattr(retry, "FIRST_PAUSE_S", 0.01)
