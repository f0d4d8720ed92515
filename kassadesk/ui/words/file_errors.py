"""Words for trouble with files, in and out, and with requests kept on this PC."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core import errors as e
from kassadesk.ui.words.error_reasons import attachment_advice, file_name, unreadable_advice
from kassadesk.ui.words.error_shape import ErrorWords, nothing_changed


def file_problem(error: e.KassaError) -> ErrorWords:
    """Any trouble with a file."""
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "{0} could not be used").format(file_name(error)),
        translate("Error", "Choose another file or folder."),
    )


def disk_full(_: e.KassaError) -> ErrorWords:
    """No room."""
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "The disk is full"),
        translate("Error", "Make room or choose another place."),
        translate("Error", "No half-written file stays behind."),
        icon="hard-drive",
    )


def name_refused(error: e.KassaError) -> ErrorWords:
    """A name that the system keeps for itself, or that is too long."""
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "This PC takes no file named {0}").format(file_name(error)),
        translate("Error", "Choose another name, or a folder with a shorter path."),
        nothing_changed(),
    )


def target_locked(error: e.KassaError) -> ErrorWords:
    """Another program has it."""
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "{0} is held by another program").format(file_name(error)),
        translate(
            "Error",
            "Close it there (often Excel), or choose a folder that no OneDrive or virus scanner"
            " looks after.",
        ),
        translate("Error", "The file that was there is unchanged."),
        icon="lock",
    )


def target_read_only(error: e.KassaError) -> ErrorWords:
    """Not to be written."""
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "{0} may not be written to").format(file_name(error)),
        translate("Error", "Choose another folder, for example Documents."),
        translate("Error", "Nothing was written."),
        icon="folder",
    )


def target_exists(error: e.KassaError) -> ErrorWords:
    """The name is taken."""
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "{0} is already there").format(file_name(error)),
        translate("Error", "Choose another name, or allow it to be replaced."),
        translate("Error", "The file that was there is unchanged."),
        icon="file-text",
    )


def folder_missing(error: e.KassaError) -> ErrorWords:
    """No such folder."""
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "{0} is not there").format(file_name(error)),
        translate("Error", "Put the drive back or choose another folder."),
        translate("Error", "Nothing was written."),
        icon="folder",
    )


def write_failed(_: e.KassaError) -> ErrorWords:
    """Not written whole."""
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "The file could not be written whole"),
        translate("Error", "Try again or choose another place; the disk may have a fault."),
        translate("Error", "No half-written file stays behind."),
        icon="hard-drive",
    )


def unreadable(error: e.KassaError) -> ErrorWords:
    """Not an export."""
    translate = QCoreApplication.translate
    reason = error.reason if isinstance(error, e.UnreadableExport) else ""
    return ErrorWords(
        translate("Error", "This file cannot be opened as an export"),
        unreadable_advice(reason),
        translate("Error", "The file was not changed."),
        icon="file-warning",
    )


def attachment(error: e.KassaError) -> ErrorWords:
    """Not a document that can be added."""
    translate = QCoreApplication.translate
    known = error if isinstance(error, e.AttachmentRefused) else e.AttachmentRefused()
    return ErrorWords(
        translate("Error", "This file cannot be added"),
        attachment_advice(known),
        translate("Error", "Nothing was sent."),
        icon="paperclip",
    )


def outbox_newer(_: e.KassaError) -> ErrorWords:
    """The outbox of a newer program."""
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "A newer KassaDesk keeps requests on this PC"),
        translate("Error", "Use that one to send them. What you write here lasts until you close."),
        translate("Error", "They were not changed."),
        icon="inbox",
    )


def outbox_damaged(error: e.KassaError) -> ErrorWords:
    """The outbox was set aside."""
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "Requests kept on this PC could not be read"),
        translate(
            "Error",
            "Look in the list whether Kassapos has them; ask again for those that are missing.",
        ),
        translate("Error", "The damaged file was put aside as {0}.").format(file_name(error)),
        icon="inbox",
    )


def intent_sealed(_: e.KassaError) -> ErrorWords:
    """Its key is gone."""
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "This request cannot be opened on this PC"),
        translate("Error", "Its key is gone from the safe store. Throw it away and ask again."),
        nothing_changed(),
        icon="lock",
    )


def copy_not_made(error: e.KassaError) -> ErrorWords:
    """A copy by itself is missing."""
    assert isinstance(error, e.CopyNotMade)
    translate = QCoreApplication.translate
    advice = translate(
        "Error", "Make a copy yourself under Export, or wait for the next time. Reason: {why}."
    )
    return ErrorWords(
        translate("Error", "The last copy by itself was not made"),
        advice.format(why=error.why),
        translate("Error", "Your earlier copies are as they were."),
    )


def not_scheduled(_: e.KassaError) -> ErrorWords:
    """The task scheduler said no."""
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "Windows did not take the task"),
        translate("Error", "Copies are not made by themselves. Try again, or make them yourself."),
        nothing_changed(),
    )
