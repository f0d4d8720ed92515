"""Words for requests that are on this PC and not at Kassapos yet."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.data_requests import CorrectionDraft, DeletionDraft
from kassadesk.core.grievances import GrievanceDraft
from kassadesk.core.intents import (
    EvidenceDraft,
    Intent,
    IntentKind,
    IntentState,
    WithdrawalDraft,
)
from kassadesk.ui.words.complaints import complaint_title
from kassadesk.ui.words.shop import category_title, request_title


def unsent_title(intent: Intent) -> str:
    """What is asked, as the list of requests says it."""
    translate = QCoreApplication.translate
    wish = intent.wish
    if isinstance(wish, CorrectionDraft):
        more = translate("Unsent", "{0} and {1} more").format(wish.label, len(wish.also))
        return request_title("correction", more if wish.also else wish.label)
    if isinstance(wish, GrievanceDraft):
        return complaint_title(str(wish.category))
    if isinstance(wish, DeletionDraft):
        return request_title("deletion", _scope_words(wish))
    if isinstance(wish, WithdrawalDraft):
        return translate("Unsent", "Withdraw {0}").format(wish.reference)
    if isinstance(wish, EvidenceDraft):
        return translate("Unsent", "Add documents to {0}").format(wish.reference)
    return {
        IntentKind.GRIEVANCE: translate("Unsent", "Complaint"),
        IntentKind.WITHDRAWAL: translate("Unsent", "Withdrawal"),
        IntentKind.EVIDENCE: translate("Unsent", "Documents"),
        IntentKind.MINOR_REPORT: request_title("minor-report", ""),
        IntentKind.COPY: request_title("portability", ""),
    }.get(intent.kind) or request_title(str(intent.kind), "")


def _scope_words(wish: DeletionDraft) -> str:
    translate = QCoreApplication.translate
    scope = wish.scope
    if scope.close_account:
        return translate("Unsent", "everything, and close the account")
    names = [category_title(one) for one in scope.categories]
    if scope.fields:
        one, many = translate("Unsent", "1 field"), translate("Unsent", "{0} fields")
        names.append(one if len(scope.fields) == 1 else many.format(len(scope.fields)))
    return ", ".join(names)


def unsent_state_words(intent: Intent, sending: bool) -> str:
    """How far it is, in a sentence."""
    translate = QCoreApplication.translate
    if sending and intent.waits:
        return translate("Unsent", "It is being sent now.")
    return {
        IntentState.DRAFT: translate("Unsent", "A draft on this PC. Nothing is sent."),
        IntentState.QUEUED: translate(
            "Unsent", "Saved on this PC. It goes by itself when Kassapos can be reached."
        ),
        IntentState.SENDING: translate("Unsent", "It is being sent now."),
        IntentState.NOT_SURE: translate(
            "Unsent",
            "It may have arrived: the line broke before the answer came. KassaDesk asks Kassapos"
            " first, so it is never filed twice.",
        ),
        IntentState.REFUSED: translate("Unsent", "Kassapos did not take it, so it is not filed."),
        IntentState.BY_LETTER: translate(
            "Unsent", "It goes by letter. KassaDesk does not send it by itself."
        ),
    }.get(intent.state, "")


def unsent_short_words(intent: Intent, sending: bool) -> str:
    """How far it is, in few words, for the list."""
    translate = QCoreApplication.translate
    if sending and intent.waits:
        return translate("Unsent", "on its way")
    return {
        IntentState.DRAFT: translate("Unsent", "not sent"),
        IntentState.QUEUED: translate("Unsent", "goes when online"),
        IntentState.NOT_SURE: translate("Unsent", "Kassapos is asked"),
        IntentState.REFUSED: translate("Unsent", "not filed; see why"),
        IntentState.BY_LETTER: translate("Unsent", "see the letter"),
    }.get(intent.state, translate("Unsent", "on its way"))


def unsent_kept_words(lasting: bool) -> str:
    """How long it is kept here."""
    translate = QCoreApplication.translate
    if lasting:
        return translate("Unsent", "Kept on this PC, encrypted, also after you sign out.")
    return translate(
        "Unsent", "Kept until you close KassaDesk: this PC has no safe store to keep it longer."
    )


def unsent_sealed_words() -> str:
    """It is there, but nobody can read it any more."""
    return QCoreApplication.translate(
        "Unsent", "It cannot be opened: its key is gone from the safe store of this PC."
    )


def waiting_act_words(intent: Intent) -> str:
    """Beside a request: what was done to it and is not at Kassapos yet."""
    translate = QCoreApplication.translate
    if intent.kind is IntentKind.WITHDRAWAL:
        return translate("Unsent", "Your withdrawal is saved on this PC and waits to be sent.")
    return translate("Unsent", "Your documents are saved on this PC and wait to be sent.")
