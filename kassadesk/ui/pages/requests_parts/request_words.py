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
from kassadesk.viewmodels.requests import next_date

_tr = QCoreApplication.translate


def title(request: DataRequest, lens: Lens) -> str:
    """What the person asked for, in a line."""
    subject = lens.personal_text(request.title_subject)
    texts = {
        RequestType.CORRECTION: _tr("Requests", "Correct: {subject}"),
        RequestType.DELETION: _tr("Requests", "Delete: {subject}"),
        RequestType.ACCESS: _tr("Requests", "Show what you hold"),
        RequestType.ACCESS_CATEGORIES: _tr("Requests", "Show who got my data"),
        RequestType.PORTABILITY: _tr("Requests", "Give me a copy: {subject}"),
        RequestType.NOMINATION: _tr("Requests", "Name a person to act for me"),
        RequestType.MINOR_REPORT: _tr("Requests", "Report data of a child"),
    }
    known = _known_type(request)
    text = texts[known] if known else _tr("Requests", "Request: {subject}")
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
        "document_by": _tr("Requests", "for your document"),
        "starts": _tr("Requests", "deletion starts; you can stop it"),
        "confirm": _tr("Requests", "Kassapos should answer"),
        "answer": _tr("Requests", "Kassapos should answer"),
        "kept_until": _tr("Requests", "the first kept part may go"),
        "sent": _reason_short(request) or _tr("Requests", "sent; nothing more to come"),
    }[why]
    if when is None:
        return _tr("Requests", "No date"), _tr("Requests", "Kassapos gave none")
    if why == "document_by":
        words = _tr("Requests", "{left} {why}").format(left=days_left(when, now), why=words)
    return day_in_words(when), words


def days_left(when: datetime, now: datetime) -> str:
    """25 days left, today, 3 days late (Indian days)."""
    days = (indian_day(when) - indian_day(now)).days
    if days == 0:
        return _tr("Requests", "today")
    if days < 0:
        return _tr("Requests", "%n day(s) late", "", -days)
    return _tr("Requests", "%n day(s) left", "", days)


def _reason_short(request: DataRequest) -> str:
    return {
        "by_requester": _tr("Requests", "withdrawn by you"),
        "superseded": _tr("Requests", "replaced by a newer one"),
    }.get(request.reason or "", "")


def reason_words(request: DataRequest) -> str:
    """Why it stands as it stands, in plain words; Kassapos' own text for a word we do not know."""
    texts = {
        "need_user_verification": _tr("Requests", "Kassapos wants to be sure that it is you."),
        "need_evidence": _tr(
            "Requests", "Kassapos asks for a document that shows the right value."
        ),
        "cooling_off": _tr(
            "Requests", "Approved. Until the deletion starts you can still stop it."
        ),
        "executing": _tr("Requests", "It is being carried out now and can no longer be stopped."),
        "awaiting_processor": _tr(
            "Requests", "Kassapos is done. A company it works with has not confirmed yet."
        ),
        "extended": _tr("Requests", "Kassapos needs longer and gave a new date."),
        "partial_legal_hold": _tr("Requests", "Done, except for what a law makes Kassapos keep."),
        "by_requester": _tr("Requests", "You withdrew it."),
        "superseded": _tr("Requests", "You replaced it by a newer request."),
        "suspected_fraud": _tr("Requests", "Kassapos suspects that it was not you who asked."),
        "insuf_verification": _tr("Requests", "It was not shown that it is you who asks."),
        "no_match": _tr("Requests", "Kassapos did not find an account to this."),
        "claim_not_covered": _tr("Requests", "Neither the law nor the policy gives this."),
        "outside_jurisdiction": _tr("Requests", "Kassapos says the law does not apply here."),
        "too_many_requests": _tr("Requests", "Kassapos says it was asked too often."),
        "duplicate": _tr("Requests", "It is the same as an earlier request."),
        "evidence_rejected": _tr("Requests", "The document did not show the new value."),
        "offline": _tr("Requests", "It waits for the internet."),
    }
    return texts.get(request.reason or "", "")


def event_title(event: RequestEvent) -> str:
    """What happened, as the head of one entry of the story."""
    texts = {
        "filed": _tr("Requests", "You sent the request"),
        "acknowledged": _tr("Requests", "Kassapos confirmed it"),
        "proof_asked": _tr("Requests", "Kassapos asked you to prove who you are"),
        "evidence_asked": _tr("Requests", "Kassapos asked for a document"),
        "evidence_supplied": _tr("Requests", "You added a document"),
        "approved": _tr("Requests", "Kassapos approved it"),
        "execution_started": _tr("Requests", "Kassapos started to carry it out"),
        "processor_waited_for": _tr("Requests", "Kassapos waits for another company"),
        "extended": _tr("Requests", "Kassapos gave a later date"),
        "fulfilled": _tr("Requests", "Done"),
        "refused": _tr("Requests", "Kassapos refused"),
        "withdrawn": _tr("Requests", "You withdrew it"),
        "expired": _tr("Requests", "It ended because nobody acted in time"),
    }
    return texts.get(event.kind, "") or _tr("Requests", "Kassapos wrote")


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
        "pending": _tr("Requests", "waiting"),
        "in_progress": _tr("Requests", "in progress"),
        "done": _tr("Requests", "done"),
        "failed": _tr("Requests", "failed"),
        "not_held": _tr("Requests", "not held there"),
        "retained": _tr("Requests", "kept by law"),
    }.get(state, state)
