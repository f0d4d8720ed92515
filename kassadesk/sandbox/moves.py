"""Which move a request may make from where: the table of the state machine, and nothing else.

Status words are those of the Data Rights Protocol 1.0; reasons refine them. A move that is not in
the table is answered with 409 state_conflict.
"""

from __future__ import annotations

from typing import Final, TypeAlias

Place: TypeAlias = tuple[str, str | None]
"""Status and reason."""

OPEN: Final[Place] = ("open", None)
WORKING: Final[Place] = ("in_progress", None)
NEED_PROOF: Final[Place] = ("in_progress", "need_user_verification")
NEED_EVIDENCE: Final[Place] = ("in_progress", "need_evidence")
COOLING_OFF: Final[Place] = ("in_progress", "cooling_off")
EXECUTING: Final[Place] = ("in_progress", "executing")
AWAITING: Final[Place] = ("in_progress", "awaiting_processor")
EXTENDED: Final[Place] = ("in_progress", "extended")
FULFILLED: Final[Place] = ("fulfilled", None)
PARTLY_KEPT: Final[Place] = ("fulfilled", "partial_legal_hold")
WITHDRAWN: Final[Place] = ("revoked", "by_requester")
SUPERSEDED: Final[Place] = ("revoked", "superseded")
EXPIRED: Final[Place] = ("expired", None)

FINAL_STATUSES: Final = frozenset({"fulfilled", "revoked", "denied", "expired"})
DENIALS: Final = frozenset(
    {
        "suspected_fraud",
        "insuf_verification",
        "no_match",
        "claim_not_covered",
        "outside_jurisdiction",
        "too_many_requests",
        "duplicate",
        "evidence_rejected",
        "other",
    }
)

_WORK: Final = frozenset({WORKING, EXTENDED})
_YOUR_TURN: Final = frozenset({NEED_PROOF, NEED_EVIDENCE})
_BEFORE_EXECUTION: Final = frozenset({OPEN, COOLING_OFF}) | _WORK | _YOUR_TURN

MOVES: Final[dict[str, frozenset[Place]]] = {
    "acknowledge": frozenset({OPEN}),
    "ask_proof": _WORK,
    "ask_document": _WORK,
    "supply": _YOUR_TURN,
    "approve": _WORK,
    "execute": _WORK,
    "wait_for_processor": frozenset({EXECUTING}),
    "finish": frozenset({EXECUTING, AWAITING}),
    "extend": frozenset({WORKING}),
    "refuse": _BEFORE_EXECUTION - {OPEN},
    "withdraw": _BEFORE_EXECUTION | {EXECUTING},
    "supersede": _BEFORE_EXECUTION,
    "expire": _BEFORE_EXECUTION,
}
"""From where each move may start. Deletions narrow it below."""


def may(move: str, request_type: str, place: Place, extended: bool) -> bool:
    """True when this kind of request may make the move from there."""
    deletion = request_type == "deletion"
    if move == "approve" and not deletion:
        return False
    if move == "execute" and deletion:
        return place == COOLING_OFF  # the wait is never skipped
    if move == "withdraw" and deletion and place == EXECUTING:
        return False
    if move == "extend" and extended:
        return False
    return place in MOVES[move]
