"""The words of a check: the verdict, where a file differs, the names of its sheets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.exports import CheckReport, Difference, Verdict
from kassadesk.core.lens import Lens, day_in_words, grouped
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.texts import column_title, difference_words

translate = QCoreApplication.translate


def verdict_title(check: CheckReport) -> str:
    """The answer in one line."""
    if check.verdict is Verdict.UNCHANGED:
        if check.saved_again:
            return translate("Review", "Saved again by another program, values unchanged")
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
    facts = [lens.personal_text(name), lens.size(size_bytes)]
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
        if check.saved_again and check.made_at is not None:
            facts.append(
                translate("Review", "made on {date}").format(date=day_in_words(check.made_at))
            )
    elif check.verdict is Verdict.UNSIGNED:
        facts.append(
            translate("Review", "it is the very file that this PC wrote")
            if check.remembered
            else translate("Review", "it can be read, but nobody can say that it was not changed")
        )
    return " · ".join(facts)


def place_words(difference: Difference) -> str:
    """One place where the file differs, by sheet and row."""
    sheet, row = difference.sheet, difference.row
    if row is not None and difference.column:
        where = translate("Review", "{sheet}, row {row}, {column}").format(
            sheet=sheet, row=grouped(row), column=column_title(difference.column)
        )
    elif row is not None:
        where = translate("Review", "{sheet}, row {row}").format(sheet=sheet, row=grouped(row))
    else:
        where = sheet or translate("Review", "The file")
    return f"{where}: {difference_words(difference.kind)}"
