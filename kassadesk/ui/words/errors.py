"""Words for bad news: what happened, what is safe, what to do, and the code to quote."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from kassadesk.core import errors as e
from kassadesk.ui.words.error_reasons import (
    conflict_advice,
    locked_out_words,
    rejected_advice,
    sandbox_advice,
    sign_in_words,
    wait_advice,
)
from kassadesk.ui.words.error_shape import ErrorWords, nothing_changed
from kassadesk.ui.words.file_errors import (
    attachment,
    copy_not_made,
    disk_full,
    file_problem,
    folder_missing,
    intent_sealed,
    name_refused,
    not_scheduled,
    outbox_damaged,
    outbox_newer,
    target_exists,
    target_locked,
    target_read_only,
    unreadable,
    write_failed,
)


def error_words(error: e.KassaError) -> ErrorWords:
    """The words for an error; a class without words of its own gets those of its parent."""
    for kind in type(error).__mro__:
        make = _WORDS.get(kind)
        if make is not None:
            words = make(error)
            return ErrorWords(words.title, words.advice, words.safe, error.code, words.icon)
    return _unexpected(error)


def has_words(kind: type[e.KassaError]) -> bool:
    """True when this very class has words (tests walk the family)."""
    return kind in _WORDS


def _offline(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "No internet"),
        translate("Error", "Check the internet connection, then try again."),
        nothing_changed(),
        icon="cloud-off",
    )


def _timed_out(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "Kassapos did not answer"),
        translate("Error", "Try again in a moment."),
        translate("Error", "Nothing on this PC was changed."),
        icon="server-off",
    )


def _captive(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "Something else answered instead of Kassapos"),
        translate(
            "Error", "Often a Wi-Fi asks to sign in: open a browser, sign in there, try again."
        ),
        nothing_changed(),
        icon="cloud-off",
    )


def _untrusted(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "This connection is not safe"),
        translate(
            "Error", "Check the date of this PC and the server address. Try another network."
        ),
        translate("Error", "Nothing was sent."),
        icon="lock",
    )


def _server_fault(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "Kassapos has a fault of its own"),
        translate("Error", "Try again in a few minutes."),
        translate("Error", "Nothing on this PC was changed."),
        icon="server-off",
    )


def _too_many(error: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    wait = error.retry_after_s if isinstance(error, e.TooManyRequests) else 0.0
    return ErrorWords(
        translate("Error", "Kassapos asks to wait"),
        wait_advice(wait),
        nothing_changed(),
        icon="clock",
    )


def _bad_answer(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "The answer of Kassapos was damaged"),
        translate("Error", "Try again. If it comes back, tell Kassapos the code."),
        translate("Error", "The answer was not used."),
        icon="server-off",
    )


def _sign_in(error: e.KassaError) -> ErrorWords:
    title, advice = sign_in_words(
        error if isinstance(error, e.SignInRefused) else e.SignInRefused()
    )
    return ErrorWords(title, advice)


def _session_expired(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "Your sign-in has ended"),
        translate("Error", "Sign in again to go on."),
        nothing_changed(),
        icon="log-out",
    )


def _not_signed_in(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "This needs a sign-in"),
        translate("Error", "Sign in, then try again."),
        icon="log-out",
    )


def _end_not_told(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "Kassapos was not told of an earlier sign-out"),
        translate(
            "Error",
            "KassaDesk tried for a day and has given up. That sign-in ends by itself within 30 days.",
        ),
        translate("Error", "Its key is not on this PC any more."),
        icon="lock",
    )


def _locked_out(error: e.KassaError) -> ErrorWords:
    reason = error.reason if isinstance(error, e.LockedOut) else ""
    title, advice = locked_out_words(reason)
    return ErrorWords(title, advice, icon="lock")


def _pin_needed(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "A PIN is set"),
        translate("Error", "Open the window of KassaDesk and type it there."),
        nothing_changed(),
        icon="lock",
    )


def _not_allowed(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "This account may not do that"),
        translate("Error", "Ask the owner of the shop to do it."),
        nothing_changed(),
        icon="lock",
    )


def _rejected(error: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    reason = error.reason if isinstance(error, e.Rejected) else ""
    return ErrorWords(
        translate("Error", "Kassapos did not accept this"),
        rejected_advice(reason),
        nothing_changed(),
    )


def _conflict(error: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    reason = error.reason if isinstance(error, e.Conflict) else ""
    return ErrorWords(
        translate("Error", "It was changed somewhere else meanwhile"),
        conflict_advice(reason),
        translate("Error", "Your change was not made."),
        icon="git-compare",
    )


def _not_found(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "Kassapos does not know this any more"),
        translate("Error", "Read the page again to see what there is."),
        nothing_changed(),
        icon="search-x",
    )


def _snapshot(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "This view is too old to read on"),
        translate("Error", "Start again: everything is read anew, so old and new are never mixed."),
        icon="refresh-cw",
    )


def _vault_locked(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "The safe store of this PC is locked"),
        translate(
            "Error", "Unlock it and try again. Until then you stay signed in for this run only."
        ),
        icon="lock",
    )


def _entry_stuck(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "You are signed out, but the safe store kept its entry"),
        translate(
            "Error",
            "KassaDesk tries to remove it each time it starts. You can also remove the entries named"
            " KassaDesk there yourself.",
        ),
        icon="lock",
    )


def _vault_missing(_: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    return ErrorWords(
        translate("Error", "This PC has no safe store for your sign-in"),
        translate(
            "Error", "You stay signed in until you close KassaDesk. Nothing is written to a file."
        ),
        icon="lock",
    )


def _sandbox(error: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    reason = error.reason if isinstance(error, e.SandboxFailed) else ""
    return ErrorWords(
        translate("Error", "The sample shop did not start"), sandbox_advice(reason), icon="store"
    )


def _unexpected(error: e.KassaError) -> ErrorWords:
    translate = QCoreApplication.translate
    reference = error.reference if isinstance(error, e.Unexpected) else ""
    advice = translate(
        "Error", "This is a mistake in KassaDesk. Try again; if it comes back, tell us."
    )
    if reference:
        quoted = translate("Error", "It is in the log as {0}.").format(reference)
        advice = f"{advice} {quoted}"
    return ErrorWords(translate("Error", "Something went wrong here"), advice)


_WORDS: dict[type[BaseException], Callable[[e.KassaError], ErrorWords]] = {
    e.Offline: _offline,
    e.TimedOut: _timed_out,
    e.CaptivePortal: _captive,
    e.UntrustedConnection: _untrusted,
    e.ServerFault: _server_fault,
    e.TooManyRequests: _too_many,
    e.BadAnswer: _bad_answer,
    e.SignInRefused: _sign_in,
    e.SessionExpired: _session_expired,
    e.NotSignedIn: _not_signed_in,
    e.EndNotTold: _end_not_told,
    e.LockedOut: _locked_out,
    e.PinNeeded: _pin_needed,
    e.CopyNotMade: copy_not_made,
    e.NotScheduled: not_scheduled,
    e.NotAllowed: _not_allowed,
    e.Rejected: _rejected,
    e.Conflict: _conflict,
    e.NotFound: _not_found,
    e.SnapshotExpired: _snapshot,
    e.VaultLocked: _vault_locked,
    e.EntryStuck: _entry_stuck,
    e.VaultMissing: _vault_missing,
    e.FileProblem: file_problem,
    e.DiskFull: disk_full,
    e.TargetLocked: target_locked,
    e.NameRefused: name_refused,
    e.TargetReadOnly: target_read_only,
    e.TargetExists: target_exists,
    e.FolderMissing: folder_missing,
    e.WriteFailed: write_failed,
    e.UnreadableExport: unreadable,
    e.AttachmentRefused: attachment,
    e.OutboxNewer: outbox_newer,
    e.OutboxDamaged: outbox_damaged,
    e.IntentSealed: intent_sealed,
    e.SandboxFailed: _sandbox,
    e.Unexpected: _unexpected,
}
