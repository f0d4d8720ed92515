"""Files on Windows: names, long paths, and files that another program holds open."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from kassadesk.core.errors import NameRefused, TargetLocked, TargetReadOnly, UnreadableExport
from kassadesk.files import atomic
from kassadesk.files.atomic import refuse_early, sweep, write_bytes, write_file
from kassadesk.files.reading import open_export
from kassadesk.files.windows_names import is_refused
from tests.files.test_atomic import CONTENT, fill
from tests.systems import WINDOWS

on_windows = pytest.mark.skipif(not WINDOWS, reason="the rules of Windows")


@pytest.mark.parametrize(
    "name",
    [
        *("CON", "con.xlsx", "NUL.tar.zip", "COM1.xlsx", "lpt9", "aux .xlsx", "COM¹.zip"),
        *("copy.", "copy ", "a:b.xlsx", "what?.xlsx", "tab\t.xlsx", "", "க" * 252 + ".xlsx"),
    ],
)
def test_names_that_windows_takes_for_something_else_are_known(name: str) -> None:
    assert is_refused(name)


@pytest.mark.parametrize(
    "name",
    ["copy.xlsx", "CONTACTS.xlsx", "COM10.xlsx", "கடை 2026.xlsx", "दुकान 🍵.zip", ".kd-1.part"],
)
def test_common_names_pass(name: str) -> None:
    assert not is_refused(name)


@on_windows
def test_a_name_of_a_device_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(NameRefused):
        refuse_early(tmp_path / "nul.xlsx", may_replace=True)


@on_windows
def test_tamil_and_emoji_names_and_paths_of_more_than_260_signs_work(tmp_path: Path) -> None:
    deep = tmp_path
    while len(str(deep)) < 300:
        deep = deep / "a folder with a rather long name"
    long = Path("\\\\?\\" + str(deep)) if not _takes_long(deep) else deep
    long.mkdir(parents=True, exist_ok=True)
    for folder in (tmp_path, long):
        target = folder / "கடை 🍵 दुकान.xlsx"
        write_bytes(target, b"one")
        write_bytes(target, b"two")
        assert target.read_bytes() == b"two"
        assert sweep(folder) == 0


def _takes_long(deep: Path) -> bool:
    """Whether this Windows was set up for long paths (the program's manifest asks for them)."""
    try:
        deep.mkdir(parents=True)
    except OSError:
        return False
    return True


@on_windows
def test_a_target_held_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    target = tmp_path / "copy.xlsx"
    target.write_bytes(b"old")
    held = target.open("rb")
    letting_go = threading.Timer(0.5, held.close)
    letting_go.start()
    write_bytes(target, b"new")
    letting_go.join()
    assert target.read_bytes() == b"new"


@on_windows
def test_a_target_held_open_stays_as_it_was_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_PATIENCE_S", 0.3)
    target = tmp_path / "copy.xlsx"
    target.write_bytes(b"old")
    began = time.monotonic()
    with target.open("rb"), pytest.raises(TargetLocked):
        write_bytes(target, b"new")
    assert time.monotonic() > began
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["copy.xlsx"]


@on_windows
def test_what_was_to_replace_a_file_held_open_is_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_PATIENCE_S", 0.3)
    target = tmp_path / "copy.xlsx"
    target.write_bytes(b"old")
    with target.open("rb"):
        written = write_file(target, fill, may_replace=True, beside=True)
    assert written.path == tmp_path / "copy-2.xlsx"
    assert (target.read_bytes(), written.path.read_bytes()) == (b"old", CONTENT)


@on_windows
def test_a_file_that_another_program_keeps_for_itself_is_held_and_not_damaged(
    tmp_path: Path,
) -> None:
    import ctypes

    path = tmp_path / "copy.xlsx"
    path.write_bytes(b"PK")
    windows = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    windows.CreateFileW.restype = ctypes.c_void_p
    read, nobody_else, existing = 0x8000_0000, 0, 3
    handle = windows.CreateFileW(str(path), read, nobody_else, None, existing, 0, None)
    try:
        with pytest.raises(UnreadableExport) as told:
            open_export(path)
    finally:
        windows.CloseHandle(ctypes.c_void_p(handle))
    assert told.value.reason == "held"
    with pytest.raises(UnreadableExport) as told:
        open_export(path)
    assert told.value.reason != "held"


@on_windows
def test_a_placeholder_of_a_cloud_folder_is_replaced_like_any_file(tmp_path: Path) -> None:
    import ctypes

    target = tmp_path / "copy.xlsx"
    target.write_bytes(b"old")
    offline_and_archive = 0x1000 | 0x20
    windows = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    assert windows.SetFileAttributesW(str(target), offline_and_archive)
    write_bytes(target, b"new")
    assert target.read_bytes() == b"new"


@on_windows
def test_a_protected_file_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "copy.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o400)
    with pytest.raises(TargetReadOnly):
        write_bytes(target, b"new")
    target.chmod(0o600)
    assert target.read_bytes() == b"old"
