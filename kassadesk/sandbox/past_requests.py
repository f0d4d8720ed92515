"""The seven requests that the shop `kaveri` has made before the sample is opened.

They show every turn a request can take: waiting for a document, not read yet, in the 14-day wait,
done but for what a law keeps, done, refused, taken back. Days count back from the sample's today, so
the stories never grow old; moves still to come are due like those of any other request.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from kassadesk.sandbox import words
from kassadesk.sandbox.request_records import Item
from kassadesk.sandbox.world.laws import citation


@dataclass(frozen=True, slots=True)
class When:
    """A moment in India, days before (or after, negative) today."""

    days_ago: int
    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class PastEvent:
    """One entry of a story."""

    when: When
    kind: str
    actor: str
    status: str
    reason: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PastRequest:
    """One request as it stands today."""

    prefix: str
    number: int
    type: str
    label: str
    events: tuple[PastEvent, ...]
    items: tuple[Item, ...]
    note: str | None = None
    next_step: str | None = None
    basis: str | None = None
    asks_for: tuple[str, ...] = ()
    times: dict[str, When] = field(default_factory=dict)
    """acknowledged_at, promised_by, effective_at, expires_at where they are set."""
    due: tuple[str, When] | None = None
    """What Kassapos does next by itself."""


_ASKED: Final = "PAN card or GST certificate that shows the new spelling."

NAME: Final = PastRequest(
    "COR",
    42,
    "correction",
    "Your name",
    (
        PastEvent(When(14, 10, 42), "filed", "you", "open"),
        PastEvent(
            When(13, 11, 5), "acknowledged", "kassapos", "in_progress", None, words.ACKNOWLEDGED
        ),
        PastEvent(
            When(5, 15, 20), "evidence_asked", "kassapos", "in_progress", "need_evidence", _ASKED
        ),
    ),
    (
        Item(
            "contact.person.name",
            "Your name",
            "correct",
            before="Kavitha Selvan",
            after="Kavitha Selvam",
        ),
    ),
    note="The last letter of my name is wrong.",
    next_step=words.NEXT["asked"],
    asks_for=words.DOCUMENTS,
    times={
        "acknowledged_at": When(13, 11, 5),
        "promised_by": When(-2, 11, 5),
        "expires_at": When(-25, 15, 20),
    },
    due=("expire", When(-25, 15, 20)),
)

WHO_GOT_IT: Final = PastRequest(
    "ACC",
    45,
    "access",
    "Who got my data",
    (PastEvent(When(1, 16, 5), "filed", "you", "open"),),
    (
        Item("business", "Business information", "export"),
        Item("contact", "Contact details", "export"),
    ),
    note="Which companies got my data, and since when?",
    next_step=words.NEXT["filed"],
    times={"promised_by": When(-1, 16, 5)},
    due=("acknowledge", When(-1, 4, 5)),
)

USAGE: Final = PastRequest(
    "DEL",
    40,
    "deletion",
    "Usage data",
    (
        PastEvent(When(9, 9, 12), "filed", "you", "open"),
        PastEvent(
            When(8, 10, 30), "acknowledged", "kassapos", "in_progress", None, words.ACKNOWLEDGED
        ),
        PastEvent(
            When(6, 12, 0), "approved", "kassapos", "in_progress", "cooling_off", words.APPROVED
        ),
    ),
    (Item("usage", "Usage data", "delete", processor="AWS"),),
    next_step=words.NEXT["cooling_off"],
    times={
        "acknowledged_at": When(8, 10, 30),
        "promised_by": When(-38, 12, 0),
        "effective_at": When(-8, 12, 0),
    },
    due=("execute", When(-8, 12, 0)),
)

STAFF_NUMBERS: Final = PastRequest(
    "DEL",
    31,
    "deletion",
    "Old staff numbers",
    (
        PastEvent(When(82, 18, 40), "filed", "you", "open"),
        PastEvent(
            When(81, 11, 0), "acknowledged", "kassapos", "in_progress", None, words.ACKNOWLEDGED
        ),
        PastEvent(
            When(80, 16, 30), "approved", "kassapos", "in_progress", "cooling_off", words.APPROVED
        ),
        PastEvent(
            When(66, 16, 30),
            "execution_started",
            "kassapos",
            "in_progress",
            "executing",
            words.EXECUTING,
        ),
        PastEvent(
            When(65, 16, 30),
            "processor_waited_for",
            "kassapos",
            "in_progress",
            "awaiting_processor",
            words.AWAITING,
        ),
        PastEvent(
            When(62, 16, 30),
            "fulfilled",
            "kassapos",
            "fulfilled",
            "partial_legal_hold",
            words.PARTLY_KEPT,
        ),
    ),
    (
        Item(
            "contact.staff.old_1", "Staff number of 2021", "delete", state="done", processor="AWS"
        ),
        Item(
            "contact.staff.old_2", "Staff number of 2022", "delete", state="done", processor="AWS"
        ),
        Item(
            "billing",
            "Delivery number on bills",
            "keep",
            state="retained",
            hold_law=citation("gst_books"),
            hold_why="It is printed on bills that must be kept until the date shown.",
            hold_until="",
        ),
    ),
    basis=citation("gst_books"),
    times={"acknowledged_at": When(81, 11, 0), "effective_at": When(66, 16, 30)},
)

YEAR_COPY: Final = PastRequest(
    "EXP",
    27,
    "portability",
    "FY 2025-26",
    (
        PastEvent(When(114, 8, 55), "filed", "you", "open"),
        PastEvent(
            When(113, 10, 10), "acknowledged", "kassapos", "in_progress", None, words.ACKNOWLEDGED
        ),
        PastEvent(
            When(112, 9, 0),
            "execution_started",
            "kassapos",
            "in_progress",
            "executing",
            words.EXECUTING,
        ),
        PastEvent(When(112, 17, 45), "fulfilled", "kassapos", "fulfilled", None, words.FULFILLED),
    ),
    (Item("billing", "Bills and transactions", "export", state="done"),),
    times={"acknowledged_at": When(113, 10, 10), "promised_by": When(106, 10, 10)},
)

BILL: Final = PastRequest(
    "COR",
    22,
    "correction",
    "Bill KF-24817",
    (
        PastEvent(When(135, 20, 15), "filed", "you", "open"),
        PastEvent(
            When(134, 9, 40), "acknowledged", "kassapos", "in_progress", None, words.ACKNOWLEDGED
        ),
        PastEvent(
            When(132, 14, 5),
            "refused",
            "kassapos",
            "denied",
            "claim_not_covered",
            "An issued bill cannot be changed. Issue a credit note or a new bill instead.",
        ),
    ),
    (Item("billing", "Bill KF-24817", "correct", state="failed"),),
    note="The customer's name on this bill is wrong.",
    next_step=words.COMPLAIN,
    basis=citation("issued_bills"),
    times={"acknowledged_at": When(134, 9, 40), "promised_by": When(119, 9, 40)},
)

SECOND_MOBILE: Final = PastRequest(
    "DEL",
    18,
    "deletion",
    "Second mobile number",
    (
        PastEvent(When(173, 19, 2), "filed", "you", "open"),
        PastEvent(
            When(172, 7, 48), "withdrawn", "you", "revoked", "by_requester", "We still need it."
        ),
    ),
    (Item("contact.person.mobile_second", "Second mobile number", "delete"),),
)

KAVERI: Final = (SECOND_MOBILE, BILL, YEAR_COPY, STAFF_NUMBERS, USAGE, NAME, WHO_GOT_IT)
"""Oldest first."""
LAST_NUMBER: Final = 45
