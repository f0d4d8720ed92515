"""Policy texts on this PC: whole, bounded, and none that somebody changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kassadesk.core.policy import Clause, PolicyVersion
from kassadesk.files.policy_shelf import MOST_TEXTS, PolicyMemory, PolicyShelf, shelf_of

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)


def version(name: str = "2026-05-01", text: str = "Kept for 7 years. தமிழ்") -> PolicyVersion:
    clause = Clause(f"{name}.7", "7", "How long", text)
    day = date(2026, 5, 1)
    return PolicyVersion(name, day, day, "in_force", NOW, "a" * 64, (clause,))


def test_a_text_is_there_after_a_restart_with_the_day_it_was_first_seen(tmp_path: Path) -> None:
    assert PolicyShelf(tmp_path).keep(version(), NOW)
    assert not PolicyShelf(tmp_path).keep(version(), NOW + timedelta(days=9))
    (kept,) = PolicyShelf(tmp_path).all()
    assert kept.policy.clauses == version().clauses
    assert kept.first_seen == NOW
    assert kept.policy.told_at is None  # when this shop was told is nobody else's business


def test_another_text_under_the_same_version_is_kept_beside_the_first(tmp_path: Path) -> None:
    shelf = PolicyShelf(tmp_path)
    shelf.keep(version(), NOW)
    shelf.keep(version(text="Kept for 9 years."), NOW + timedelta(days=1))
    assert [one.policy.clauses[0].text for one in shelf.all()] == [
        "Kept for 7 years. தமிழ்",
        "Kept for 9 years.",
    ]


@pytest.mark.parametrize("place", [3, 60, 200, -40, -2])
def test_a_file_that_somebody_changed_is_not_shown_and_is_put_right(
    tmp_path: Path, place: int
) -> None:
    shelf = PolicyShelf(tmp_path)
    shelf.keep(version(), NOW)
    (path,) = tmp_path.glob("*.json")
    assert shelf.all()
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(bytes(content))
    assert shelf.all() == ()
    assert shelf.keep(version(), NOW)
    assert len(shelf.all()) == 1


def test_a_file_under_a_false_name_and_one_cut_short_are_not_shown(tmp_path: Path) -> None:
    shelf = PolicyShelf(tmp_path)
    shelf.keep(version(), NOW)
    (path,) = tmp_path.glob("*.json")
    path.rename(path.with_name(path.name.replace("2026-05-01", "2026-06-01")))
    (tmp_path / "2026-07-01.0.json").write_bytes(b'{"digest": "')
    assert shelf.all() == ()


def test_no_more_than_so_many_texts_are_kept_and_the_oldest_sight_goes(tmp_path: Path) -> None:
    shelf = PolicyShelf(tmp_path)
    for number in range(MOST_TEXTS + 3):
        shelf.keep(version(text=f"Text {number}"), NOW + timedelta(days=number))
    kept = shelf.all()
    assert len(kept) == MOST_TEXTS
    assert kept[0].policy.clauses[0].text == "Text 3"


def test_a_version_that_is_no_plain_word_never_becomes_a_file_name(tmp_path: Path) -> None:
    assert not PolicyShelf(tmp_path).keep(version("../../x"), NOW)
    assert list(tmp_path.iterdir()) == []


def test_servers_do_not_share_texts_and_no_file_names_one(tmp_path: Path) -> None:
    shelf_of(tmp_path, "https://one.example").keep(version(), NOW)
    assert shelf_of(tmp_path, "https://two.example").all() == ()
    assert not [path for path in tmp_path.rglob("*") if "example" in path.name]


def test_memory_keeps_alike() -> None:
    memory = PolicyMemory()
    assert memory.keep(version(), NOW)
    assert not memory.keep(version(), NOW)
    assert [one.first_seen for one in memory.all()] == [NOW]
