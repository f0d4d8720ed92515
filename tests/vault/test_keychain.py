"""The keychain's own traps: hijacked backends, no backend, and what stands in the real one."""

from __future__ import annotations

import sys
import threading
from typing import Any

import pytest

from kassadesk.core.errors import VaultLocked, VaultMissing
from kassadesk.vault import keychain
from kassadesk.vault.keychain import KeychainVault, safe_backend
from kassadesk.vault.patience import Patience
from tests.systems import WINDOWS
from tests.vault import private_session

in_private_session = [
    pytest.mark.keychain,
    pytest.mark.skipif(
        not private_session.inside(), reason="runs in a private keychain session only"
    ),
]


OTHERS = [name for name in ("win32", "darwin", "cygwin", "freebsd14") if name != sys.platform]


@pytest.mark.parametrize("system", OTHERS)
def test_backend_of_another_system_is_never_taken(system: str) -> None:
    assert safe_backend(system) is None


def test_without_a_keychain_everything_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keychain, "safe_backend", lambda: None)
    vault = KeychainVault()

    assert vault.name() is None
    with pytest.raises(VaultMissing):
        vault.put("a.example/1/refresh", "rt_one")
    with pytest.raises(VaultMissing):
        vault.get("a.example/1/refresh")
    with pytest.raises(VaultMissing):
        vault.delete("a.example/1/refresh")


class Deaf:
    """A keychain that takes everything and keeps nothing, like keyring's null backend."""

    def set_password(self, service: str, user: str, secret: str) -> None:
        """Throw it away."""

    def get_password(self, service: str, user: str) -> str | None:
        return None

    def delete_password(self, service: str, user: str) -> None:
        from keyring.errors import PasswordDeleteError

        raise PasswordDeleteError


class Forgetful(Deaf):
    """Gives back another secret than was put."""

    def get_password(self, service: str, user: str) -> str | None:
        return "rt_other"

    def delete_password(self, service: str, user: str) -> None:
        """Pretend."""


class Breaking(Deaf):
    """Fails in its own words."""

    def get_password(self, service: str, user: str) -> str | None:
        raise RuntimeError("1312: the logon session does not exist; secret rt_one")

    set_password = delete_password = get_password  # type: ignore[assignment]


class Foreign(Deaf):
    """Holds what another program wrote there."""

    def get_password(self, service: str, user: str) -> str | None:
        return bytes([0xFF, 0xFE, 0x41]).decode("utf-8")


def vault_on(backend: Any, monkeypatch: pytest.MonkeyPatch) -> KeychainVault:
    monkeypatch.setattr(keychain, "safe_backend", lambda: (backend, "a test's keychain"))
    return KeychainVault()


