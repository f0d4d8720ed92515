"""After a power cut at any moment, each small file of the profile reads as it was or as it became."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crashing.after_power import (
    SMALL_WRITERS,
    SmallWriter,
    after_small_write,
    without_folder_sync,
    without_sync,
)

REPLACED = [one for one in SMALL_WRITERS if one.name in ("settings, changed", "known keys")]


@pytest.mark.parametrize("writer", SMALL_WRITERS, ids=lambda writer: writer.name)
def test_it_reads_as_it_was_or_as_it_became(writer: SmallWriter, tmp_path: Path) -> None:
    told = after_small_write(writer, tmp_path)
    assert (told.damaged, told.lost) == (0, 0)
    assert set(told.found) == {"old", "new"}


@pytest.mark.parametrize("writer", REPLACED, ids=lambda writer: writer.name)
def test_the_model_finds_damage_where_nothing_is_synced(
    writer: SmallWriter, tmp_path: Path
) -> None:
    assert after_small_write(writer, tmp_path, without_sync).damaged > 0


@pytest.mark.parametrize("writer", REPLACED, ids=lambda writer: writer.name)
def test_the_model_finds_what_is_lost_where_folders_are_not_synced(
    writer: SmallWriter, tmp_path: Path
) -> None:
    told = after_small_write(writer, tmp_path, without_folder_sync)
    assert (told.damaged, told.lost > 0) == (0, True)
