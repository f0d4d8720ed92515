"""Done-line 3: each state and reason of requests and complaints has words and a picture."""

from __future__ import annotations

from datetime import date

import pytest

from kassadesk.core.grievances import GrievanceCategory, GrievanceState
from kassadesk.core.ladder import Rung, RungState
from kassadesk.ui.texts import (
    board_reason,
    complaint_about,
    complaint_event_title,
    complaint_state,
    complaint_state_words,
    rung_words,
)
from kassadesk.ui.widgets.pill import pill_look
from tests.contract.document import load
from tests.core.test_ladder import complaint
from tests.gallery_pages import PICTURES
from tests.gallery_states import name_of
from tests.sandbox.grievance_places import PLACES as COMPLAINT_PLACES
from tests.sandbox.places import PLACES

STATES = [one for one in GrievanceState if one is not GrievanceState.UNKNOWN]
LOCKS = ("no_complaint", "not_exhausted", "not_in_force", "persons_only")


def test_every_state_and_reason_has_a_picture_of_its_own() -> None:
    drawn = {picture.name for picture in PICTURES}
    assert len(drawn) == len(PICTURES)
    wanted = {name_of(place) for place in PLACES}
    wanted |= {f"19-complaint-{place.lower()}" for place in COMPLAINT_PLACES}
    assert wanted <= drawn
    assert len(wanted) == len(PLACES) + len(COMPLAINT_PLACES)


def test_the_walk_of_complaints_leaves_no_state_of_the_contract_out() -> None:
    schemas = load()["components"]["schemas"]
    assert set(schemas["GrievanceState"]["enum"]) == {str(one) for one in STATES}
    assert set(schemas["GrievanceState"]["enum"]) <= set(COMPLAINT_PLACES)


@pytest.mark.parametrize("state", STATES, ids=str)
def test_every_state_of_a_complaint_has_words(state: GrievanceState) -> None:
    one = complaint(state=state)
    unknown = complaint(state=GrievanceState.UNKNOWN)
    assert complaint_state_words(one) != complaint_state_words(unknown)
    assert pill_look(complaint_state(one)).word != pill_look(complaint_state(unknown)).word


def test_every_event_and_subject_of_a_complaint_has_words() -> None:
    schemas = load()["components"]["schemas"]
    for kind in schemas["GrievanceEvent"]["properties"]["kind"]["enum"]:
        assert complaint_event_title(kind) != kind.replace("_", " ").capitalize()
    for category in GrievanceCategory:
        assert complaint_about(category) != category.replace("_", " ").capitalize()


@pytest.mark.parametrize("reason", LOCKS)
def test_every_lock_of_the_board_says_why_with_the_law(reason: str) -> None:
    day = date(2027, 5, 13) if reason == "not_in_force" else None
    rung = Rung("board", RungState.LOCKED, reason, day)
    assert rung_words(rung)
    told = board_reason(rung, "DPDP Act 2023, section 13(3)")
    assert told.startswith("Locked")
    assert "section 13(3)" in told
    assert not board_reason(Rung("board", RungState.OPEN), "")
