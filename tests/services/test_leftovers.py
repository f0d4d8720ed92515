"""What a killed run left behind goes at the next start; what a running one needs stays."""

from __future__ import annotations

from pathlib import Path

from kassadesk.files.atomic import write_file
from kassadesk.services.leftovers import sweep_leftovers


def test_half_written_files_of_killed_runs_go_and_everything_else_stays(tmp_path: Path) -> None:
    data, exports = tmp_path / "data", tmp_path / "exports"
    for folder in (data, exports):
        dead = folder / ".kd-0123456789abcdef.part"
        dead.mkdir(parents=True)
        (dead / "lock").touch()
        (dead / "content").write_bytes(b"half")
        (folder / "own.xlsx").write_bytes(b"whole")

    removed = sweep_leftovers(data, exports, tmp_path / "not there")

    assert removed == 2
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["own.xlsx", "own.xlsx"]


def test_file_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    def fill(out: object, room: Path) -> None:
        assert sweep_leftovers(tmp_path) == 0
        assert room.is_dir()

    write_file(tmp_path / "new.txt", fill)

    assert [path.name for path in tmp_path.iterdir()] == ["new.txt"]
