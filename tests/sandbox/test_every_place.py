"""Every status and reason of the contract is reachable on the sandbox, and is told in words."""

from __future__ import annotations

import pytest

from tests.contract.document import load
from tests.sandbox.places import DENIALS, PLACES, walk
from tests.sandbox.running import Sandbox


def test_a_request_can_be_led_to_every_status_and_reason(sandbox: Sandbox) -> None:
    found = walk(sandbox)

    assert set(found) == set(PLACES)
    me = sandbox.sign_in()
    for place, request_id in found.items():
        request = me.get(f"/v1/requests/{request_id}").json
        assert (request["status"], request["reason"]) == place
        story = me.get(f"/v1/requests/{request_id}/events").json["items"]
        assert (story[-1]["status"], story[-1]["reason"]) == place
        if place[0] == "denied":
            assert request["basis"] and request["details"] and request["next_step"]


def test_the_walk_leaves_no_word_of_the_contract_out() -> None:
    schemas = load()["components"]["schemas"]
    statuses = set(schemas["RequestStatus"]["enum"])
    reasons = set(schemas["RequestReason"]["enum"])
    assert {status for status, _ in PLACES} == statuses
    assert {reason for _, reason in PLACES if reason} == reasons
    assert len(PLACES) == len(set(PLACES)) == 13 + len(DENIALS)


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_status_and_reason_has_words(place: tuple[str, str | None]) -> None:
    from kassadesk.ui.texts import reason_words
    from kassadesk.ui.widgets.pill import pill_look

    status, reason = place
    assert pill_look(status).word != pill_look("no such status").word
    assert reason is None or reason_words(reason)
    assert not reason_words("no_such_reason")
