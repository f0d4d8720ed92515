"""The keychain that the tests use: real, unlocked, and there again after its daemon ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.vault import private_session

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(
    not private_session.available(), reason="no gnome-keyring on this machine"
)

_KILLED = """
import os, signal, sys, time
import psutil
from kassadesk.vault.keychain import KeychainVault

vault = KeychainVault()
vault.put("a.example/1/refresh", "rt_before")
daemon = [one for one in psutil.process_iter(["name", "environ"])
          if one.name().startswith("gnome-keyring") and one.info["environ"]
          and one.info["environ"].get("XDG_RUNTIME_DIR") == os.environ["XDG_RUNTIME_DIR"]]
assert len(daemon) == 1, daemon
daemon[0].kill()
for _ in range(200):
    time.sleep(0.05)
    try:
        if vault.get("a.example/1/refresh") == "rt_before":
            break
    except Exception as error:
        last = error
else:
    sys.exit(f"it did not come back: {last!r}")
vault.put("a.example/1/refresh", "rt_after")
print(vault.get("a.example/1/refresh"), vault.accounts())
"""


def test_a_keychain_whose_daemon_dies_is_there_again_with_what_it_held() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.vault.private_session", "-c", _KILLED],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "rt_after ('a.example/1/refresh',)"
    assert "daemon ended with -9" in done.stderr
