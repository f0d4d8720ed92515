"""What there is to know about an export that is done, one line each."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kassadesk.core.exports import ExportReport
from kassadesk.core.lens import Lens, time_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import IconText

translate = QCoreApplication.translate
_MOST = 7


class ReportNotes(QWidget):
    """As many lines as there is to say."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        self._lines = [
            IconText(looks, "info", "", "caption", "text2", size=14, wrap=True)
            for _ in range(_MOST)
        ]
        for line in self._lines:
            rows.addWidget(line)

    def show_notes(self, notes: list[tuple[str, str]]) -> None:
        """Show these (icon, words)."""
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(notes))
            if place < len(notes):
                line.show_state(*notes[place], "text2")
        self.setVisible(bool(notes))


def report_notes(report: ExportReport, lens: Lens) -> list[tuple[str, str]]:
    """Icon and words of each fact: the file first, then what is special about it."""
    facts = translate("Export", "{name} · {rows} rows · {size}").format(
        name=report.path.name, rows=lens.count(report.rows), size=lens.size(report.size_bytes)
    )
    notes = [("file-down", facts)]
    if report.instead_of is not None:
        text = translate(
            "Export",
            "{name} is held by another program (often Excel or OneDrive) and stays as it was. The new"
            " copy is beside it.",
        )
        notes.append(("file-plus", text.format(name=report.instead_of.name)))
    if report.since is not None:
        text = translate("Export", "It holds what is new since {when}. Keep the earlier copy too.")
        notes.append(("calendar-clock", text.format(when=time_in_words(report.since))))
    if report.locked:
        text = translate(
            "Export", "It opens with your password only. KassaDesk keeps no copy of it."
        )
        notes.append(("lock", text))
    if report.resumed_rows:
        notes.append(("undo-2", _went_on(report.resumed_rows, lens)))
    if report.begun_again:
        notes.append(("refresh-cw", _begun_again()))
    altered = sum(one.count for one in report.altered)
    if altered:
        notes.append(("info", _altered(altered, report, lens)))
    return notes


def _went_on(rows: int, lens: Lens) -> str:
    text = translate(
        "Export",
        "It went on from the interrupted export: {n} rows had arrived then and were not read again.",
    )
    return text.format(n=lens.count(rows))


def _begun_again() -> str:
    return translate(
        "Export",
        "Kassapos had ended the view that an earlier try was reading, so everything was read anew. "
        "All rows are from one moment.",
    )


def _altered(count: int, report: ExportReport, lens: Lens) -> str:
    if report.path.suffix == ".zip":
        one = translate("Export", "{n} value could not be written exactly; read-me.txt says why.")
        many = translate(
            "Export", "{n} values could not be written exactly; read-me.txt in the zip lists them."
        )
    else:
        one = translate(
            "Export", "{n} value could not be written exactly; the sheet “Altered values” says why."
        )
        many = translate(
            "Export",
            "{n} values could not be written exactly; the sheet “Altered values” lists each.",
        )
    return (one if count == 1 else many).format(n=lens.count(count))
