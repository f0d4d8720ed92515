"""Settings survive damage and never half a write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kassadesk.core.errors import FileProblem
from kassadesk.core.settings import DEFAULTS, Settings
from kassadesk.files.settings_file import SettingsFile

SAVED = Settings(language="ta", theme="dark", scale_hint=1.5, sessions_to_revoke=("h/1 t",))


def test_first_start_has_the_defaults(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path / "new").load() == DEFAULTS


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    SettingsFile(tmp_path / "profile").save(SAVED)

    assert SettingsFile(tmp_path / "profile").load() == SAVED


@pytest.mark.parametrize("damage", [b"", b"\0" * 200, b'{"language": "t', b"[]", b"\xff\xfe"])
def test_damaged_file_gives_the_last_good_copy(tmp_path: Path, damage: bytes) -> None:
    SettingsFile(tmp_path).save(SAVED)
    (tmp_path / "settings.json").write_bytes(damage)

    assert SettingsFile(tmp_path).load() == SAVED


def test_both_copies_damaged_give_the_defaults(tmp_path: Path) -> None:
    for name in ("settings.json", "settings.last.json"):
        (tmp_path / name).write_bytes(b"\0")

    assert SettingsFile(tmp_path).load() == DEFAULTS


def test_entry_of_the_wrong_kind_gives_its_default_and_newer_ones_are_ignored(
    tmp_path: Path,
) -> None:
    entries = {"language": 7, "theme": "dark", "scale_hint": 2, "from_the_future": True}
    (tmp_path / "settings.json").write_text(json.dumps(entries), encoding="utf-8")

    assert SettingsFile(tmp_path).load() == Settings(theme="dark", scale_hint=2.0)


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(FileProblem):
        SettingsFile(tmp_path / "file").save(SAVED)


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.save(SAVED)
    file.change(theme="light")

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "settings.json",
        "settings.last.json",
    ]
