"""KeychainVault: the keychain of the operating system, through keyring with its traps closed.

keyring would take a backend named by an environment variable or a file, even one that throws secrets
away; on Windows it copies the old secret elsewhere before it writes a new one; concurrent writes can
get lost there; a D-Bus call can hang. So the backend's class is fixed per system, one call is made at a
time and waited for only so long, an old secret is removed before a new one is written, and what was
written is read back.
"""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from kassadesk.core.errors import VaultLocked, VaultMissing
from kassadesk.vault.listing import OURS, USER, services_held
from kassadesk.vault.patience import Patience
from kassadesk.vault.vault import checked_secret

T = TypeVar("T")
PATIENCE = Patience()
"""One for the process: two vault objects talk to the same keychain, one call at a time."""
_LOCK = threading.Lock()
TOMBSTONE = "gone"
"""Stands in an entry that the keychain would not let go; counts as no secret."""
_MOST_COPIES = 8


@dataclass(frozen=True, slots=True)
class _Allowed:
    """The one backend that is taken on a system."""

    module: str
    cls: str
    shown: str


_ALLOWED = {
    "win32": _Allowed("keyring.backends.Windows", "WinVaultKeyring", "Windows Credential Manager"),
    "darwin": _Allowed("keyring.backends.macOS", "Keyring", "macOS Keychain"),
    "linux": _Allowed("keyring.backends.SecretService", "Keyring", "Secret Service"),
}


def safe_backend(system: str = sys.platform) -> tuple[Any, str] | None:
    """The allowed keyring backend of this system and its name for people; None when it is not usable.

    Never asks keyring for a default: that could be the null, the fail, a chained or a plain-text one.
    """
    allowed = _ALLOWED.get(system)
    if allowed is None:
        return None
    try:
        backend_class = getattr(importlib.import_module(allowed.module), allowed.cls)
        if float(backend_class.priority) < 1:
            return None
        backend = backend_class()
    except Exception:  # noqa: BLE001 - each backend raises its own kinds; all mean "not usable"
        return None
    if system == "win32":
        backend.persist = "local machine"  # the default roams to other PCs of a domain
    return backend, allowed.shown


class KeychainVault:
    """TokenVault in the keychain. One entry per account: `KassaDesk/<account>`."""

    def __init__(self, patience: Patience = PATIENCE) -> None:
        self._patience = patience
        self._found: tuple[Any, str] | None = None
        self._looked = False

    def name(self) -> str | None:
        """The keychain's name for people; None where there is no safe one, or none that answers."""
        try:
            found = self._look()
        except VaultLocked:
            return None
        return found[1] if found else None

    def put(self, account: str, secret: str) -> None:
        """Remove the older secret, write the new one, read it back."""
        checked_secret(secret)
        service = service_of(account)

        def replace(backend: Any) -> bool:
            _remove(backend, service)
            backend.set_password(service, USER, secret)
            kept = _token_in(backend, service) == secret
            if not kept:
                _remove(backend, service)
            return kept

        def take_back(backend: Any) -> None:
            _remove(backend, service)

        if not self._ask(replace, take_back):
            raise VaultLocked

    def get(self, account: str) -> str | None:
        """The secret; an entry that cannot be a token (foreign, damaged) counts as none."""
        return self._ask(lambda backend: _token_in(backend, service_of(account)))

    def delete(self, account: str) -> None:
        """Remove the entry and look that it is gone; else leave a tombstone in it (fault row K07)."""
        service = service_of(account)

        def remove(backend: Any) -> bool:
            gone = _is_gone_after_removing(backend, service)
            if not gone:
                backend.set_password(service, USER, TOMBSTONE)
            return gone

        if not self._ask(remove):
            raise VaultLocked

    def accounts(self) -> tuple[str, ...]:
        """Every account that has an entry of ours, whoever made it. Raises VaultLocked, VaultMissing."""
        held = self._ask(services_held)
        return tuple(sorted(name.removeprefix(OURS) for name in held))

    def _look(self) -> tuple[Any, str] | None:
        """The backend and its name. Raises VaultLocked when even looking for it hangs."""
        with _LOCK:
            if not self._looked:
                self._found, self._looked = self._patience.ask(safe_backend), True
            return self._found

    def _ask(self, act: Callable[[Any], T], undo: Callable[[Any], None] | None = None) -> T:
        found = self._look()
        if found is None:
            raise VaultMissing
        backend = found[0]

        def undone() -> None:
            with suppress(Exception):  # nobody listens any more
                if undo is not None:
                    undo(backend)

        try:
            return self._patience.ask(lambda: act(backend), undone)
        except Exception as error:  # keyring lets D-Bus, Win32 and its own errors pass
            raise VaultLocked from error


def service_of(account: str) -> str:
    """The name of an account's entry, as the system's own keychain window shows it."""
    return f"{OURS}{account}"


def _token_in(backend: Any, service: str) -> str | None:
    try:
        secret = backend.get_password(service, USER)
        if not isinstance(secret, str) or secret == TOMBSTONE:
            return None
        return checked_secret(secret)
    except ValueError:  # not text at all (UnicodeDecodeError) or not a token
        return None


def _is_gone_after_removing(backend: Any, service: str) -> bool:
    from keyring.errors import InitError, KeyringLocked

    try:
        _remove(backend, service)
        return backend.get_password(service, USER) is None
    except (
        InitError,
        KeyringLocked,
    ):  # it did not open: asking once more would ask the person again
        raise
    except Exception:  # noqa: BLE001 - each backend has its own words for "I will not"
        return False


def _remove(backend: Any, service: str) -> None:
    """Remove every copy: keyring deletes one at a time, and on Windows a rewrite may have left one
    more under "user@service" (its delete looks at both names)."""
    from keyring.errors import PasswordDeleteError

    for _copy in range(_MOST_COPIES):
        try:
            backend.delete_password(service, USER)
        except PasswordDeleteError:  # nothing of that name is left
            return
