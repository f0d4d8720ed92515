"""The promise of a TokenVault, kept by each implementation."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from kassadesk.vault.keychain import KeychainVault
from kassadesk.vault.this_run import KeychainOrRun
from kassadesk.vault.vault import MemoryVault, TokenVault
from tests.vault import private_session
from tests.vault.recording import RecordingVault

needs_keychain = pytest.mark.skipif(
    not private_session.inside(), reason="runs in a private keychain session only"
)


@pytest.fixture(
    params=[
        "memory",
        "keychain_or_run",
        "shared",
        "recording",
        pytest.param("keychain", marks=[pytest.mark.keychain, needs_keychain]),
    ]
)
def vault(request: pytest.FixtureRequest) -> Iterator[TokenVault]:
    makes: dict[str, Callable[[], TokenVault]] = {
        "memory": MemoryVault,
        "keychain_or_run": lambda: KeychainOrRun(MemoryVault()),
        "shared": lambda: KeychainOrRun(MemoryVault(), shared=True),
        "recording": lambda: RecordingVault(MemoryVault()),
        "keychain": KeychainVault,
    }
    made = makes[request.param]()
    yield made
    for account in ("a.example/1/refresh", "a.example/2/refresh"):
        made.delete(account)


class TestTokenVault:
    def test_gives_back_what_was_put(self, vault: TokenVault) -> None:
        vault.put("a.example/1/refresh", "rt_one")

        assert vault.get("a.example/1/refresh") == "rt_one"

    def test_newer_secret_takes_the_place_of_the_older(self, vault: TokenVault) -> None:
        vault.put("a.example/1/refresh", "rt_one")
        vault.put("a.example/1/refresh", "rt_two")

        assert vault.get("a.example/1/refresh") == "rt_two"
        vault.delete("a.example/1/refresh")
        assert vault.get("a.example/1/refresh") is None

    def test_unknown_account_has_no_secret(self, vault: TokenVault) -> None:
        assert vault.get("a.example/nobody/refresh") is None

    def test_deleting_nothing_is_fine(self, vault: TokenVault) -> None:
        vault.delete("a.example/1/refresh")

        assert vault.get("a.example/1/refresh") is None

    def test_accounts_do_not_mix(self, vault: TokenVault) -> None:
        vault.put("a.example/1/refresh", "rt_one")
        vault.put("a.example/2/refresh", "rt_two")
        vault.delete("a.example/1/refresh")

        assert vault.get("a.example/1/refresh") is None
        assert vault.get("a.example/2/refresh") == "rt_two"

    def test_longest_token_of_the_contract_fits(self, vault: TokenVault) -> None:
        vault.put("a.example/1/refresh", "x" * 1024)

        assert vault.get("a.example/1/refresh") == "x" * 1024

    @pytest.mark.parametrize("secret", ["", "x" * 1025, "zwölf", "two\nlines", "nul\0"])
    def test_what_no_token_can_be_is_refused_and_the_old_one_stays(
        self, vault: TokenVault, secret: str
    ) -> None:
        vault.put("a.example/1/refresh", "rt_one")

        with pytest.raises(ValueError, match="not a token"):
            vault.put("a.example/1/refresh", secret)

        assert vault.get("a.example/1/refresh") == "rt_one"

    def test_several_threads_lose_nothing(self, vault: TokenVault) -> None:
        kept: list[str | None] = []

        def work(number: int) -> None:
            account = f"a.example/thread-{number}/refresh"
            for turn in range(3):
                vault.put(account, f"rt_{number}_{turn}")
                kept.append(vault.get(account))
            vault.delete(account)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(filter(None, kept)) == [f"rt_{n}_{t}" for n in range(4) for t in range(3)]

    def test_repr_shows_no_secret(self, vault: TokenVault) -> None:
        vault.put("a.example/1/refresh", "rt_secret")

        assert "rt_secret" not in repr(vault)


def test_while_the_pc_is_shared_the_keychain_is_neither_written_nor_read() -> None:
    keychain = RecordingVault(MemoryVault("a keychain"))
    vault = KeychainOrRun(keychain)
    vault.put("a.example/1/refresh", "rt_one")
    noted = len(keychain.written)
    assert noted == 1
    vault.share(True)
    assert vault.name() is None
    assert vault.get("a.example/1/refresh") is None
    vault.put("a.example/2/refresh", "rt_two")
    assert vault.get("a.example/2/refresh") == "rt_two"
    vault.delete("a.example/1/refresh")
    assert (len(keychain.written), keychain.read) == (noted, [])
    vault.share(False)
    assert vault.get("a.example/1/refresh") == "rt_one", "what was kept before is there"
    assert vault.get("a.example/2/refresh") is None, "what was for the run is gone"
    vault.share(True)
    assert vault.get("a.example/2/refresh") is None
