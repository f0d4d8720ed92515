"""Running sandboxes for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.open_shop import OpenShop, open_shop
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


@pytest.fixture(scope="module")
def kaveri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenShop]:
    """Kaveri Fresh Mart with 2,000 bills, for the tests of one file that only read."""
    with open_shop(tmp_path_factory.mktemp("kaveri"), transactions=2000) as shop:
        yield shop


@pytest.fixture(scope="module")
def meenakshi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenShop]:
    """Meenakshi Stores with all its bills."""
    with open_shop(tmp_path_factory.mktemp("meenakshi"), "meenakshi") as shop:
        yield shop


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenShop]:
    """A new account."""
    with open_shop(tmp_path_factory.mktemp("empty"), "empty") as shop:
        yield shop
