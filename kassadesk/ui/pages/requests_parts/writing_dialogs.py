"""Dialogs in which something is written about a request or complaint; they give values, they send nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDateEdit, QFileDialog, QVBoxLayout, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.dialog import Dialog
from kassadesk.ui.widgets.inputs import InputField, LineInput
from kassadesk.ui.widgets.labels import IconText
from kassadesk.ui.widgets.text_area import TextArea

MOST_DOCUMENTS = 5


class WritingDialog(Dialog):
    """Words for Kassapos, with documents where `documents` says so."""

    def __init__(
        self,
        looks: Looks,
        title: str,
        text: str,
        label: str,
        deed: str,
        *,
        documents: bool = False,
        longest: int = 2000,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(looks, title, text, parent=parent, width=520)
        self.paths: list[Path] = []
        self.area = TextArea(looks, label, rows=5, longest=longest)
        self.area.edited.connect(self._on_text)
        self.body.addWidget(InputField(looks, label, self.area))
        self._list = QVBoxLayout()
        self.document_button = Button(looks, self.tr("Add document"), "text", "paperclip")
        self.document_button.clicked.connect(self._choose)
        self.document_button.setVisible(documents)
        self.body.addLayout(self._list)
        self.body.addWidget(self.document_button)
        self.add_button(self.tr("Not now"), safe=True)
        self.deed = self.add_button(deed, "primary")
        self.deed.setEnabled(False)
        self.deed.clicked.connect(self.accept)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the writing begins at once; Enter makes a new line, so nothing is sent by mistake."""
        super().showEvent(event)
        self.area.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def words(self) -> str:
        """What was written."""
        return self.area.text().strip()

    def _on_text(self, text: str) -> None:
        self.deed.setEnabled(bool(text.strip()))

    def _choose(self) -> None:
        kinds = self.tr("PDF, JPG or PNG") + " (*.pdf *.jpg *.jpeg *.png)"
        names, _kind = QFileDialog.getOpenFileNames(self, self.tr("Add document"), "", kinds)
        for name in names[: MOST_DOCUMENTS - len(self.paths)]:
            self.paths.append(Path(name))
        clear_layout(self._list)
        for path in self.paths:
            self._list.addWidget(IconText(self.looks, "file-text", path.name, "table", "text"))
        self.document_button.setEnabled(len(self.paths) < MOST_DOCUMENTS)


class BoardDialog(Dialog):
    """When it was brought before the Board, and the number it got."""

    def __init__(self, looks: Looks, today: date, *, parent: QWidget | None = None) -> None:
        super().__init__(
            looks,
            self.tr("Note that you asked the Data Protection Board"),
            self.tr("KassaDesk sends nothing to the Board. It keeps the day and the number here."),
            parent=parent,
        )
        self.day_edit = QDateEdit(QDate(today.year, today.month, today.day))
        self.day_edit.setDisplayFormat("dd-MM-yyyy")
        self.day_edit.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        self.day_edit.setFont(looks.font("table"))
        self.day_edit.setMinimumHeight(32)
        self.day_edit.setMaximumDate(QDate(today.year, today.month, today.day))
        self.day_edit.setAccessibleName(self.tr("On which day?"))
        self.number_edit = LineInput(looks, self.tr("The Board's number (optional)"))
        self.number_edit.setMaxLength(60)
        self.body.addWidget(InputField(looks, self.tr("On which day?"), self.day_edit))
        self.body.addWidget(
            InputField(looks, self.tr("The Board's number (optional)"), self.number_edit)
        )
        self.add_button(self.tr("Not now"), safe=True)
        self.deed = self.add_button(self.tr("Note it"), "primary")
        self.deed.clicked.connect(self.accept)

    @property
    def day(self) -> date:
        """The day."""
        chosen = self.day_edit.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    @property
    def number(self) -> str:
        """The number, "" for none."""
        return self.number_edit.text().strip()


class ReminderDialog(Dialog):
    """A reminder as an e-mail of the person's own, and the note that it was sent."""

    def __init__(self, looks: Looks, reference: str, *, parent: QWidget | None = None) -> None:
        super().__init__(
            looks,
            self.tr("Remind Kassapos of {0}").format(reference),
            self.tr(
                "The answer is late. Your mail program opens with the words; you send it. Then note"
                " it here: seven days later the complaint is ready."
            ),
            parent=parent,
            width=480,
        )
        self.mail_button = Button(looks, self.tr("Open the e-mail"), "secondary", "mail")
        self.body.addWidget(self.mail_button)
        self.add_button(self.tr("Not now"), safe=True)
        self.deed = self.add_button(self.tr("I have reminded them"), "primary")
        self.deed.clicked.connect(self.accept)
