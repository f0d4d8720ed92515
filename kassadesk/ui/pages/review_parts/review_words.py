"""The words of a check: the verdict, where a file differs, the names of its sheets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.exports import CheckReport, Difference, Verdict
from kassadesk.core.lens import Lens, day_in_words, grouped, size_in_words
from kassadesk.ui.pages.plural import counted

translate = QCoreApplication.translate


def verdict_title(check: CheckReport) -> str:
    """The answer in one line."""
    if check.verdict is Verdict.UNCHANGED:
        if check.made_at is None:
            return translate("Review", "Unchanged since it was made")
        return translate("Review", "Unchanged since it was made on {date}").format(
            date=day_in_words(check.made_at)
        )
    if check.verdict is Verdict.CHANGED:
        return counted(
            len(check.differences),
            translate("Review", "This file was changed after it was made, in {n} place"),
            translate("Review", "This file was changed after it was made, in {n} places"),
        )
    if check.masked:
        return translate("Review", "Masked copy: Kassapos signs only whole copies")
    return translate("Review", "No signature of Kassapos covers this file")


def verdict_facts(check: CheckReport, name: str, size_bytes: int, lens: Lens) -> str:
    """File name, size, who signed, how many parts were compared."""
    facts = [lens.personal_text(name), size_in_words(size_bytes)]
    if check.signed_by:
        facts.append(translate("Review", "signed by Kassapos"))
    if check.verdict is Verdict.UNCHANGED:
        facts.append(
            counted(
                check.parts,
                translate("Review", "its {n} part matches its fingerprint, checked on this PC"),
                translate("Review", "all {n} parts match their fingerprints, checked on this PC"),
            )
        )
    elif check.verdict is Verdict.UNSIGNED:
        facts.append(
            translate("Review", "it can be read, but nobody can say that it was not changed")
        )
    return " · ".join(facts)


def place_words(difference: Difference) -> str:
    """One place where the file differs, by sheet and row."""
    sheet, row = difference.sheet, difference.row
    if row is not None and difference.column:
        where = translate("Review", "{sheet}, row {row}, {column}").format(
            sheet=sheet, row=grouped(row), column=difference.column
        )
    elif row is not None:
        where = translate("Review", "{sheet}, row {row}").format(sheet=sheet, row=grouped(row))
    else:
        where = sheet or translate("Review", "The file")
    return f"{where}: {_what(difference.kind)}"


def _what(kind: str) -> str:
    return {
        "cell_changed": translate("Review", "a value was changed"),
        "row_added": translate("Review", "a row was added"),
        "row_missing": translate("Review", "a row is missing"),
        "order_changed": translate("Review", "the rows were put in another order"),
        "sheet_missing": translate("Review", "the sheet is missing"),
        "sheet_added": translate("Review", "the sheet was added"),
        "head_changed": translate("Review", "the column heads were changed"),
        "fingerprints_changed": translate("Review", "the list of fingerprints was changed"),
        "manifest_changed": translate("Review", "the signed list was changed"),
        "signature_wrong": translate("Review", "the signature does not fit"),
    }.get(kind, kind)


def unreadable_words(reason: str) -> str:
    """Why a file could not be opened as an export."""
    return {
        "not_found": translate("Review", "The file is not there any more."),
        "not_a_workbook": translate(
            "Review", "This is not an Excel workbook or a zip of CSV files."
        ),
        "not_an_export": translate("Review", "This file was not made by KassaDesk."),
        "damaged": translate("Review", "The file is damaged and cannot be read to its end."),
        "too_large": translate("Review", "The file is larger than KassaDesk can read."),
        "encrypted": translate(
            "Review", "The file is locked with a password. Save it without one first."
        ),
        "newer_version": translate(
            "Review", "A newer KassaDesk made this file. Update this one first."
        ),
        "old_format": translate(
            "Review", "This is an old .xls file. KassaDesk makes .xlsx and .zip."
        ),
    }.get(reason, "")
