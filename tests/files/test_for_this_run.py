"""What is kept for this run only leaves the disk alone and is gone with the run."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from kassadesk.core.held_changes import Visit
from kassadesk.core.own_steps import OwnSteps
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.own_steps_file import OwnStepsFile
from kassadesk.files.visits_file import VisitsFile
from tests.crashing.after_power import _past

STEPS = OwnSteps("COR-1", reminded_on=date(2026, 11, 23))
VISIT = Visit(datetime(2026, 11, 23, 4, 44, tzinfo=UTC), None, ("a",))


def never() -> bool:
    """A shared PC."""
    return False


def test_exports_notes_and_visits_of_this_run_leave_no_file(tmp_path: Path) -> None:
    history, notes = ExportHistory(tmp_path, lasts=never), OwnStepsFile(tmp_path, never)
    visits = VisitsFile(tmp_path, never)
    past = _past(1)
    history.keep(past)
    notes.keep("a-shop", STEPS)
    visits.keep("a-shop", VISIT)
    assert history.of_shop(past.shop_id) == (past,), "they are there while the program runs"
    assert notes.of_shop("a-shop") == (STEPS,)
    assert visits.last("a-shop") is None
    assert list(tmp_path.iterdir()) == []
    assert ExportHistory(tmp_path, lasts=never).all() == ()
    assert OwnStepsFile(tmp_path, never).of_shop("a-shop") == ()


def test_what_was_kept_before_is_neither_shown_nor_lost(tmp_path: Path) -> None:
    past = _past(1)
    ExportHistory(tmp_path).keep(past)
    OwnStepsFile(tmp_path).keep("a-shop", STEPS)
    VisitsFile(tmp_path).keep("a-shop", VISIT)
    assert len(list(tmp_path.iterdir())) == 3, "the control"
    assert ExportHistory(tmp_path, lasts=never).all() == ()
    assert OwnStepsFile(tmp_path, never).of_shop("a-shop") == ()
    assert VisitsFile(tmp_path, never).last("a-shop") is None
    assert ExportHistory(tmp_path).all() == (past,)
    assert OwnStepsFile(tmp_path).of_shop("a-shop") == (STEPS,)
    assert VisitsFile(tmp_path).last("a-shop") == VISIT
