"""Running sandboxes for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.running import Sandbox, SignedIn, running_sandbox


@pytest.fixture(scope="module")
def shared() -> Iterator[Sandbox]:
    """One sandbox for a whole file: for tests that leave clock, lock and faults alone."""
    with running_sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A sandbox of the test's own."""
    with running_sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def me(sandbox: Sandbox) -> SignedIn:
    """Signed in to the test's own sandbox."""
    return sandbox.sign_in()
