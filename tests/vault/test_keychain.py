"""The keychain's own traps: hijacked backends, no backend, and what stands in the real one."""

from __future__ import annotations

from typing import Any

import pytest

from kassadesk.core.errors import VaultLocked, VaultMissing
from kassadesk.vault import keychain
from kassadesk.vault.keychain import KeychainVault, safe_backend
from tests.vault import private_session

in_private_session = [
    pytest.mark.keychain,
    pytest.mark.skipif(
        not private_session.inside(), reason="runs in a private keychain session only"
    ),
]


@pytest.mark.parametrize("system", ["win32", "darwin", "cygwin", "freebsd14"])
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


@pytest.mark.skipif(private_session.inside(), reason="there is a keychain here")
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
        assert KeychainVault().name() == "Secret Service"
