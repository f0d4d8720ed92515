"""Words for complaints: what they are about, how far they are, what happened, the ladder."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.grievances import Grievance, GrievanceState
from kassadesk.core.ladder import Rung, RungState
from kassadesk.core.lens import day_in_words


def complaint_about(category: str) -> str:
    """What a complaint is about."""
    translate = QCoreApplication.translate
    return {
        "request_refused": translate("Complaint", "A request was refused"),
        "request_late": translate("Complaint", "A request is late"),
        "consent_not_respected": translate("Complaint", "A choice was not respected"),
        "wrong_data": translate("Complaint", "Data is wrong"),
        "data_shared": translate("Complaint", "Data was given to others"),
        "breach": translate("Complaint", "Data got into wrong hands"),
        "other": translate("Complaint", "Something else"),
    }.get(category, category.replace("_", " ").capitalize())


def complaint_title(category: str) -> str:
    """A complaint in a line of the list."""
    translate = QCoreApplication.translate
    return translate("Complaint", "Complaint: {0}").format(complaint_about(category))


def complaint_state(grievance: Grievance) -> str:
    """The pill of a complaint."""
    return {
        GrievanceState.OPEN: "open",
        GrievanceState.IN_PROGRESS: "in_progress",
        GrievanceState.WAITING_ON_CLIENT: "your_turn",
        GrievanceState.AWAITING_INTERNAL_REVIEW: "in_review",
        GrievanceState.RESOLVED: "answered",
    }.get(grievance.state, "other")


def complaint_state_words(grievance: Grievance) -> str:
    """How far it is, in a sentence."""
    translate = QCoreApplication.translate
    return {
        GrievanceState.OPEN: translate("Complaint", "Kassapos has it and has not read it yet."),
        GrievanceState.IN_PROGRESS: translate("Complaint", "Kassapos looks into it."),
        GrievanceState.WAITING_ON_CLIENT: translate("Complaint", "Kassapos waits for your answer."),
        GrievanceState.AWAITING_INTERNAL_REVIEW: translate(
            "Complaint", "Kassapos reviews what you wrote."
        ),
        GrievanceState.RESOLVED: translate(
            "Complaint", "Kassapos has answered and calls it settled."
        ),
    }.get(
        grievance.state, translate("Complaint", "Kassapos uses a word this program does not know.")
    )


def complaint_event_title(kind: str) -> str:
    """The head of one entry in a complaint's story."""
    translate = QCoreApplication.translate
    return {
        "filed": translate("Complaint", "You sent the complaint"),
        "acknowledged": translate("Complaint", "Kassapos took it up"),
        "question_asked": translate("Complaint", "Kassapos asked you a question"),
        "answered": translate("Complaint", "You answered"),
        "reviewed": translate("Complaint", "Kassapos read what you wrote"),
        "resolved": translate("Complaint", "Kassapos answered"),
        "reopened": translate("Complaint", "You opened it again"),
    }.get(kind, kind.replace("_", " ").capitalize())


def complaint_event_icon(kind: str) -> str:
    """Icon of one entry in a complaint's story."""
    return {
        "filed": "megaphone",
        "acknowledged": "check",
        "question_asked": "hand",
        "answered": "message-square-text",
        "reviewed": "eye",
        "resolved": "check",
        "reopened": "undo-2",
    }.get(kind, "circle-dot")


def complaint_next_words(grievance: Grievance) -> str:
    """What comes next; "" when nothing will by itself."""
    translate = QCoreApplication.translate
    return {
        GrievanceState.OPEN: translate("Complaint", "Next: Kassapos takes it up"),
        GrievanceState.IN_PROGRESS: translate("Complaint", "Next: Kassapos answers, or asks you"),
        GrievanceState.WAITING_ON_CLIENT: translate(
            "Complaint", "Next: Kassapos reads your answer"
        ),
        GrievanceState.AWAITING_INTERNAL_REVIEW: translate(
            "Complaint", "Next: Kassapos says what it thinks now"
        ),
    }.get(grievance.state, "")


def rung_icon(rung: Rung) -> str:
    """Icon of a rung of the ladder."""
    if rung.state is RungState.LOCKED:
        return "lock"
    return {"reminder": "mail", "complaint": "megaphone"}.get(rung.name, "scale")


def rung_title(name: str) -> str:
    """Name of a rung of the ladder."""
    translate = QCoreApplication.translate
    return {
        "reminder": translate("Ladder", "Remind Kassapos"),
        "complaint": translate("Ladder", "Complaint to Kassapos"),
        "board": translate("Ladder", "Data Protection Board"),
    }.get(name, name)


def rung_words(rung: Rung) -> str:
    """How a rung stands, in few words."""
    translate = QCoreApplication.translate
    day = day_in_words(rung.day) if rung.day else ""
    if rung.state is RungState.OPEN:
        return translate("Ladder", "ready now")
    if rung.state is RungState.DONE:
        return translate("Ladder", "done on {0}").format(day)
    dated = {
        "not_late": translate("Ladder", "ready on {0}"),
        "after_reminder": translate("Ladder", "ready on {0}"),
        "no_complaint": translate("Ladder", "after the complaint, from {0}"),
        "not_in_force": translate("Ladder", "from {0}"),
        "not_exhausted": translate("Ladder", "after the complaint"),
        "persons_only": translate("Ladder", "for persons, not for firms"),
    }
    plain = {
        "no_date": translate("Ladder", "once a date has passed"),
        "after_reminder": translate("Ladder", "7 days after the reminder"),
        "no_complaint": translate("Ladder", "after the complaint"),
        "not_exhausted": translate("Ladder", "after the complaint"),
        "persons_only": translate("Ladder", "for persons, not for firms"),
    }
    return (dated if day else plain).get(rung.reason, "").format(day)


def board_reason(rung: Rung, citation: str) -> str:
    """Why the Board cannot be asked yet, with the law that says so; "" when it can."""
    if rung.state is not RungState.LOCKED:
        return ""
    translate = QCoreApplication.translate
    day = day_in_words(rung.day) if rung.day else ""
    words = {
        "no_complaint": translate(
            "Ladder", "Locked: first complain to Kassapos, so that it can put it right ({0})."
        ),
        "not_exhausted": translate(
            "Ladder", "Locked until Kassapos has answered and you say it does not settle it ({0})."
        ),
        "not_in_force": translate("Ladder", "Locked: the law for it starts on {1} ({0})."),
        "persons_only": translate(
            "Ladder",
            "Locked: the law gives this to persons; your GSTIN's PAN is not a person's ({0}).",
        ),
    }.get(rung.reason, "")
    if rung.reason == "not_exhausted" and day:
        words = translate(
            "Ladder",
            "Locked until Kassapos has answered and you say it does not settle it, or until {1} has"
            " passed without an answer ({0}).",
        )
    return words.format(citation, day)
