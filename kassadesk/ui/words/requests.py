"""Words for what happens to a request: reasons, events, items, documents asked for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def reason_words(reason: str | None) -> str:
    """What a reason of the contract means, "" for none or one this program does not know."""
    translate = QCoreApplication.translate
    return {
        None: "",
        "need_user_verification": translate("Reason", "Kassapos asks you to prove it is you."),
        "need_evidence": translate("Reason", "Kassapos asks you for a document."),
        "cooling_off": translate("Reason", "Agreed. It starts on the date shown; you can stop it."),
        "executing": translate("Reason", "It is being carried out now."),
        "awaiting_processor": translate(
            "Reason", "Kassapos is done and waits for another company."
        ),
        "extended": translate("Reason", "Kassapos has moved the date."),
        "partial_legal_hold": translate("Reason", "Done, except for what a law keeps."),
        "by_requester": translate("Reason", "You withdrew it."),
        "superseded": translate("Reason", "You replaced it by a newer one."),
        "suspected_fraud": translate("Reason", "Kassapos thinks it did not come from you."),
        "insuf_verification": translate("Reason", "The proof was missing or did not match."),
        "no_match": translate("Reason", "Kassapos did not find the account."),
        "claim_not_covered": translate("Reason", "Neither law nor policy gives a right to this."),
        "outside_jurisdiction": translate("Reason", "The law does not apply to it."),
        "too_many_requests": translate("Reason", "Kassapos says there were too many requests."),
        "duplicate": translate("Reason", "The same was asked before."),
        "evidence_rejected": translate("Reason", "The document did not show the change."),
        "other": translate("Reason", "Kassapos gives its own reason."),
    }.get(reason, "")


def event_title(kind: str, actor: str = "kassapos") -> str:
    """The head of one entry in a request's story."""
    translate = QCoreApplication.translate
    if kind == "withdrawn" and actor != "you":
        return translate("Event", "A newer request took its place")
    return {
        "filed": translate("Event", "You sent the request"),
        "acknowledged": translate("Event", "Kassapos confirmed it"),
        "proof_asked": translate("Event", "Kassapos asked you to prove it is you"),
        "evidence_asked": translate("Event", "Kassapos asked for a document"),
        "evidence_supplied": translate("Event", "You added a document"),
        "approved": translate("Event", "Kassapos agreed"),
        "execution_started": translate("Event", "Kassapos began to carry it out"),
        "processor_waited_for": translate("Event", "Kassapos waits for another company"),
        "extended": translate("Event", "Kassapos moved the date"),
        "fulfilled": translate("Event", "Done"),
        "refused": translate("Event", "Kassapos refused"),
        "withdrawn": translate("Event", "You withdrew it"),
        "expired": translate("Event", "It ended without an answer"),
    }.get(kind, kind.replace("_", " ").capitalize())


def turn_title(kind: str) -> str:
    """The head of the question that waits for the person now."""
    translate = QCoreApplication.translate
    if kind == "proof_asked":
        return translate("Event", "Your turn: prove it is you")
    return translate("Event", "Your turn: add a document")


def event_icon(kind: str) -> str:
    """Icon of one entry in a request's story."""
    return {
        "filed": "send",
        "acknowledged": "check",
        "proof_asked": "hand",
        "evidence_asked": "hand",
        "evidence_supplied": "paperclip",
        "approved": "check",
        "execution_started": "clock",
        "processor_waited_for": "hourglass",
        "extended": "calendar-clock",
        "fulfilled": "check",
        "refused": "x",
        "withdrawn": "undo-2",
        "expired": "hourglass",
    }.get(kind, "circle-dot")


def item_state_word(state: str) -> str:
    """How far one item of a request is."""
    translate = QCoreApplication.translate
    return {
        "pending": translate("Item", "Waits"),
        "in_progress": translate("Item", "In progress"),
        "done": translate("Item", "Done"),
        "failed": translate("Item", "Not done"),
        "not_held": translate("Item", "Was already gone"),
        "retained": translate("Item", "Kept"),
    }.get(state, state.replace("_", " ").capitalize())


def difference_words(kind: str) -> str:
    """How a file differs from what was exported."""
    translate = QCoreApplication.translate
    return {
        "cell_changed": translate("Difference", "A value was changed"),
        "row_added": translate("Difference", "A row was added"),
        "row_missing": translate("Difference", "A row is missing"),
        "order_changed": translate("Difference", "The order of rows was changed"),
        "sheet_missing": translate("Difference", "A sheet is missing"),
        "sheet_added": translate("Difference", "A sheet was added"),
        "head_changed": translate("Difference", "A column title was changed"),
        "fingerprints_changed": translate("Difference", "The fingerprints were changed"),
        "manifest_changed": translate("Difference", "The signed list was changed"),
        "signature_wrong": translate("Difference", "The signature does not fit"),
    }.get(kind, kind.replace("_", " ").capitalize())


def undeletable_words(reason: str | None) -> str:
    """Why a field cannot be deleted now."""
    translate = QCoreApplication.translate
    return {
        "on_bills": translate("Undeletable", "It is printed on bills the law asks you to keep."),
        "sign_in": translate("Undeletable", "You sign in with it. Change it instead."),
        "last_contact": translate("Undeletable", "It is the last way to reach you."),
    }.get(reason or "", translate("Undeletable", "Kassapos says it must be kept."))
