"""One complaint in every state: the walk that tests and the gallery share.

`walk` complains and plays Kassapos' staff until there is one complaint in each place; it gives their
ids. `about`: a request that each complaint names.
"""

from __future__ import annotations

import uuid

from tests.sandbox.running import Sandbox, SignedIn

QUESTION = "Please tell us on which day you noticed it, and add what shows it."
ANSWER = "I noticed it on 18 November 2026. A photo of the bill is added."
WHY_AGAIN = "The old address still stands on the bills of this week."
TEXT = "You refused to correct my address. The rent agreement I sent shows the right one."
PLACES: dict[str, tuple[str, ...]] = {
    "OPEN": (),
    "IN_PROGRESS": ("take_up",),
    "WAITING_ON_CLIENT": ("take_up", "ask"),
    "AWAITING_INTERNAL_REVIEW": ("take_up", "ask", "answer"),
    "RESOLVED": ("take_up", "ask", "answer", "review", "resolve"),
    "reopened": ("take_up", "resolve", "reopen"),
}
"""Each state of the contract, with the steps that lead there; and one that was opened again."""


def walk(sandbox: Sandbox, me: SignedIn, about: str | None) -> dict[str, str]:
    """Ids of one complaint in each of `PLACES`."""
    found = {}
    for place, steps in PLACES.items():
        grievance_id = complain(me, about)
        for step in steps:
            make(sandbox, me, grievance_id, step)
        found[place] = grievance_id
    return found


def make(sandbox: Sandbox, me: SignedIn, grievance_id: str, step: str) -> None:
    """One step, by the one whose turn it is."""
    path = f"/v1/grievances/{grievance_id}"
    if step == "answer":
        made = me.post(f"{path}/answer", {"text": ANSWER, "attachments": []})
    elif step == "reopen":
        made = me.post(f"{path}/reopening", {"why": WHY_AGAIN})
    else:
        body = {"event": step, "text": QUESTION if step == "ask" else None}
        made = sandbox.call("POST", f"/sandbox/grievances/{grievance_id}/step", body)
    assert made.status in (200, 204), made.body


def complain(me: SignedIn, about: str | None) -> str:
    """A complaint, filed; its id."""
    body = {
        "client_ref": str(uuid.uuid4()),
        "category": "request_refused" if about else "other",
        "text": TEXT,
        "about_request": about,
    }
    made = me.post("/v1/grievances", body)
    assert made.status == 201, made.body
    return str(made.json["grievance_id"])
