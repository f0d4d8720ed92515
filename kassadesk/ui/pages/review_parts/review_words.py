"""The words of a check: the verdict, where a file differs, the names of its sheets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.exports import CheckReport, Difference, Verdict
from kassadesk.core.lens import Lens, day_in_words, grouped, size_in_words

_tr = QCoreApplication.translate


def verdict_title(check: CheckReport) -> str:
    """The answer in one line."""
    if check.verdict is Verdict.UNCHANGED:
        if check.made_at is None:
            return _tr("Review", "Unchanged since it was made")
        return _tr("Review", "Unchanged since it was made on {date}").format(
            date=day_in_words(check.made_at)
        )
    if check.verdict is Verdict.CHANGED:
        return _tr(
            "Review",
            "This file was changed after it was made: %n place(s)",
            "",
            len(check.differences),
        )
    if check.masked:
        return _tr("Review", "Masked copy: Kassapos signs only whole copies")
    return _tr("Review", "No signature of Kassapos covers this file")


def verdict_facts(check: CheckReport, name: str, size_bytes: int, lens: Lens) -> str:
    """File name, size, who signed, how many parts were compared."""
    facts = [lens.personal_text(name), size_in_words(size_bytes)]
    if check.signed_by:
        facts.append(_tr("Review", "signed by Kassapos"))
    if check.verdict is Verdict.UNCHANGED:
        facts.append(
            _tr(
                "Review",
                "all %n part(s) match their fingerprints, checked now on this PC",
                "",
                check.parts,
            )
        )
    elif check.verdict is Verdict.UNSIGNED:
        facts.append(_tr("Review", "it can be read, but nobody can say that it was not changed"))
    return " · ".join(facts)


def place_words(difference: Difference) -> str:
    """One place where the file differs, by sheet and row."""
    sheet, row = difference.sheet, difference.row
    if row is not None and difference.column:
        where = _tr("Review", "{sheet}, row {row}, {column}").format(
            sheet=sheet, row=grouped(row), column=difference.column
        )
    elif row is not None:
        where = _tr("Review", "{sheet}, row {row}").format(sheet=sheet, row=grouped(row))
    else:
        where = sheet or _tr("Review", "The file")
    return f"{where}: {_what(difference.kind)}"


def _what(kind: str) -> str:
    return {
        "cell_changed": _tr("Review", "a value was changed"),
        "row_added": _tr("Review", "a row was added"),
        "row_missing": _tr("Review", "a row is missing"),
        "order_changed": _tr("Review", "the rows were put in another order"),
        "sheet_missing": _tr("Review", "the sheet is missing"),
        "sheet_added": _tr("Review", "the sheet was added"),
        "head_changed": _tr("Review", "the column heads were changed"),
        "fingerprints_changed": _tr("Review", "the list of fingerprints was changed"),
        "manifest_changed": _tr("Review", "the signed list was changed"),
        "signature_wrong": _tr("Review", "the signature does not fit"),
    }.get(kind, kind)


def unreadable_words(reason: str) -> str:
    """Why a file could not be opened as an export."""
    return {
        "not_found": _tr("Review", "The file is not there any more."),
        "not_a_workbook": _tr("Review", "This is not an Excel workbook or a zip of CSV files."),
        "not_an_export": _tr("Review", "This file was not made by KassaDesk."),
        "damaged": _tr("Review", "The file is damaged and cannot be read to its end."),
        "too_large": _tr("Review", "The file is larger than KassaDesk can read."),
        "encrypted": _tr(
            "Review", "The file is locked with a password. Save it without one first."
        ),
        "newer_version": _tr("Review", "A newer KassaDesk made this file. Update this one first."),
        "old_format": _tr("Review", "This is an old .xls file. KassaDesk makes .xlsx and .zip."),
    }.get(reason, "")
