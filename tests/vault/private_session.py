"""A private D-Bus session with a real, unlocked gnome-keyring, gone without trace afterwards.

    python -m tests.vault.private_session -m pytest tests/vault

runs Python with these words inside one. HOME and XDG_RUNTIME_DIR are fresh folders, so no keyring
of the person who runs the tests is ever touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

MARK = "KASSADESK_PRIVATE_KEYCHAIN"
"""Set inside such a session: tests marked `keychain` run only where it is."""

_UNLOCK_THEN = (
    "printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
    ' && exec "$@"'
)


def available() -> bool:
    """True when this machine has what a private session needs."""
    return all(map(shutil.which, ("dbus-run-session", "gnome-keyring-daemon", "bash")))


def inside() -> bool:
    """True when this process already runs in one."""
    return MARK in os.environ


def run_inside(command: Sequence[str]) -> int:
    """The exit code of a command run in a fresh private session."""
    with tempfile.TemporaryDirectory(prefix="kd-keychain-", ignore_cleanup_errors=True) as folder:
        home, runtime = Path(folder, "home"), Path(folder, "run")
        for place in (home, runtime):
            place.mkdir(mode=0o700)
        environment = {
            **os.environ,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
            MARK: "1",
        }
        words = ["dbus-run-session", "--", "bash", "-c", _UNLOCK_THEN, "bash", *command]
        return subprocess.run(words, env=environment, check=False).returncode


def main(arguments: Sequence[str]) -> int:
    """Run Python with these words in a private session."""
    if not available():
        sys.stderr.write("dbus-run-session and gnome-keyring-daemon are needed\n")
        return 2
    return run_inside([sys.executable, *arguments])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
