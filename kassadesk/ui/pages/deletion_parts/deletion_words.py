"""The words of a deletion that more than one part says."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.exports import PastExport
from kassadesk.core.lens import Lens, day_in_words
from kassadesk.ui.pages.export_parts.export_words import what_is_taken

translate = QCoreApplication.translate


def copy_words(copy: PastExport | None, lens: Lens) -> str:
    """Which copy there is; or that there is none."""
    if copy is None:
        return translate(
            "Deletion",
            "No verified copy on this PC holds all of what you chose. Masked copies do not count.",
        )
    return translate(
        "Deletion", "{what}, made {date}: {rows} rows, verified. It opens without internet."
    ).format(what=what_is_taken(copy), date=day_in_words(copy.made_at), rows=lens.count(copy.rows))


def why_not(code: str, *, has_gstin: bool) -> str:
    """Why it cannot be sent now; "" when it can."""
    confirm = (
        translate("Deletion", "Type the 4 characters. Nothing is sent until you press Send.")
        if has_gstin
        else translate("Deletion", "Type the word. Nothing is sent until you press Send.")
    )
    return {
        "nothing_chosen": translate("Deletion", "Choose at least one thing."),
        "no_preview": translate("Deletion", "Kassapos has not yet said what would happen."),
        "no_copy": translate("Deletion", "Make a copy first, or say in step 2 that you want none."),
        "not_confirmed": confirm,
    }.get(code, "")
