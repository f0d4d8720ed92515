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
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

MARK = "KASSADESK_PRIVATE_KEYCHAIN"
"""Set inside such a session: tests marked `keychain` run only where it is."""

_INSIDE = "--inside"
_BUS = """<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
  <limit name="max_incoming_bytes">1000000000</limit>
  <limit name="max_outgoing_bytes">1000000000</limit>
  <limit name="max_message_size">1000000000</limit>
  <limit name="service_start_timeout">120000</limit>
  <limit name="auth_timeout">240000</limit>
  <limit name="max_completed_connections">100000</limit>
  <limit name="max_incomplete_connections">10000</limit>
  <limit name="max_connections_per_user">100000</limit>
  <limit name="max_match_rules_per_connection">50000</limit>
  <limit name="max_replies_per_connection">50000</limit>
</busconfig>
"""
"""A bus that starts nothing by itself: a keychain that it would start is a locked one."""
_DAEMON = ("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
_HAS_OWNER = (
    "dbus-send", "--session", "--print-reply=literal", "--dest=org.freedesktop.DBus",
    "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets",
)  # fmt: skip


def available() -> bool:
    """True when this machine has what a private session needs."""
    return all(
        map(shutil.which, ("dbus-run-session", "dbus-daemon", "dbus-send", "gnome-keyring-daemon"))
    )


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
        bus = Path(folder, "bus.conf")
        bus.write_text(_BUS)
        words = [
            "dbus-run-session",
            f"--config-file={bus}",
            "--",
            sys.executable,
            __file__,
            _INSIDE,
        ]
        return subprocess.run([*words, *command], env=environment, check=False).returncode


@contextmanager
def session_of_this_process() -> Iterator[None]:
    """Inside the block this process, and those it starts, have a bus and a keychain of their own.

    For each of several processes that test at once: gnome-keyring 42.1 aborts when one client asks for
    an entry that another one removes at that moment.
    """
    with tempfile.TemporaryDirectory(prefix="kd-keychain-", ignore_cleanup_errors=True) as folder:
        runtime, config = Path(folder, "run"), Path(folder, "bus.conf")
        runtime.mkdir(mode=0o700)
        config.write_text(_BUS)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        os.environ["XDG_DATA_HOME"] = str(Path(folder, "data"))
        words = ["dbus-daemon", "--nofork", f"--config-file={config}", "--print-address"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as bus:
            assert bus.stdout is not None
            os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
            with _Keychain():
                yield
            bus.terminate()


class _Keychain:
    """An unlocked gnome-keyring for as long as the block runs.

    Should its daemon end by itself, another one takes its place, for its file is whole then; that is
    told, with how the first one ended.
    """

    def __init__(self) -> None:
        self._leaving = False
        self._said = Path(os.environ["XDG_RUNTIME_DIR"], "keychain-said")
        self._daemon = self._start()
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> None:
        self._keeper.start()

    def __exit__(self, *_: object) -> None:
        self._leaving = True
        self._daemon.terminate()
        self._keeper.join(10)

    def _start(self) -> subprocess.Popen[bytes]:
        with self._said.open("ab") as said:
            daemon = subprocess.Popen(
                _DAEMON, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
            )
        assert daemon.stdin is not None
        daemon.stdin.write(b"\n")
        daemon.stdin.close()
        for _ in range(200):
            asked = subprocess.run(_HAS_OWNER, capture_output=True, check=False)
            if b"true" in asked.stdout or daemon.poll() is not None:
                break
            time.sleep(0.05)
        return daemon

    def _keep(self) -> None:
        while True:
            code = self._daemon.wait()
            if self._leaving:
                return
            last = self._said.read_text("utf-8", "replace")[-400:]
            sys.stderr.write(f"The keychain's daemon ended with {code}, another starts. {last}\n")
            self._daemon = self._start()


def _run_with_keychain(command: Sequence[str]) -> int:
    with _Keychain():
        return subprocess.run(command, check=False).returncode


def main(arguments: Sequence[str]) -> int:
    """Run Python with these words in a private session."""
    if arguments[:1] == [_INSIDE]:
        return _run_with_keychain(arguments[1:])
    if not available():
        sys.stderr.write("dbus-run-session and gnome-keyring-daemon are needed\n")
        return 2
    return run_inside([sys.executable, *arguments])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
