"""Words for good news at the bottom of the window, and for the buttons in it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from kassadesk.ui.words.shop import on_channel


def notice_words(kind: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """Title and second line (often "") of good news. Blanks like {receipt} are filled from facts."""
    if "purpose" in facts:
        name = on_channel(str(facts["purpose"]), str(facts.get("channel", "none")))
        facts = {**facts, "name": name}
    titles, seconds = _titles(), _seconds()
    title = titles.get(kind) or kind.replace("_", " ").capitalize()
    return _filled(title, facts), _filled(seconds.get(kind, ""), facts)


def has_notice(kind: str) -> bool:
    """True when this kind has words of its own."""
    return kind in _titles()


def _filled(text: str, facts: Mapping[str, object]) -> str:
    """The text with its blanks filled; a sentence whose fact is missing is left out."""
    try:
        return text.format_map({key: value for key, value in facts.items() if value is not None})
    except KeyError:
        return text.partition("{")[0].rstrip(" ·:,") if not text.startswith("{") else ""


def _titles() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "signed_in": translate("Notice", "You are signed in"),
        "signed_out": translate("Notice", "You are signed out"),
        "code_sent": translate("Notice", "A new code is on its way"),
        "opt_in_on": translate("Notice", "{name} is on"),
        "opt_in_off": translate("Notice", "{name} is off"),
        "promotional_off": translate("Notice", "Promotional messages are off"),
        "choices_wait": translate("Notice", "Saved on this PC: {count} to be sent"),
        "choices_restored": translate("Notice", "Put back as it was"),
        "choices_sent": translate("Notice", "Kassapos has {count} changed choices now"),
        "request_sent": translate("Notice", "Request {reference} is sent"),
        "request_saved": translate("Notice", "Saved on this PC, waits to be sent"),
        "request_saved_for_this_run": translate("Notice", "Kept until you close KassaDesk"),
        "request_withdrawn": translate("Notice", "Request {reference} is withdrawn"),
        "complaint_sent": translate("Notice", "Complaint {reference} is sent"),
        "complaint_answered": translate("Notice", "Answer to {reference} is sent"),
        "complaint_reopened": translate("Notice", "Complaint {reference} is open again"),
        "calendar_saved": translate("Notice", "Calendar file saved: {name}"),
        "policy_saved": translate("Notice", "Policy saved as PDF"),
        "keep_table_saved": translate("Notice", "Calendar saved as Excel file"),
        "keep_days_saved": translate("Notice", "Calendar file saved"),
        "keep_sheet_saved": translate("Notice", "Sheet for the accountant saved"),
        "evidence_added": translate("Notice", "Document added to {reference}"),
        "draft_saved": translate("Notice", "Draft saved"),
        "export_done": translate("Notice", "Export done and checked"),
        "export_cancelled": translate("Notice", "Export stopped"),
        "file_checked": translate("Notice", "File checked: {verdict}"),
        "letter_saved": translate("Notice", "Letter saved"),
        "reply_filed": translate("Notice", "Reply filed"),
        "receipt_saved": translate("Notice", "Receipt saved"),
        "receipts_saved": translate("Notice", "{count} receipts saved"),
        "evidence_saved": translate("Notice", "Evidence saved"),
        "copied": translate("Notice", "Copied"),
        "device_ended": translate("Notice", "That device is signed out"),
        "read_again": translate("Notice", "Read again"),
    }


def _seconds() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "signed_out": translate("Notice", "The key was taken off this PC."),
        "opt_in_on": translate("Notice", "Receipt {receipt} saved"),
        "opt_in_off": translate("Notice", "Receipt {receipt} saved"),
        "promotional_off": translate("Notice", "{count} switched off, each with a receipt"),
        "choices_wait": translate(
            "Notice", "Kassapos still holds what it held. It goes by itself as soon as it can."
        ),
        "choices_restored": translate("Notice", "{count} choices, each with a receipt"),
        "choices_sent": translate("Notice", "Each has a receipt."),
        "request_sent": translate("Notice", "Receipt {receipt} saved"),
        "complaint_sent": translate("Notice", "Receipt {receipt} saved"),
        "request_saved": translate("Notice", "It goes by itself when Kassapos can be reached."),
        "request_saved_for_this_run": translate(
            "Notice", "It waits to be sent. This PC has no safe store to keep it longer."
        ),
        "export_done": translate("Notice", "{rows} rows, {size}"),
        "letter_saved": translate("Notice", "{name}"),
        "reply_filed": translate("Notice", "It is copied, encrypted, on this PC."),
        "receipt_saved": translate("Notice", "Anyone can check it offline: kassadesk verify"),
        "receipts_saved": translate("Notice", "Anyone can check them offline: kassadesk verify"),
        "evidence_saved": translate("Notice", "{entries} entries, from the first on"),
        "export_cancelled": translate("Notice", "No file was left behind."),
        "request_withdrawn": translate("Notice", "The receipt stays with you."),
    }


def action_word(action: str) -> str:
    """The word of a button for an action code of a notice."""
    translate = QCoreApplication.translate
    return {
        "undo": translate("Action", "Undo"),
        "try_again": translate("Action", "Try again"),
        "show_folder": translate("Action", "Show the folder"),
        "sign_in": translate("Action", "Sign in"),
        "read_again": translate("Action", "Read again"),
        "open": translate("Action", "Open"),
        "show": translate("Action", "Show"),
    }.get(action, action.replace("_", " ").capitalize())