@pytest.mark.parametrize("backend", [Deaf(), Forgetful(), Breaking()])
def test_what_cannot_be_read_back_counts_as_not_kept(
    backend: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(VaultLocked) as locked:
        vault_on(backend, monkeypatch).put("a.example/1/refresh", "rt_one")

    assert "rt_one" not in str(locked.value)


@pytest.mark.parametrize("backend", [Forgetful(), Breaking()])
def test_what_does_not_go_away_is_told(backend: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(VaultLocked):
        vault_on(backend, monkeypatch).delete("a.example/1/refresh")


def test_entry_of_another_program_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert vault_on(Foreign(), monkeypatch).get("a.example/1/refresh") is None


class Clinging(Deaf):
    """Takes a new value but never lets an entry go."""

    def __init__(self, error: Exception | None = None) -> None:
        self.kept = "rt_one"
        self.error = error

    def set_password(self, service: str, user: str, secret: str) -> None:
        self.kept = secret

    def get_password(self, service: str, user: str) -> str | None:
        return self.kept

    def delete_password(self, service: str, user: str) -> None:
        from keyring.errors import PasswordDeleteError

        raise self.error or PasswordDeleteError


@pytest.mark.parametrize("error", [None, OSError("access denied")])
def test_entry_that_will_not_go_holds_a_tombstone_and_counts_as_none(
    error: Exception | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = Clinging(error)
    vault = vault_on(backend, monkeypatch)
    assert vault.get("a.example/1/refresh") == "rt_one"

    with pytest.raises(VaultLocked):
        vault.delete("a.example/1/refresh")

    assert backend.kept != "rt_one"
    assert vault.get("a.example/1/refresh") is None


def test_person_who_would_not_unlock_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.errors import KeyringLocked

    backend = Clinging(KeyringLocked())
    with pytest.raises(VaultLocked):
        vault_on(backend, monkeypatch).delete("a.example/1/refresh")

    assert backend.kept == "rt_one"


class Hanging(Deaf):
    """Hangs in its first write until it is let go, like a D-Bus service that does not answer."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.reached, self.go_on = threading.Event(), threading.Event()

    def set_password(self, service: str, user: str, secret: str) -> None:
        self.reached.set()
        self.go_on.wait(60)
        self.kept[service] = secret

    def get_password(self, service: str, user: str) -> str | None:
        return self.kept.get(service)

    def delete_password(self, service: str, user: str) -> None:
        if self.kept.pop(service, None) is None:
            super().delete_password(service, user)


def threads_of_the_keychain() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "kassadesk-keychain"]


def test_hung_keychain_is_not_waited_for_and_its_late_entry_is_taken_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backend = Hanging()
    monkeypatch.setattr(keychain, "safe_backend", lambda: (backend, "a test's keychain"))
    vault = KeychainVault(Patience(limit_s=0.2))
    with pytest.raises(VaultLocked):
        vault.put("a.example/1/refresh", "rt_one")
    assert backend.reached.is_set()

    with pytest.raises(VaultLocked):  # nobody else is let in meanwhile
        vault.get("a.example/1/refresh")
    backend.go_on.set()
    for thread in threads_of_the_keychain():
        thread.join(30)

    assert backend.kept == {}
    assert vault.get("a.example/1/refresh") is None
    vault.put("a.example/1/refresh", "rt_two")
    assert vault.get("a.example/1/refresh") == "rt_two"


def test_keychain_that_hangs_when_looked_for_has_no_name_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on = threading.Event()

    def hanging_look() -> None:
        go_on.wait(60)

    monkeypatch.setattr(keychain, "safe_backend", hanging_look)
    vault = KeychainVault(Patience(limit_s=0.2))

    assert vault.name() is None
    with pytest.raises(VaultLocked):
        vault.get("a.example/1/refresh")
    go_on.set()
    for thread in threads_of_the_keychain():
        thread.join(30)

    monkeypatch.setattr(keychain, "safe_backend", lambda: (Deaf(), "a test's keychain"))
    assert vault.name() == "a test's keychain"


@pytest.mark.skipif(private_session.inside() or WINDOWS, reason="there is a keychain here")
def test_machine_without_secret_service_has_no_keychain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nonexistent")

    assert KeychainVault().name() is None


class TestRealKeychain:
    pytestmark = in_private_session

    @pytest.mark.parametrize(
        "hijack",
        [
            "keyring.backends.null.Keyring",
            "keyring.backends.fail.Keyring",
            "keyring.backends.chainer.ChainerBackend",
        ],
    )
    def test_backend_named_by_the_environment_is_ignored(
        self, hijack: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", hijack)
        vault = KeychainVault()

        vault.put("a.example/env/refresh", "rt_one")

        assert KeychainVault().get("a.example/env/refresh") == "rt_one"
        vault.delete("a.example/env/refresh")

    @pytest.mark.skipif(WINDOWS, reason="the Secret Service is Linux's")
    def test_entry_stands_in_the_secret_service_under_its_own_name(self) -> None:
        import secretstorage

        vault = KeychainVault()
        vault.put("a.example/named/refresh", "rt_one")
        vault.put("a.example/named/refresh", "rt_two")

        with secretstorage.dbus_init() as bus:
            found = list(
                secretstorage.search_items(bus, {"service": "KassaDesk/a.example/named/refresh"})
            )
            secrets = [item.get_secret() for item in found]

        assert secrets == [b"rt_two"]
        vault.delete("a.example/named/refresh")

    def test_name_is_the_one_people_know(self) -> None:
        people_know = "Windows Credential Manager" if WINDOWS else "Secret Service"
        assert KeychainVault().name() == people_know

    def test_ten_rotations_leave_one_entry_and_deleting_leaves_none(self) -> None:
        vault = KeychainVault()
        for number in range(10):
            vault.put("a.example/turning/refresh", f"rt_{number}")

        assert [one for one in vault.accounts() if "turning" in one] == [
            "a.example/turning/refresh"
        ]
        assert vault.get("a.example/turning/refresh") == "rt_9"
        vault.delete("a.example/turning/refresh")
        assert [one for one in vault.accounts() if "turning" in one] == []

    def test_entries_of_other_programs_are_not_listed(self) -> None:
        found = safe_backend()
        assert found is not None
        found[0].set_password("Somebody/else", "kassadesk", "theirs")
        try:
            assert [one for one in KeychainVault().accounts() if "else" in one] == []
        finally:
            found[0].delete_password("Somebody/else", "kassadesk")

    @pytest.mark.skipif(not WINDOWS, reason="the rules of Windows Credential Manager")
    def test_entries_stay_on_this_pc_and_two_accounts_do_not_push_each_other_away(self) -> None:
        from win32ctypes.pywin32 import win32cred

        vault = KeychainVault()
        for account in ("a.example/1/refresh", "a.example/2/refresh"):
            vault.put(account, "rt_old")
            vault.put(account, "rt_new")
        held = {one["TargetName"]: one for one in win32cred.CredEnumerate(None, 0)}
        ours = {name: one for name, one in held.items() if "a.example/" in name}

        assert sorted(ours) == ["KassaDesk/a.example/1/refresh", "KassaDesk/a.example/2/refresh"]
        assert {one["Persist"] for one in ours.values()} == {win32cred.CRED_PERSIST_LOCAL_MACHINE}
        for account in ("a.example/1/refresh", "a.example/2/refresh"):
            assert vault.get(account) == "rt_new"
            vault.delete(account)
        assert [one for one in vault.accounts() if one.startswith("a.example/")] == []
