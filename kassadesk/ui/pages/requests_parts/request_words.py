"""The words of a request: its title, its dates, its reasons, its story. Codes come in, text goes out.

A code this program does not know shows Kassapos' own text, or its base word (mission: an unknown
reason must still be readable).
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from kassadesk.core.clock import indian_day
from kassadesk.core.data_requests import DataRequest, RequestEvent, RequestType
from kassadesk.core.lens import Lens, day_in_words
from kassadesk.ui.pages.plural import counted
from kassadesk.viewmodels.requests import next_date

translate = QCoreApplication.translate


def title(request: DataRequest, lens: Lens) -> str:
    """What the person asked for, in a line."""
    subject = lens.personal_text(request.title_subject)
    texts = {
        RequestType.CORRECTION: translate("Requests", "Correct: {subject}"),
        RequestType.DELETION: translate("Requests", "Delete: {subject}"),
        RequestType.ACCESS: translate("Requests", "Show what you hold"),
        RequestType.ACCESS_CATEGORIES: translate("Requests", "Show who got my data"),
        RequestType.PORTABILITY: translate("Requests", "Give me a copy: {subject}"),
        RequestType.NOMINATION: translate("Requests", "Name a person to act for me"),
        RequestType.MINOR_REPORT: translate("Requests", "Report data of a child"),
    }
    known = _known_type(request)
    text = texts[known] if known else translate("Requests", "Request: {subject}")
    return text.replace("{subject}", subject)


def type_icon(request: DataRequest) -> str:
    """The line icon of a kind of request."""
    icons = {
        RequestType.CORRECTION: "pencil",
        RequestType.DELETION: "trash-2",
        RequestType.ACCESS: "eye",
        RequestType.ACCESS_CATEGORIES: "eye",
        RequestType.PORTABILITY: "download",
        RequestType.NOMINATION: "contact-round",
        RequestType.MINOR_REPORT: "info",
    }
    known = _known_type(request)
    return icons[known] if known else "inbox"


def _known_type(request: DataRequest) -> RequestType | None:
    try:
        return RequestType(request.type)
    except ValueError:
        return None


def date_lines(request: DataRequest, now: datetime) -> tuple[str, str]:
    """The date that matters next, and what it is."""
    when, why = next_date(request)
    words = {
        "document_by": translate("Requests", "for your document"),
        "starts": translate("Requests", "deletion starts; you can stop it"),
        "confirm": translate("Requests", "Kassapos should answer"),
        "answer": translate("Requests", "Kassapos should answer"),
        "kept_until": translate("Requests", "the first kept part may go"),
        "sent": _reason_short(request) or translate("Requests", "sent; nothing more to come"),
    }[why]
    if when is None:
        return translate("Requests", "No date"), translate("Requests", "Kassapos gave none")
    if why == "document_by":
        words = translate("Requests", "{left} {why}").format(left=days_left(when, now), why=words)
    return day_in_words(when), words


def days_left(when: datetime, now: datetime) -> str:
    """25 days left, today, 3 days late (Indian days)."""
    days = (indian_day(when) - indian_day(now)).days
    if days == 0:
        return translate("Requests", "today")
    if days < 0:
        return counted(
            -days, translate("Requests", "{n} day late"), translate("Requests", "{n} days late")
        )
    return counted(
        days, translate("Requests", "{n} day left"), translate("Requests", "{n} days left")
    )


def _reason_short(request: DataRequest) -> str:
    return {
        "by_requester": translate("Requests", "withdrawn by you"),
        "superseded": translate("Requests", "replaced by a newer one"),
    }.get(request.reason or "", "")


def reason_words(request: DataRequest) -> str:
    """Why it stands as it stands, in plain words; Kassapos' own text for a word we do not know."""
    texts = {
        "need_user_verification": translate(
            "Requests", "Kassapos wants to be sure that it is you."
        ),
        "need_evidence": translate(
            "Requests", "Kassapos asks for a document that shows the right value."
        ),
        "cooling_off": translate(
            "Requests", "Approved. Until the deletion starts you can still stop it."
        ),
        "executing": translate(
            "Requests", "It is being carried out now and can no longer be stopped."
        ),
        "awaiting_processor": translate(
            "Requests", "Kassapos is done. A company it works with has not confirmed yet."
        ),
        "extended": translate("Requests", "Kassapos needs longer and gave a new date."),
        "partial_legal_hold": translate(
            "Requests", "Done, except for what a law makes Kassapos keep."
        ),
        "by_requester": translate("Requests", "You withdrew it."),
        "superseded": translate("Requests", "You replaced it by a newer request."),
        "suspected_fraud": translate(
            "Requests", "Kassapos suspects that it was not you who asked."
        ),
        "insuf_verification": translate("Requests", "It was not shown that it is you who asks."),
        "no_match": translate("Requests", "Kassapos did not find an account to this."),
        "claim_not_covered": translate("Requests", "Neither the law nor the policy gives this."),
        "outside_jurisdiction": translate("Requests", "Kassapos says the law does not apply here."),
        "too_many_requests": translate("Requests", "Kassapos says it was asked too often."),
        "duplicate": translate("Requests", "It is the same as an earlier request."),
        "evidence_rejected": translate("Requests", "The document did not show the new value."),
        "offline": translate("Requests", "It waits for the internet."),
    }
    return texts.get(request.reason or "", "")


def event_title(event: RequestEvent) -> str:
    """What happened, as the head of one entry of the story."""
    texts = {
        "filed": translate("Requests", "You sent the request"),
        "acknowledged": translate("Requests", "Kassapos confirmed it"),
        "proof_asked": translate("Requests", "Kassapos asked you to prove who you are"),
        "evidence_asked": translate("Requests", "Kassapos asked for a document"),
        "evidence_supplied": translate("Requests", "You added a document"),
        "approved": translate("Requests", "Kassapos approved it"),
        "execution_started": translate("Requests", "Kassapos started to carry it out"),
        "processor_waited_for": translate("Requests", "Kassapos waits for another company"),
        "extended": translate("Requests", "Kassapos gave a later date"),
        "fulfilled": translate("Requests", "Done"),
        "refused": translate("Requests", "Kassapos refused"),
        "withdrawn": translate("Requests", "You withdrew it"),
        "expired": translate("Requests", "It ended because nobody acted in time"),
    }
    return texts.get(event.kind, "") or translate("Requests", "Kassapos wrote")


def event_icon(event: RequestEvent) -> str:
    """The line icon of one entry."""
    return {
        "filed": "send",
        "evidence_supplied": "paperclip",
        "evidence_asked": "hand",
        "proof_asked": "hand",
        "extended": "hourglass",
        "refused": "circle-x",
        "withdrawn": "undo-2",
        "expired": "hourglass",
        "execution_started": "clock",
        "processor_waited_for": "clock",
    }.get(event.kind, "check")


def item_state(state: str) -> str:
    """How far one item is."""
    return {
        "pending": translate("Requests", "waiting"),
        "in_progress": translate("Requests", "in progress"),
        "done": translate("Requests", "done"),
        "failed": translate("Requests", "failed"),
        "not_held": translate("Requests", "not held there"),
        "retained": translate("Requests", "kept by law"),
    }.get(state, state)
