"""The last visit to each shop: remembered, bounded, nothing personal in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kassadesk.core.held_changes import Visit
from kassadesk.files.visits_file import MOST_SHOPS, NAME, VisitsFile

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
VISIT = Visit(NOW, NOW - timedelta(days=14), ("business.name", "contact.phone"))
SHOP = "https://api.kassapos.example/m-kaveri"


def test_a_visit_is_there_after_a_restart_and_only_for_its_shop(tmp_path: Path) -> None:
    assert VisitsFile(tmp_path).last(SHOP) is None
    VisitsFile(tmp_path).keep(SHOP, VISIT)
    assert VisitsFile(tmp_path).last(SHOP) == VISIT
    assert VisitsFile(tmp_path).last(SHOP + "2") is None


def test_the_file_names_no_shop(tmp_path: Path) -> None:
    VisitsFile(tmp_path).keep(SHOP, VISIT)
    told = (tmp_path / NAME).read_text("utf-8")
    assert "business.name" in told
    assert "kaveri" not in told
    assert "kassapos" not in told


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"x": 3}', "[" * 5000, '{"%s": {"at": "yesterday", "fields": []}}'],
)
def test_a_file_that_cannot_be_understood_is_a_first_visit_and_heals(
    tmp_path: Path, content: str
) -> None:
    file = VisitsFile(tmp_path)
    file.keep(SHOP, VISIT)
    name = (tmp_path / NAME).read_text("utf-8").split('"')[1]
    (tmp_path / NAME).write_text(content.replace("%s", name), "utf-8")
    assert file.last(SHOP) is None
    file.keep(SHOP, VISIT)
    assert file.last(SHOP) == VISIT


def test_of_very_many_shops_the_one_not_seen_longest_goes(tmp_path: Path) -> None:
    file = VisitsFile(tmp_path)
    for number in range(MOST_SHOPS + 1):
        file.keep(f"shop{number}", Visit(NOW + timedelta(days=number), None, ()))
    assert file.last("shop0") is None
    assert file.last("shop1") is not None
