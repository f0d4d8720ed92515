"""A scheduled copy that was not made is told at the next start of the window, until one is made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.flows.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
TOLD = "The last copy by itself was not made"


def scheduled(desk: Desk, folder: Path) -> int:
    """The command as a scheduled task gives it, on the sample shop; its exit code."""
    command = [sys.executable, "-m", "kassadesk", "export", "--since-last", "--sandbox"]
    command += ["--transactions", "60", "--to", str(folder)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "KASSADESK_HOME": str(desk.home)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    return done.returncode


def test_a_copy_that_failed_is_told_at_the_next_start_until_one_is_made(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.write_bytes(b"in the way")
    assert scheduled(desk, folder) == 14
    for _ in range(2):
        desk.restart()
        desk.wait_until(lambda: TOLD in desk.toast, "the failure is told")

    folder.unlink()
    assert scheduled(desk, folder) == 0
    desk.restart()
    assert TOLD not in desk.toast
