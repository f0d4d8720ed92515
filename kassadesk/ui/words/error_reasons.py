"""The finer words of an error: advice by reason, waiting times, names of files."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from kassadesk.core.errors import AttachmentRefused, FileProblem, KassaError, SignInRefused
from kassadesk.core.lens import size_in_words


def file_name(error: KassaError) -> str:
    """Name of the file or folder the person chose, or "The file"."""
    if isinstance(error, FileProblem) and error.place is not None:
        return error.place.name or str(error.place)
    return QCoreApplication.translate("Error", "The file")


def wait_in_words(seconds: float) -> str:
    """A waiting time: "24 s", "2 min"."""
    translate = QCoreApplication.translate
    if seconds < 90:
        return translate("Error", "{0} s").format(max(1, math.ceil(seconds)))
    return translate("Error", "{0} min").format(math.ceil(seconds / 60))


def wait_advice(seconds: float) -> str:
    """When to try again."""
    translate = QCoreApplication.translate
    if seconds <= 0:
        return translate("Error", "Try again in a minute.")
    return translate("Error", "Try again in {0}.").format(wait_in_words(seconds))


def tries_words(tries_left: int | None) -> str:
    """How many tries are left, "" when not told."""
    translate = QCoreApplication.translate
    if tries_left is None:
        return ""
    if tries_left == 1:
        return translate("Error", "1 more try, then Kassapos locks the account for a while.")
    return translate("Error", "{0} more tries.").format(tries_left)


def sign_in_words(error: SignInRefused) -> tuple[str, str]:
    """Title and advice for a refused sign-in, by its reason."""
    translate = QCoreApplication.translate
    tries = tries_words(error.tries_left)
    if error.reason == "wrong_code":
        advice = translate("Error", "Look at the newest message and type all digits.")
        return translate("Error", "The code is not right"), f"{advice} {tries}".strip()
    if error.reason == "code_expired":
        return (
            translate("Error", "The code is too old"),
            translate("Error", "Ask for a new code and type that one."),
        )
    if error.reason == "account_locked":
        return (
            translate("Error", "Kassapos has locked this account for a while"),
            wait_advice(error.retry_after_s),
        )
    if error.reason == "start_again":
        return (
            translate("Error", "This sign-in has taken too long"),
            translate("Error", "Start again with your number and password."),
        )
    if error.reason == "other_account":
        return (
            translate("Error", "This is not the account that is signed in here"),
            translate("Error", "Use that one, or sign out below."),
        )
    advice = translate("Error", "Check both and type the password again.")
    return translate("Error", "Number or password is not right"), f"{advice} {tries}".strip()


def locked_out_words(reason: str) -> tuple[str, str]:
    """Title and advice when the lock has ended the sign-in, by the reason."""
    translate = QCoreApplication.translate
    if reason == "closed_locked":
        return (
            translate("Error", "KassaDesk was closed while it was locked"),
            translate("Error", "Sign in again. What waits to be sent is still here."),
        )
    if reason == "pin_gone":
        return (
            translate("Error", "The PIN is gone from the safe store of this PC"),
            translate("Error", "Sign in again, then set a new PIN in Help."),
        )
    return (
        translate("Error", "The PIN was wrong five times"),
        translate("Error", "Sign in again, then set a new PIN in Help."),
    )


def rejected_advice(reason: str) -> str:
    """What to do when Kassapos refuses what was sent, by the contract's code."""
    translate = QCoreApplication.translate
    return {
        "too_large": translate("Error", "The file is too large. Choose a smaller one."),
        "unsupported_media_type": translate("Error", "Choose a PDF, JPG or PNG file."),
        "opt_in_locked": translate(
            "Error", "This choice cannot be switched off; the page says why."
        ),
        "digest_mismatch": translate("Error", "It was damaged on the way. Try again."),
        "idempotency_key_reused": translate(
            "Error", "Read the page again before you send it anew."
        ),
    }.get(reason, translate("Error", "Check what you typed and send it again."))


def conflict_advice(reason: str) -> str:
    """What to do after a conflict."""
    translate = QCoreApplication.translate
    if reason == "request_in_progress":
        return translate("Error", "The same thing is being sent already. Wait a moment.")
    if reason == "on_its_way":
        return translate("Error", "It may be at Kassapos already. Wait until that is known.")
    return translate("Error", "Look at what it says now, then decide again.")


def unreadable_advice(reason: str) -> str:
    """What is wrong with a file that should be an export, and what to do."""
    translate = QCoreApplication.translate
    return {
        "not_found": translate("Error", "The file is not there any more. Choose another one."),
        "held": translate(
            "Error",
            "Another program holds it, or OneDrive has it and this PC only its name. Close it there, or"
            " let OneDrive fetch it; then try again.",
        ),
        "empty": translate("Error", "There is nothing in it. Use another copy or export again."),
        "not_a_workbook": translate(
            "Error", "It is no Excel file and no export zip. Choose another."
        ),
        "web_page": translate(
            "Error", "It is a web page with another name. Download the file again."
        ),
        "text_file": translate(
            "Error",
            "It is a text file of another program. An export of KassaDesk with CSV is a zip.",
        ),
        "damaged": translate("Error", "It is damaged. Use another copy or export again."),
        "cut_short": translate(
            "Error", "Its end is missing, as after a broken download or copy. Copy it again."
        ),
        "too_large": translate("Error", "It is larger than any export. Choose another one."),
        "took_too_long": translate(
            "Error", "Reading it took too long and was stopped. Use another copy of it."
        ),
        "other_shop": translate(
            "Error", "It is an export of another shop. Choose one of the shop you are signed in to."
        ),
        "encrypted": translate("Error", "It has a password. Type the password to open it."),
        "wrong_password": translate(
            "Error", "This is not its password. Check capital letters and try again."
        ),
        "proof_changed": translate(
            "Error",
            "KassaDesk made it, but its Proof sheet was changed, so nothing in it can be checked.",
        ),
        "newer_version": translate(
            "Error", "It was made by a newer KassaDesk. Update this one first."
        ),
        "old_format": translate("Error", "It is an old Excel file (.xls). Choose the .xlsx file."),
        "other_office": translate(
            "Error", "It is a workbook of another kind (.ods or .xlsb). Choose the .xlsx file."
        ),
        "macros": translate(
            "Error",
            "It is a workbook with macros. KassaDesk never makes such files, and none was run.",
        ),
    }.get(reason, translate("Error", "KassaDesk did not make it. Choose a file you exported here."))


def attachment_advice(error: AttachmentRefused) -> str:
    """Why a file cannot be evidence, and what to do."""
    translate = QCoreApplication.translate
    limit = size_in_words(error.limit_bytes or 10 * 1024 * 1024)
    return {
        "empty": translate("Error", "It is empty. Choose another file."),
        "too_large": translate("Error", "It is larger than {0}. Choose a smaller one.").format(
            limit
        ),
        "too_many": translate("Error", "No more files can be added to this request."),
        "unreadable": translate("Error", "It could not be read. Choose another file."),
        "changed_since_chosen": translate(
            "Error", "It was changed after you chose it. Choose it again."
        ),
    }.get(error.reason, translate("Error", "Choose a PDF, JPG or PNG file."))


def sandbox_advice(reason: str) -> str:
    """What to do when the sample shop does not start."""
    translate = QCoreApplication.translate
    if reason == "port_taken":
        return translate("Error", "Another program uses its place. Close it or try again.")
    return translate("Error", "Try again. Nothing of your own shop is touched by it.")
