"""The command line: the same program for scripts, with codes and plain lines that can be relied on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kassadesk import __version__
from kassadesk.app.command_line import run
from kassadesk.app.exit_codes import Exit, exit_code
from kassadesk.app.plain_words import line_for
from kassadesk.core.errors import KassaError, TooManyRequests, UnreadableExport
from kassadesk.files.atomic import sweep
from kassadesk.files.spool import sweep_spools
from tests.systems import KILL, is_private

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ("--sandbox", "--transactions", "300")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KASSADESK_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An export made by the real command, and the home that remembers its key."""
    folder = tmp_path_factory.mktemp("made")
    home = folder / "home"
    done = program("export", *SAMPLE, "--to", str(folder / "copy.xlsx"), home=home)
    assert done.returncode == 0, done.stderr
    assert "rows" in done.stdout
    assert done.stderr == ""
    return folder / "copy.xlsx", home


def program(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kassadesk", *words],
        cwd=ROOT,
        env={**os.environ, "KASSADESK_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )


def every_error(kind: type[KassaError] = KassaError) -> list[type[KassaError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in every_error(child))]


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_every_kind_of_bad_news_has_a_plain_line_and_a_code(kind: type[KassaError]) -> None:
    line = line_for(kind())
    assert line.endswith(f"[{kind.code}]")
    assert "{" not in line
    assert "\n" not in line
    assert line[0].isupper()
    assert kind is KassaError or line_for(kind())[:-10] != line_for(KassaError())[:-10]
    assert exit_code(kind()) >= 2


def test_facts_stand_in_the_line() -> None:
    assert "12 seconds" in line_for(TooManyRequests(retry_after_s=12.0))
    assert "it has a password" in line_for(UnreadableExport(Path("a.xlsx"), "encrypted"))


def test_a_fresh_export_verifies_as_unchanged(
    made: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, home = made
    monkeypatch.setenv("KASSADESK_HOME", str(home))
    assert run(["verify", str(path)]) == 0
    assert capsys.readouterr().out.startswith("Unchanged since it was made")


def test_one_changed_cell_makes_verify_exit_1_and_names_sheet_and_row(
    made: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path, home = made
    book = openpyxl.load_workbook(path)
    name = next(name for name in book.sheetnames if name.startswith("Bills FY"))
    book[name]["P3"] = 1
    book.save(tmp_path / "edited.xlsx")
    book.close()
    monkeypatch.setenv("KASSADESK_HOME", str(home))
    assert run(["verify", str(tmp_path / "edited.xlsx")]) == 1
    assert f"{name}, row 3, Total (₹): changed" in capsys.readouterr().out


def test_verify_says_2_when_it_cannot_be_read_and_3_when_nobody_known_signed_it(
    made: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.xlsx").write_text("<html>")
    assert run(["verify", str(tmp_path / "page.xlsx")]) == 2
    assert run(["verify", str(tmp_path / "gone.xlsx")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 2
    assert run(["verify", str(made[0])]) == Exit.NOT_SIGNED


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break with SIGPIPE on POSIX only")
def test_who_stops_listening_still_gets_the_verdict_and_no_complaint(
    made: tuple[Path, Path],
) -> None:
    export, home = made
    with subprocess.Popen(
        [sys.executable, "-m", "kassadesk", "verify", str(export)],
        cwd=ROOT,
        env={**os.environ, "KASSADESK_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        complaint = child.stderr.read()

    assert (child.returncode, complaint) == (Exit.DONE, b"")


def test_a_file_that_is_there_is_only_replaced_with_force(
    made: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "copy.zip"
    target.write_text("older")
    words = ["export", *SAMPLE, "--only", "business", "device", "--to", str(target)]
    assert run(words) == Exit.EXISTS
    assert target.read_text() == "older"
    assert "--force" in capsys.readouterr().err
    assert run([*words, "--force"]) == 0
    with zipfile.ZipFile(target) as archive:
        assert sorted(name for name in archive.namelist() if name.endswith(".csv")) == [
            "Business changes.csv",
            "Business.csv",
            "Devices.csv",
            "Sign-ins.csv",
        ]


def test_export_without_a_sign_in_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "--to", str(tmp_path / "a.xlsx")]) == Exit.SIGN_IN
    assert "Nobody is signed in" in capsys.readouterr().err
    assert list(tmp_path.glob("*.xlsx")) == []


@pytest.mark.parametrize(
    "words",
    [
        ["export"],
        ["export", "--to", "a.pdf"],
        ["export", "--to", "a.xlsx", "--only", "everything"],
        ["export", "--to", "a.xlsx", "--shop", "kaveri"],
        ["export", "--to", "a.xlsx", "--sandbox", "--shop", "nobody"],
        ["export", "--to", "a.xlsx", "--sandbox", "--transactions", "-3"],
        ["export", "--to", "a.xlsx", "--sandbox", "--transactions", "9" * 14],
        ["verify"],
        ["dance"],
        ["sandbox", "--port", "70000"],
        ["sandbox", "--port", "home"],
        ["sandbox", "--transactions", "-1"],
        ["sandbox", "--today", "2026-11-33"],
    ],
)
def test_words_that_make_no_sense_are_refused_with_2(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(words)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("kassadesk")
    assert told.count("\n") == 1
    assert "value:" not in told  # argparse's own "invalid _port value: 'x'"


def test_a_folder_that_cannot_be_made_is_one_plain_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("KASSADESK_HOME", str(tmp_path / "file"))
    assert run(["verify", str(tmp_path / "any.xlsx")]) == Exit.NOT_WRITTEN
    assert capsys.readouterr().err.count("\n") == 1
    assert run(["sandbox", "--data", str(tmp_path / "file")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["--version"])
    assert ended.value.code == 0
    assert __version__ in capsys.readouterr().out


def test_reading_the_command_line_loads_no_heavy_library() -> None:
    program_text = (
        "import sys; import kassadesk.__main__, kassadesk.app.arguments as a; a.arguments(); "
        "heavy = {'PySide6', 'openpyxl', 'flask', 'requests', 'keyring', 'cryptography'}; "
        "sys.exit(','.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program_text], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("number", {KILL, signal.SIGTERM})
def test_an_export_stopped_at_any_moment_leaves_the_old_file_or_the_whole_new_one(
    tmp_path: Path, number: signal.Signals
) -> None:
    target = tmp_path / "copy.xlsx"
    for moment in range(6):
        target.write_bytes(b"old")
        child = subprocess.Popen(
            [sys.executable, "-m", "kassadesk", "export", "--force", *SAMPLE, "--to", str(target)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        begun = wait_for_room(tmp_path, child)
        if begun:
            time.sleep(0.15 * moment)
        child.send_signal(number)
        code = child.wait(60)
        if number != KILL:
            # Once the file is there the signal ends the process as any other.
            ended = code == -number and target.read_bytes() != b"old"
            assert ended or code in (0, Exit.STOPPED)
            assert list(tmp_path.glob(".kd-*")) == []
        if target.read_bytes() != b"old":
            with zipfile.ZipFile(target) as archive:
                assert archive.testzip() is None
        sweep(tmp_path)
        kept = [path for path in tmp_path.iterdir() if path != target]
        for spool in kept:  # pages to go on from, private to the person
            assert spool.suffix == ".spool"
            assert is_private(spool.stat().st_mode)
        sweep_spools(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["copy.xlsx"]


def wait_for_room(folder: Path, child: subprocess.Popen[bytes]) -> bool:
    """Until the export has begun to write."""
    while child.poll() is None:
        if list(folder.glob(".kd-*.part/content")):
            return True
        time.sleep(0.01)
    return False
