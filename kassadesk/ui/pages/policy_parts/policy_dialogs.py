"""The whole text of a policy version, and the list of older versions."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.lens import day_in_words
from kassadesk.core.policy import PolicyVersion
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.dialog import Dialog
from kassadesk.ui.widgets.labels import IconText, Label, Rule
from kassadesk.ui.widgets.scroll_column import ScrollColumn


class PolicyTextDialog(Dialog):
    """All clauses of one version, as plain text that can be chosen and copied."""

    def __init__(self, looks: Looks, version: PolicyVersion, parent: QWidget | None = None) -> None:
        super().__init__(looks, "", parent=parent, width=680)
        self.title.setText(
            self.tr("Policy of {date}").format(date=day_in_words(version.effective_on))
        )
        self.setAccessibleName(self.title.text())
        self.body.addWidget(
            IconText(
                looks,
                "fingerprint",
                self.tr("Fingerprint {start}…").format(start=version.sha256[:16]),
                "caption",
                "text2",
                size=14,
            )
        )
        inner = QFrame()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 12, 0)
        rows.setSpacing(4)
        for clause in version.clauses:
            head = f"{clause.number}  {clause.title}"
            rows.addWidget(Label(looks, head, "row_title", wrap=True))
            rows.addWidget(Label(looks, clause.text, "table", "text2", wrap=True))
            rows.addSpacing(8)
        if not version.clauses:
            rows.addWidget(
                Label(looks, self.tr("Kassapos gave no text for this version."), "table")
            )
        rows.addStretch(1)
        scroll = ScrollColumn(inner)
        scroll.setMinimumHeight(360)
        scroll.setAccessibleName(self.title.text())
        self.body.addWidget(scroll, 1)
        self.add_button(self.tr("Close"), safe=True)


class OlderVersionsDialog(Dialog):
    """All versions that are no longer in force, newest first.

    Signals:
        read_wanted (str): the whole text of this version is wanted.
    """

    read_wanted = Signal(str)

    def __init__(
        self, looks: Looks, versions: tuple[PolicyVersion, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(looks, "", parent=parent, width=480)
        self.title.setText(self.tr("Older versions"))
        self.setAccessibleName(self.title.text())
        for version in versions:
            row = QHBoxLayout()
            name = self.tr("Policy of {date}").format(date=day_in_words(version.effective_on))
            row.addWidget(Label(looks, name, "table"), 1)
            button = Button(
                looks,
                self.tr("Read in full"),
                "text",
                name=self.tr("Read {name}").format(name=name),
            )
            button.clicked.connect(lambda _=False, v=version.version: self.read_wanted.emit(v))
            row.addWidget(button)
            self.body.addLayout(row)
            self.body.addWidget(Rule())
        self.body.addStretch(1)
        self.add_button(self.tr("Close"), safe=True)
