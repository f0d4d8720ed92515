"""The walls of the house hold: layers, style, types. Each check names file and line when it fails."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.systems import WINDOWS

pytestmark = pytest.mark.skipif(WINDOWS, reason="the walls are looked at once, on Linux")
ROOT = Path(__file__).resolve().parent.parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_layers_point_inwards() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout


def test_every_line_passes_ruff() -> None:
    result = run("ruff", "check", ".")
    assert result.returncode == 0, result.stdout


def test_every_file_is_formatted() -> None:
    result = run("ruff", "format", "--check", ".")
    assert result.returncode == 0, result.stdout


@pytest.mark.slow
def test_types_are_complete_and_strict() -> None:
    result = run("mypy")
    assert result.returncode == 0, result.stdout


def test_the_top_level_holds_what_was_asked_for_and_nothing_else() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = {line.split("/")[0] for line in listed.stdout.splitlines()}
    wanted = {"kassadesk", "resources", "tests", "pyproject.toml", "build.spec", "README.md"}
    assert {n for n in names if not n.startswith(".")} <= wanted


def test_no_room_is_too_big_to_live_in() -> None:
    big = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in sorted((ROOT / "kassadesk").rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    ]
    assert big == []


def test_what_the_program_and_its_tests_need_is_pinned_for_windows_too() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    files = [ROOT / "tests" / "windows" / f"requirements{more}.txt" for more in ("", "-tests")]
    pinned = {
        name
        for file in files
        for name in re.findall(r"^([a-z0-9-]+)==", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    names = {re.split(r"[^A-Za-z0-9-]", line)[0].lower() for line in needed}
    here_only = {"ruff", "mypy", "import-linter"} | {n for n in names if n.startswith("types-")}
    assert names - here_only - pinned == set()
