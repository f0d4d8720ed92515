"""Programs of one person on one remembered sign-in: a keychain they share, and one as a process.

    python -m tests.services.shared_sign_in ADDRESS FOLDER RENEWALS WAY

resumes, says "resumed", waits for a line, renews so many times and prints how it went. WAY: `whole`, as
the program does it; `alone`, the control, without turns and without looking for a newer token; `dies`,
which ends right after the server has given the last pair, before that is kept.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import NoReturn

from kassadesk.api.client import ApiClient
from kassadesk.api.transport import Transport
from kassadesk.core.errors import SessionExpired
from kassadesk.core.signin import TokenSet
from kassadesk.files.settings_file import SettingsFile
from kassadesk.services.session import SessionService

ROOT = Path(__file__).resolve().parents[2]
DIED = 137
_GAP_S = 0.02


class SharedVault:
    """A keychain on disk for processes of a test: like the real one it removes the older secret before
    it writes the new one, and takes its time between. TokenVault."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def name(self) -> str | None:
        return "Test keychain"

    def put(self, account: str, secret: str) -> None:
        self.delete(account)
        time.sleep(_GAP_S)
        made = self._folder / f"new-{os.getpid()}"
        made.write_text(secret)
        made.replace(self._place(account))

    def get(self, account: str) -> str | None:
        try:
            return self._place(account).read_text()
        except FileNotFoundError:
            return None

    def delete(self, account: str) -> None:
        self._place(account).unlink(missing_ok=True)

    def accounts(self) -> tuple[str, ...]:
        """What is kept."""
        return tuple(path.name for path in sorted(self._folder.iterdir()))

    def _place(self, account: str) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder / account.replace("/", " ").replace(":", " ")


class Copy:
    """Another program of the same person, in a process of its own."""

    def __init__(self, address: str, folder: Path, renewals: int, way: str = "whole") -> None:
        words = [address, str(folder), str(renewals), way]
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.services.shared_sign_in", *words],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._child.stdout is not None
        self.begun = self._child.stdout.readline().strip()
        """"resumed", or why not."""

    def go(self) -> None:
        """Begin to renew."""
        assert self._child.stdin is not None
        self._child.stdin.write("go\n")
        self._child.stdin.flush()

    def end(self) -> str:
        """How it went: "signed in", "signed out", or "died"."""
        said, _ = self._child.communicate(timeout=120)
        return "died" if self._child.returncode == DIED else said.strip()


def renew(session_api: ApiClient, count: int) -> None:
    """Renew so many times, whatever the time. Raises SessionExpired."""
    for _ in range(count):
        held = session_api.tokens.held
        session_api.tokens.replaced(held.access_token if held else "")


def main(address: str, folder: str, renewals: str, way: str) -> int:
    """The other program."""
    own = Path(folder)
    api = ApiClient(Transport(address))
    session = SessionService(api, SharedVault(own / "keychain"), SettingsFile(own))
    if way == "alone":
        api.tokens.around_renewal = nullcontext
    print("resumed" if session.resume() else "nothing to resume", flush=True)
    sys.stdin.readline()
    try:
        renew(api, int(renewals) - (way == "dies"))
        if way == "dies":
            api.tokens.on_renewed = _die
            renew(api, 1)
    except SessionExpired:
        print("signed out")
        return 0
    print("signed in")
    api.close()
    return 0


def _die(_tokens: TokenSet) -> NoReturn:
    os._exit(DIED)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:5]))
