"""A password and an earlier copy on the command line: never as an argument, always told."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kassadesk.app import typed_passwords
from kassadesk.app.command_line import run
from kassadesk.app.exit_codes import Exit

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "தேநீர் 7 கடை!"
SAMPLE = ("--sandbox", "--transactions", "60")
FROM_STDIN = "--password-from-stdin"


def program(*words: str, home: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kassadesk", *words],
        cwd=ROOT,
        env={**os.environ, "KASSADESK_HOME": str(home)},
        input=typed,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=200,
    )


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A locked export made by the real command, and the home that remembers it."""
    folder = tmp_path_factory.mktemp("made")
    path, home = folder / "copy.xlsx", folder / "home"
    done = program(
        "export", *SAMPLE, FROM_STDIN, "--to", str(path), home=home, typed=f"{PASSWORD}\n"
    )
    assert done.returncode == 0, done.stderr
    assert "Locked. Nobody can find a lost password out." in done.stdout
    return path, home


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A person at a terminal who types these, one after the other."""
    answers: list[str] = []
    monkeypatch.setattr(typed_passwords, "at_terminal", lambda: True)
    monkeypatch.setattr(typed_passwords, "getpass", lambda _question: answers.pop(0))
    return answers


def test_a_locked_export_verifies_with_its_password_only(
    locked: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path, home = locked
    assert path.read_bytes()[:4] == bytes.fromhex("d0cf11e0")
    for typed, code in (("", 2), ("wrong\n", 2), (f"{PASSWORD}\r\n", 0), (PASSWORD, 0)):
        words = ("verify", str(path), *([FROM_STDIN] if typed else []))
        done = program(*words, home=home, typed=typed)
        assert done.returncode == code, done.stderr
        assert PASSWORD not in done.stdout + done.stderr


def test_the_password_stands_nowhere_in_the_program_s_folders(locked: tuple[Path, Path]) -> None:
    _path, home = locked
    secrets = (PASSWORD.encode(), PASSWORD.encode("utf-16-le"), b"\\u0ba4")
    files = [one for one in home.rglob("*") if one.is_file()]
    assert (home / "exports.jsonl") in files
    assert [one for one in files if any(secret in one.read_bytes() for secret in secrets)] == []


def test_verify_asks_a_person_at_a_terminal(
    locked: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    at_terminal: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    path, home = locked
    monkeypatch.setenv("KASSADESK_HOME", str(home))
    at_terminal += [PASSWORD, "wrong", ""]
    assert run(["verify", str(path)]) == 0
    assert capsys.readouterr().out.startswith("Unchanged since it was made")
    assert run(["verify", str(path)]) == Exit.NOT_READABLE
    assert "the password is wrong" in capsys.readouterr().err
    assert run(["verify", str(path)]) == Exit.NOT_READABLE
    assert "it has a password" in capsys.readouterr().err


def test_only_what_is_new_is_taken_and_a_locked_copy_of_this_pc_needs_no_password(
    locked: tuple[Path, Path], tmp_path: Path
) -> None:
    path, home = locked
    words = ("export", *SAMPLE, "--to", str(tmp_path / "new.xlsx"), "--since", str(path))
    done = program(*words, home=home)
    assert done.returncode == 0, done.stderr
    assert "new.xlsx: 0 rows" in done.stdout
    assert "Only what is new since" in done.stdout
    assert program("verify", str(tmp_path / "new.xlsx"), home=home).returncode == 0


def test_a_locked_copy_of_another_pc_is_opened_with_the_same_password(
    locked: tuple[Path, Path], tmp_path: Path
) -> None:
    path, home = locked[0], tmp_path / "another home"
    words = ("export", *SAMPLE, "--to", str(tmp_path / "new.xlsx"), "--since", str(path))
    assert program(*words, home=home).returncode == Exit.NOT_READABLE
    done = program(*words, FROM_STDIN, home=home, typed=PASSWORD)
    assert done.returncode == 0, done.stderr
    assert "Locked." in done.stdout


def test_what_an_earlier_copy_lacks_is_noted(tmp_path: Path) -> None:
    home, first = tmp_path / "home", tmp_path / "first.zip"
    made = program("export", *SAMPLE, "--only", "contact", "--to", str(first), home=home)
    assert made.returncode == 0, made.stderr
    words = ("export", *SAMPLE, "--only", "contact", "device", "--since", str(first))
    done = program(*words, "--to", str(tmp_path / "new.zip"), home=home)
    assert done.returncode == 0
    assert done.stderr == "kassadesk: note: the earlier copy does not hold all of: device\n"


def test_a_copy_of_another_shop_is_refused(locked: tuple[Path, Path], tmp_path: Path) -> None:
    path, home = locked
    words = ("export", *SAMPLE, "--shop", "meenakshi", "--since", str(path))
    done = program(*words, "--to", str(tmp_path / "new.xlsx"), home=home)
    assert done.returncode == Exit.NOT_READABLE
    assert "it is an export of another shop" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (b"", "there is no password on standard input"),
        (b"\n", "there is no password on standard input"),
        (b"\xff\xfe\n", "is not UTF-8"),
        (b"x" * 256, "at most 255 characters"),
    ],
)
def test_a_password_that_is_none_is_refused_before_anything_is_done(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    typed: bytes,
    told: str,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
    for words in (
        ["export", "--sandbox", "--to", str(tmp_path / "a.xlsx"), FROM_STDIN],
        ["verify", str(tmp_path / "a.xlsx"), FROM_STDIN],
    ):
        sys.stdin.seek(0)
        with pytest.raises(SystemExit) as ended:
            run(words)
        assert ended.value.code == 2
        assert told in capsys.readouterr().err


def test_two_passwords_that_differ_and_a_locked_zip_are_refused(
    at_terminal: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    at_terminal += ["one", "two"]
    for name, told in (("a.xlsx", "are not the same"), ("a.zip", "only an Excel workbook")):
        with pytest.raises(SystemExit):
            run(["export", "--sandbox", "--to", str(tmp_path / name), FROM_STDIN])
        assert told in capsys.readouterr().err


def test_no_word_of_the_command_line_takes_a_password(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["export", "--to", "a.xlsx", "--password-from-stdin=secret"])
    assert "password" in capsys.readouterr().err
