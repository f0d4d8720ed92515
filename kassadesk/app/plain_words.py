"""One plain English line for each kind of bad news, for people who use the command line.

The window has its own words in three languages (`ui.texts`); these are for stderr, where scripts and
support read them, so they stay in English. No line ever holds a personal value.
"""

from __future__ import annotations

from kassadesk.core import errors
from kassadesk.core.errors import KassaError
from kassadesk.core.exports import CheckReport, Difference, ExportReport, Verdict
from kassadesk.core.lens import grouped, size_in_words, time_in_words

_LINES: dict[type[KassaError], str] = {
    errors.KassaError: "Something went wrong.",
    errors.Offline: "Kassapos cannot be reached. Check the internet connection and try again.",
    errors.TimedOut: "Kassapos did not answer in time. Try again later.",
    errors.CaptivePortal: "Something else answered instead of Kassapos, perhaps a Wi-Fi sign-in page.",
    errors.UntrustedConnection: "The connection is not safe, so nothing was sent.",
    errors.ServerFault: "Kassapos has a fault of its own. Try again later.",
    errors.TooManyRequests: "Kassapos asks to wait. Try again in {retry_after_s:.0f} seconds.",
    errors.BadAnswer: "The answer of Kassapos was not whole and was not used. Try again.",
    errors.SignInRefused: "The sign-in was refused.",
    errors.SessionExpired: "The sign-in has ended. Open KassaDesk and sign in again.",
    errors.NotSignedIn: "Nobody is signed in. Open KassaDesk and sign in, or add --sandbox.",
    errors.EndNotTold: "Kassapos was never told that an earlier sign-in was ended here.",
    errors.LockedOut: "The lock has ended the sign-in. Open KassaDesk and sign in again.",
    errors.PinNeeded: "A PIN is set, or KassaDesk is locked. Open its window and unlock it there.",
    errors.CopyNotMade: "The last copy was not made ({why}). The earlier ones are as they were.",
    errors.NotScheduled: "The task scheduler of this PC did not take the task.",
    errors.NotAllowed: "This sign-in may not do that. The owner of the shop can.",
    errors.Rejected: "Kassapos did not accept this ({reason}).",
    errors.Conflict: "It was changed elsewhere in the meantime. Look again before you repeat it.",
    errors.NotFound: "Kassapos does not know this.",
    errors.SnapshotExpired: "The data changed hands too often while it was read. Try again.",
    errors.VaultLocked: "The keychain did not open, so the sign-in could not be read.",
    errors.EntryStuck: "Signed out, but the keychain did not let go of the old entry.",
    errors.VaultMissing: "There is no safe keychain here, so no sign-in is remembered.",
    errors.FileProblem: "There is trouble with the file: {place}",
    errors.DiskFull: "The disk is full. Nothing was written to {place}",
    errors.TargetLocked: "Another program holds the file open. Close it and try again: {place}",
    errors.NameRefused: "This PC takes no file of this name or length. Choose another: {place}",
    errors.TargetReadOnly: "This place may not be written to. Choose another: {place}",
    errors.TargetExists: "The file is there already. Choose another name, or add --force: {place}",
    errors.FolderMissing: "The folder is not there: {place}",
    errors.WriteFailed: "The file could not be written, or read back otherwise: {place}",
    errors.UnreadableExport: "Not an export that can be read ({why}): {place}",
    errors.AttachmentRefused: "This file cannot be added: {place}",
    errors.OutboxNewer: "A newer KassaDesk keeps requests in {place}, so they were left alone.",
    errors.OutboxDamaged: "Requests kept here could not be read; the file was put aside: {place}",
    errors.IntentSealed: "This request cannot be opened here: its key is gone from the keychain.",
    errors.SandboxFailed: "The sample shop did not start.",
    errors.Unexpected: "Something unexpected happened. Reference {reference}.",
}

