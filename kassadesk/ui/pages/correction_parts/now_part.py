"""Part 1: which value is wrong, and what Kassapos holds now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.lens import Lens
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.correction_parts import check_words
from kassadesk.ui.pages.correction_parts.gstin_boxes import PART_OF_STEP, GstinBoxes
from kassadesk.ui.pages.correction_parts.part_head import PartHead
from kassadesk.ui.widgets.inputs import Combo
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.viewmodels.correction import CorrectionViewModel


class NowPart(QWidget):
    """Choice of the field; GSTIN boxes for a GSTIN, plain text for the rest."""

    def __init__(self, looks: Looks, view_model: CorrectionViewModel) -> None:
        super().__init__()
        self._view_model = view_model
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 14, 20, 14)
        rows.setSpacing(8)
        self._head = PartHead(looks, 1)
        self.combo = Combo(looks, " ")
        self.combo.setMinimumWidth(180)
        self.combo.activated.connect(self._choose)
        self._head.row.addWidget(self.combo)
        rows.addWidget(self._head)
        row = QHBoxLayout()
        row.setContentsMargins(34, 0, 0, 0)
        row.setSpacing(16)
        self.boxes = GstinBoxes(looks)
        self.value = Label(looks, "", "pane_title", wrap=True)
        self._verdict = IconText(looks, "circle-x", "", "table", "danger", wrap=True)
        self._verdict.label.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.boxes)
        row.addWidget(self.value, 1)
        row.addWidget(self._verdict, 1)
        rows.addLayout(row)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._head.set_title(self.tr("What Kassapos holds now"))
        self.combo.setAccessibleName(self.tr("What is wrong"))

    def draw(self) -> None:
        """Show the fields and the chosen one."""
        view_model = self._view_model
        held, lens = view_model.field, view_model.walkthrough.lens
        choices: list[tuple[str, object]] = [(self.tr("Choose what is wrong"), "")]
        choices += [(f.label, f.field_id) for f in view_model.choices]
        self.combo.set_choices(choices, view_model.typed.field_id)
        gstin = held is not None and held.kind is Kind.GSTIN and len(held.value or "") == 15
        self.boxes.setVisible(gstin)
        self.value.setVisible(held is not None and not gstin)
        self._verdict.setVisible(False)
        if held is None:
            return
        text = lens.value(held.kind, held.value, personal=held.personal)
        check = view_model.current_check
        if gstin:
            wrong = (
                {PART_OF_STEP[s.code] for s in check.steps if not s.ok and s.code in PART_OF_STEP}
                if check
                else set()
            )
            self.boxes.show_value(text, frozenset(wrong))
        else:
            self.value.setText(text if held.value else self.tr("Nothing is held"))
        if check is not None and not check.ok:
            self._show_wrong(held.kind, lens)

    def _show_wrong(self, kind: Kind, lens: Lens) -> None:
        check = self._view_model.current_check
        if check is None:
            return
        broken = [check_words.step_words(kind, step, lens) for step in check.steps if not step.ok]
        words = self.tr("Looks mistyped. {why}.").format(why="; ".join(broken))
        self._verdict.setText(words)
        self._verdict.setVisible(True)

    def _choose(self, _place: int) -> None:
        self._view_model.choose(str(self.combo.currentData()))
