"""KeychainVault: the keychain of the operating system, through keyring with its traps closed.

keyring would take a backend named by an environment variable or a file, even one that throws secrets
away; on Windows it copies the old secret elsewhere before it writes a new one; concurrent writes can
get lost there. So the backend's class is fixed per system, one lock serves the whole process, an old
secret is removed before a new one is written, and what was written is read back.
"""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from kassadesk.core.errors import VaultLocked, VaultMissing
from kassadesk.vault.vault import checked_secret

T = TypeVar("T")
_LOCK = threading.RLock()
"""One for the process: two vault objects talk to the same keychain."""
_USER = "kassadesk"
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

    def __init__(self) -> None:
        self._found: tuple[Any, str] | None = None
        self._looked = False

    def name(self) -> str | None:
        """The keychain's name for people; None where there is no safe one."""
        with _LOCK:
            if not self._looked:
                self._found, self._looked = safe_backend(), True
            return self._found[1] if self._found else None

    def put(self, account: str, secret: str) -> None:
        """Remove the older secret, write the new one, read it back."""
        checked_secret(secret)
        service = service_of(account)

        def replace(backend: Any) -> bool:
            _remove(backend, service)
            backend.set_password(service, _USER, secret)
            kept = _token_in(backend, service) == secret
            if not kept:
                _remove(backend, service)
            return kept

        if not self._ask(replace):
            raise VaultLocked

    def get(self, account: str) -> str | None:
        """The secret; an entry that cannot be a token (foreign, damaged) counts as none."""
        return self._ask(lambda backend: _token_in(backend, service_of(account)))

    def delete(self, account: str) -> None:
        """Remove the entry and look that it is gone."""
        service = service_of(account)

        def remove(backend: Any) -> bool:
            _remove(backend, service)
            return backend.get_password(service, _USER) is None

        if not self._ask(remove):
            raise VaultLocked

    def _ask(self, act: Callable[[Any], T]) -> T:
        with _LOCK:
            if self.name() is None or self._found is None:
                raise VaultMissing
            try:
                return act(self._found[0])
            except Exception as error:  # keyring lets D-Bus, Win32 and its own errors pass
                raise VaultLocked from error


def service_of(account: str) -> str:
    """The name of an account's entry, as the system's own keychain window shows it."""
    return f"KassaDesk/{account}"


def _token_in(backend: Any, service: str) -> str | None:
    try:
        secret = backend.get_password(service, _USER)
        return checked_secret(secret) if isinstance(secret, str) else None
    except ValueError:  # not text at all (UnicodeDecodeError) or not a token
        return None


def _remove(backend: Any, service: str) -> None:
    """Remove every copy: keyring deletes one at a time, and on Windows a rewrite may have left one
    more under "user@service" (its delete looks at both names)."""
    from keyring.errors import PasswordDeleteError

    for _copy in range(_MOST_COPIES):
        try:
            backend.delete_password(service, _USER)
        except PasswordDeleteError:  # nothing of that name is left
            return
