"""Part 3: documents that show the right value, copied when they are chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.data_requests import Evidence
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.correction_parts.document_drop import DocumentDrop
from kassadesk.ui.pages.correction_parts.part_head import PartHead
from kassadesk.ui.texts import error_words
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.labels import IconLabel, IconText, Label
from kassadesk.viewmodels.correction import CorrectionViewModel


class DocumentsPart(QWidget):
    """The drop area and the files taken; refused files are told in place."""

    def __init__(self, looks: Looks, view_model: CorrectionViewModel) -> None:
        super().__init__()
        self._looks, self._view_model = looks, view_model
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 14, 20, 14)
        rows.setSpacing(8)
        self._head = PartHead(looks, 3)
        self._optional = Label(looks, "", "caption", "text3")
        self._head.row.addWidget(self._optional)
        rows.addWidget(self._head)
        inside = QVBoxLayout()
        inside.setContentsMargins(34, 0, 0, 0)
        inside.setSpacing(8)
        self.drop = DocumentDrop(looks)
        self.drop.dropped.connect(view_model.add_documents)
        self.drop.choose_wanted.connect(self.choose_files)
        inside.addWidget(self.drop)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        inside.addLayout(self._list)
        rows.addLayout(inside)
        self._told: tuple[object, ...] = ()

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._head.set_title(self.tr("Documents that show it"))
        self._optional.setText(self.tr("Optional now, saves time later"))
        self.drop.say(
            self.tr("Drop files here or"),
            self.tr("choose from this PC"),
            self.tr("PDF, JPG or PNG · up to 5 files · 10 MB each"),
        )
        self._told = ()

    def draw(self) -> None:
        """Show the files taken and those refused."""
        view_model = self._view_model
        evidence = tuple(view_model.typed.evidence)
        told = (
            tuple(e.sha256 for e in evidence),
            view_model.refused,
            view_model.reading,
            view_model.sending,
            view_model.walkthrough.on,
        )
        if told == self._told:
            return
        self._told = told
        clear_layout(self._list)
        for place, one in enumerate(evidence):
            self._list.addWidget(self._row(place, one))
        if view_model.reading:
            self._list.addWidget(Label(self._looks, self.tr("Reading…"), "table", "text2"))
        for refused in view_model.refused:
            name = view_model.walkthrough.lens.personal_text(refused.name)
            words = error_words(refused.error)
            text = f"{name}: {words.advice}"
            self._list.addWidget(
                IconText(self._looks, "triangle-alert", text, "table", "danger", wrap=True)
            )

    def choose_files(self) -> None:
        """Ask for files on this PC."""
        names, _kind = QFileDialog.getOpenFileNames(
            self,
            self.tr("Add documents"),
            "",
            self.tr("PDF, JPG or PNG") + " (*.pdf *.jpg *.jpeg *.png)",
        )
        if names:
            self._view_model.add_documents([Path(name) for name in names])

    def _row(self, place: int, one: Evidence) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "clock")
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(IconLabel(self._looks, "file-text", "brand", 20))
        words = QVBoxLayout()
        words.setSpacing(0)
        lens = self._view_model.walkthrough.lens
        name = lens.personal_text(one.name)
        words.addWidget(Label(self._looks, name, "key", wrap=True))
        words.addWidget(Label(self._looks, lens.size(one.size_bytes), "caption", "text2"))
        row.addLayout(words, 1)
        row.addWidget(IconText(self._looks, "check", self.tr("Ready"), "table", "ok", size=14))
        remove = Button(
            self._looks,
            self.tr("Remove"),
            "text",
            "x",
            name=self.tr("Remove {name}").format(name=name),
        )
        remove.setEnabled(not self._view_model.sending)
        remove.clicked.connect(lambda: self._view_model.remove_document(place))
        row.addWidget(remove)
        return frame
