"""`kassadesk self-check` tries the whole program for real, and says when something does not work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

_CHECK = "import sys; from kassadesk.app import self_check as s; {0}; sys.exit(s.self_check({1}))"


def checked(spoil: str = "pass", pictures: Path | None = None) -> subprocess.CompletedProcess[str]:
    code = _CHECK.format(spoil, f"s.Path({str(pictures)!r})" if pictures else "")
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=250,
    )


@pytest.mark.slow
def test_a_good_pc_passes_and_the_pictures_are_kept(tmp_path: Path) -> None:
    done = checked(pictures=tmp_path / "seen")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    for what in ("letters: Tamil", "signed in", "export is written", "verify", "review shows"):
        assert what in done.stdout
    seen = {path.stem for path in (tmp_path / "seen").iterdir()}
    assert {"home", "my_data", "opt_ins", "export", "requests", "review"} <= seen


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("s._SCRIPTS = {'Nobody': chr(0x10FFFD)}", "FAILED  letters: Nobody"),
        ("s.Verdict = type('V', (), {'UNCHANGED': 'never'})", "FAILED  verify"),
    ],
)
def test_what_does_not_work_is_told_and_fails(spoil: str, told: str) -> None:
    """The control: a check that cannot fail would show nothing."""
    done = checked(spoil)
    assert done.returncode == 20
    assert told in done.stdout
