"""Words of the small forms: their titles, what is missing, what happens next."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.intents import IntentKind


def form_title(kind: IntentKind) -> str:
    """What the form is for."""
    translate = QCoreApplication.translate
    return {
        IntentKind.CORRECTION: translate("Asking", "Ask for a correction"),
        IntentKind.DELETION: translate("Asking", "Ask to delete"),
        IntentKind.COPY: translate("Asking", "Ask for a copy"),
        IntentKind.GRIEVANCE: translate("Asking", "Complain to Kassapos"),
        IntentKind.NOMINATION: translate("Asking", "Name someone for my rights"),
        IntentKind.MINOR_REPORT: translate("Asking", "Report data of a child"),
    }[kind]


def form_icon(kind: IntentKind) -> str:
    """Icon of the form in the menu."""
    return {
        IntentKind.CORRECTION: "pencil",
        IntentKind.DELETION: "trash-2",
        IntentKind.COPY: "eye",
        IntentKind.GRIEVANCE: "megaphone",
        IntentKind.NOMINATION: "handshake",
        IntentKind.MINOR_REPORT: "shield-check",
    }[kind]


def send_word(kind: IntentKind) -> str:
    """The button that sends."""
    translate = QCoreApplication.translate
    return {
        IntentKind.COPY: translate("Asking", "Ask for the copy"),
        IntentKind.GRIEVANCE: translate("Asking", "Send complaint"),
        IntentKind.NOMINATION: translate("Asking", "Send nomination"),
        IntentKind.MINOR_REPORT: translate("Asking", "Send report"),
    }[kind]


def lacking_words(code: str) -> str:
    """Why it cannot be sent now; "" when it can."""
    translate = QCoreApplication.translate
    return {
        "reading_documents": translate("Asking", "A document is still being read."),
        "no_kind": translate("Asking", "Choose at least one kind of data."),
        "no_category": translate("Asking", "Choose what it is about."),
        "no_text": translate("Asking", "Write what is wrong."),
        "no_name": translate("Asking", "Write the name."),
        "no_relation": translate("Asking", "Write who this is to you."),
        "no_way": translate("Asking", "Give a mobile number or an e-mail address."),
        "bad_phone": translate("Asking", "No such mobile number can exist."),
        "bad_email": translate("Asking", "This e-mail address does not have the right form."),
        "no_about": translate("Asking", "Write where the data is."),
        "no_notice": translate("Asking", "Write how you noticed it."),
    }.get(code, "")


def next_lines(kind: IntentKind) -> tuple[tuple[str, str], ...]:
    """Icon and sentence of each thing that happens after it is sent."""
    translate = QCoreApplication.translate
    to_kassapos = ("send", translate("Asking", "It goes to Kassapos only."))
    dated = (
        "calendar-check",
        translate("Asking", "They confirm it and give a date; you see both under Requests."),
    )
    withdraw = ("undo-2", translate("Asking", "You can withdraw it until they decide."))
    return {
        IntentKind.COPY: (
            to_kassapos,
            dated,
            (
                "download",
                translate("Asking", "Export gives most of it at once, without asking."),
            ),
            withdraw,
        ),
        IntentKind.GRIEVANCE: (
            to_kassapos,
            ("message-square-text", translate("Asking", "They may ask you back; you answer here.")),
            (
                "scale",
                translate(
                    "Asking", "The Data Protection Board can be asked only after this complaint."
                ),
            ),
        ),
        IntentKind.NOMINATION: (
            to_kassapos,
            dated,
            (
                "handshake",
                translate(
                    "Asking", "Tell this person. It counts only if you die or cannot act yourself."
                ),
            ),
            withdraw,
        ),
        IntentKind.MINOR_REPORT: (
            to_kassapos,
            dated,
            (
                "shield-check",
                translate("Asking", "Write no more about the child than is needed to find it."),
            ),
            withdraw,
        ),
    }[kind]
