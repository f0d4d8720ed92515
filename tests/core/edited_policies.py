"""A short policy and ten edited versions of it, written by hand, with what each must be told to change.

The expected lists were written from the texts before the program was run on them.
"""

from __future__ import annotations

from dataclasses import dataclass

from kassadesk.core.policy import Clause

COMPANIES = ("AWS", "Razorpay", "PhonePe", "WhatsApp API", "Google Drive")
USE = (
    "We use it to send your receipts. We use it to help when you ask. "
    "We do not sell your personal information to anybody."
)
STORE = (
    "It is kept on AWS in Mumbai. It travels encrypted (TLS 1.2). "
    "Every night a copy goes to Google Drive."
)
SHARE = (
    "Companies that work for us get what they need: AWS for hosting, Razorpay for payments. "
    "Courts get what Indian law says."
)
RIGHTS = "You may see your data. You may correct it. You may stop advertising at any time."
KEEP = "Bills are kept for 7 years after you close the account. Other data is removed when you ask."
CHANGES = "We tell you of important changes 30 days before they count."
BASE = (
    ("1", "How it is used", USE),
    ("2", "Where it is kept", STORE),
    ("3", "Who gets it", SHARE),
    ("4", "Your rights", RIGHTS),
    ("5", "How long", KEEP),
    ("6", "Changes", CHANGES),
)


@dataclass(frozen=True)
class Edit:
    """One edited version and the list a person must read."""

    name: str
    clauses: tuple[tuple[str, str, str], ...]
    expected: tuple[str, ...]


def clauses_of(version: str, told: tuple[tuple[str, str, str], ...]) -> tuple[Clause, ...]:
    """As the contract gives them."""
    return tuple(Clause(f"{version}.{n}", n, title, text) for n, title, text in told)


def with_text(number: str, text: str) -> tuple[tuple[str, str, str], ...]:
    """The base with another text in one clause."""
    return tuple((n, title, text if n == number else old) for n, title, old in BASE)


def numbered(*parts: tuple[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Titles and texts, numbered from 1."""
    return tuple((str(n), title, text) for n, (title, text) in enumerate(parts, start=1))


USED, STORED, SHARED, OWN, KEPT, CHANGED = ((title, text) for _, title, text in BASE)

EDITS = (
    Edit(
        "a clause moved",
        numbered(USED, KEPT, STORED, SHARED, OWN, CHANGED),
        ("Section 2, How long: was section 5 and stands elsewhere now",),
    ),
    Edit(
        "a clause split in two",
        numbered(
            USED,
            ("Where it is kept", "It is kept on AWS in Mumbai. It travels encrypted (TLS 1.2)."),
            ("Copies", "Every night a copy goes to Google Drive."),
            SHARED,
            OWN,
            KEPT,
            CHANGED,
        ),
        ("Section 2, Where it is kept: was split into sections 2 and 3",),
    ),
    Edit(
        "a sentence reworded",
        with_text(
            "4",
            "You may see your data. You may ask us to correct it. "
            "You may stop advertising at any time.",
        ),
        ("Section 4, Your rights: “You may correct it.” becomes “You may ask us to correct it.”",),
    ),
    Edit(
        "a number changed",
        with_text(
            "5",
            "Bills are kept for 8 years after you close the account. "
            "Other data is removed when you ask.",
        ),
        ("Section 5, How long: 7 years becomes 8 years",),
    ),
    Edit(
        "a provider added",
        with_text(
            "3",
            "Companies that work for us get what they need: AWS for hosting, Razorpay for payments, "
            "Twilio for messages. Courts get what Indian law says.",
        ),
        ("Section 3, Who gets it: names Twilio, which it did not",),
    ),
    Edit(
        "a clause added before others, whose numbers go up",
        numbered(
            USED,
            ("Young people", "Nobody under 18 may use it."),
            STORED,
            SHARED,
            OWN,
            KEPT,
            CHANGED,
        ),
        ("Section 2, Young people: is new",),
    ),
    Edit(
        "a clause gone and the others closed up",
        numbered(USED, STORED, SHARED, KEPT, CHANGED),
        ("Section 4, Your rights: is gone",),
    ),
    Edit(
        "a promise turned round and a notice made shorter",
        tuple(
            (
                n,
                title,
                {
                    "1": "We use it to send your receipts. We use it to help when you ask. "
                    "We do sell your personal information to anybody.",
                    "6": "We tell you of important changes 7 days before they count.",
                }.get(n, text),
            )
            for n, title, text in BASE
        ),
        (
            "Section 1, How it is used: a “not” came or went, so it may say the opposite: “We do not "
            "sell your personal information to anybody.” becomes “We do sell your personal "
            "information to anybody.”",
            "Section 6, Changes: 30 days becomes 7 days",
        ),
    ),
    Edit(
        "two clauses joined, a provider gone, one without a name come",
        numbered(
            USED,
            STORED,
            (
                "Who gets it",
                "Companies that work for us get what they need: AWS for hosting, an SMS company for "
                "alerts. Courts get what Indian law says.",
            ),
            ("Your rights", f"{RIGHTS} {CHANGES}"),
            KEPT,
        ),
        (
            "Section 3, Who gets it: speaks of an SMS company, without its name",
            "Section 3, Who gets it: does not name Razorpay any more",
            "Section 3, Who gets it: “Companies that work for us get what they need: AWS for hosting, "
            "Razorpay for payments.” becomes “Companies that work for us get what they need: AWS for "
            "hosting, an SMS company for alerts.”",
            "Section 4, Your rights: takes in what sections 4 and 6 said",
        ),
    ),
    Edit(
        "sentences in another order, one moved to another clause, one new, one gone, a title changed",
        numbered(
            USED,
            (
                "Where it is kept",
                "It travels encrypted (TLS 1.3). It is kept on AWS in Mumbai. "
                "Staff see only what they need.",
            ),
            SHARED,
            ("What you may do", RIGHTS),
            (
                "How long",
                "Bills are kept for 7 years after you close the account. "
                "Every night a copy goes to Google Drive.",
            ),
            CHANGED,
        ),
        (
            "Section 2, Where it is kept: TLS 1.2 becomes TLS 1.3",
            "Section 2, Where it is kept: says newly “Staff see only what they need.”",
            "Section 4, What you may do: was called “Your rights”",
            "Section 5, How long: says now what section 2 said: “Every night a copy goes to Google "
            "Drive.”",
            "Section 5, How long: does not say any more “Other data is removed when you ask.”",
        ),
    ),
)