_WHY_UNREADABLE: dict[str, str] = {
    "not_found": "there is no such file",
    "held": "another program holds it, or only its name is on this PC",
    "empty": "there is nothing in it",
    "not_a_workbook": "it is neither a workbook nor a zip",
    "web_page": "it is a web page with another name",
    "text_file": "it is a text file of another program",
    "not_an_export": "KassaDesk did not make it",
    "damaged": "it is damaged",
    "cut_short": "its end is missing",
    "too_large": "it is larger than any export",
    "took_too_long": "reading it took too long",
    "encrypted": "it has a password; add --password-from-stdin",
    "wrong_password": "the password is wrong",
    "newer_version": "a newer KassaDesk made it",
    "proof_changed": "its Proof sheet was changed, so nothing in it can be checked",
    "old_format": "it is in an old format of Excel",
    "other_office": "it is a workbook of another kind",
    "macros": "it is a workbook with macros",
    "other_shop": "it is an export of another shop",
}

_KINDS: dict[str, str] = {
    "cell_changed": "changed",
    "row_added": "row added",
    "row_missing": "row missing",
    "order_changed": "rows in another order",
    "sheet_missing": "sheet missing",
    "sheet_added": "sheet added",
    "head_changed": "head of a column changed",
    "fingerprints_changed": "rows and fingerprints do not fit together",
    "manifest_changed": "the signed list of contents does not fit the file",
    "signature_wrong": "the signature does not fit",
}

MOST_PLACES = 20


def line_for(error: KassaError) -> str:
    """The line for an error, with its code for support."""
    text = next(_LINES[kind] for kind in type(error).__mro__ if kind in _LINES)
    if isinstance(error, errors.FileProblem) and error.place is None:
        text = text.removesuffix(": {place}") + "." if text.endswith(": {place}") else text
    facts = {name: getattr(error, name) for name in getattr(error, "__dataclass_fields__", {})}
    if isinstance(error, errors.UnreadableExport):
        facts["why"] = _WHY_UNREADABLE.get(error.reason, error.reason)
    return f"{text.format(**facts)} [{error.code}]"


def report_lines(report: ExportReport) -> list[str]:
    """What was written, and what is special about it."""
    lines = [
        f"{report.path}: {grouped(report.rows)} rows in {len(report.sheets)} sheets, "
        f"{size_in_words(report.size_bytes)}, read back and found whole"
    ]
    if report.instead_of is not None:
        lines.append(f"{report.instead_of.name} is held by another program and was left as it is.")
    if report.since is not None:
        lines.append(f"Only what is new since {time_in_words(report.since)}.")
    if report.locked:
        lines.append("Locked. Nobody can find a lost password out.")
    if report.resumed_rows:
        rows = grouped(report.resumed_rows)
        lines.append(f"Went on from an interrupted export: {rows} rows were not read again.")
    if report.begun_again:
        lines.append("Begun anew, because the server's frozen view of an earlier try had ended.")
    altered = sum(one.count for one in report.altered)
    if altered:
        lines.append(
            f"{grouped(altered)} values could not be written exactly; the file lists them."
        )
    return lines


def check_lines(report: CheckReport) -> list[str]:
    """What a check found, first the verdict, then the places."""
    made = f" on {time_in_words(report.made_at)}" if report.made_at else ""
    if report.verdict is Verdict.UNCHANGED:
        again = " Saved again by another program, values unchanged." if report.saved_again else ""
        return [
            f"Unchanged since it was made{made}.{again} Signed by Kassapos, key {report.signed_by}."
        ]
    if report.verdict is Verdict.UNSIGNED:
        what = "A masked copy" if report.masked else "No key known on this PC signed it"
        if report.remembered:
            return [f"Not signed, made{made}. {what}; it is the very file this PC wrote."]
        return [
            f"Not signed, made{made}. {what} and this PC does not remember writing it. "
            "It is whole in itself; a clever change would not show."
        ]
    lines = [f"Changed after it was made{made}:"]
    lines += [place_in_words(found) for found in report.differences[:MOST_PLACES]]
    more = len(report.differences) - MOST_PLACES
    return [*lines, f"... and {more} more places"] if more > 0 else lines


def place_in_words(found: Difference) -> str:
    """One place: sheet, row, column, and what is different there."""
    place = found.sheet
    if found.row is not None:
        place += f", row {found.row}"
    if found.column is not None:
        place += f", {found.column}"
    return f"{place}: {_KINDS.get(found.kind, found.kind)}"
