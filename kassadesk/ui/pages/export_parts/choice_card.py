"""What to export, from which years, in which file, where to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.exports import ExportFormat
from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.export_parts import export_words
from kassadesk.ui.pages.export_parts.lock_part import LockPart
from kassadesk.ui.pages.export_parts.radio_cards import RadioCards
from kassadesk.ui.pages.export_parts.row_box import RowBox
from kassadesk.ui.pages.export_parts.since_part import SincePart
from kassadesk.ui.texts import category_title
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.elided_label import ElidedLabel
from kassadesk.ui.widgets.inputs import Combo, InputField
from kassadesk.ui.widgets.labels import IconLabel, Label, Rule
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.exports import ExportsViewModel

HEAD = 48
"""px of a card's head; both cards of the page have the same, whatever stands in it."""


class ChoiceCard(QFrame):
    """The left card of the Export page. The start button stays in sight below the scrolling part.

    Signals:
        place_wanted (): another folder is wanted.
    """

    place_wanted = Signal()

    def __init__(self, looks: Looks, view_model: ExportsViewModel) -> None:
        super().__init__()
        self._looks, self._view_model = looks, view_model
        self.setProperty("kind", "card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        self._title = Label(looks, "", "card_title")
        self._title.setContentsMargins(15, 0, 15, 0)
        self._title.setFixedHeight(HEAD)
        rows.addWidget(self._title)
        rows.addWidget(Rule())
        rows.addWidget(self._make_scroll(), 1)
        rows.addWidget(self._make_foot())

    # --- drawing -------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._title.setText(self.tr("New export"))
        self._what.setText(self.tr("What to take"))
        for category, box in self.boxes.items():
            box.setText(category_title(category))
        self._from.label.setText(self.tr("From year"))
        self._to.label.setText(self.tr("To year"))
        self.from_combo.setAccessibleName(self.tr("From year"))
        self.to_combo.setAccessibleName(self.tr("To year"))
        self._kind.setText(self.tr("Kind of file"))
        self.formats.set_words(
            {kind: export_words.format_name(kind) for kind in ExportFormat}, self.tr("Kind of file")
        )
        self._protection.setText(self.tr("Protection"))
        self.lock.retranslate()
        self.since.retranslate()
        self.masked_box.setText(self.tr("Hide names and numbers (masked copy)"))
        self._place_head.setText(self.tr("Place"))
        self.change_button.set_text(self.tr("Change"), self.tr("Change the place"))
        self.start_button.set_text(self.tr("Start export"))

    def draw(self) -> None:
        """Show the state of the view-model."""
        view_model = self._view_model
        lens = view_model.walkthrough.lens
        counts = (
            {c.category_id: c.count for c in view_model.basis.categories}
            if view_model.basis
            else {}
        )
        for category, box in self.boxes.items():
            box.setChecked(category in view_model.chosen)
            text = ""
            if category in counts:
                text = export_words.category_count(category, counts[category], lens)
            self._counts[category].setText(text)
            box.setAccessibleDescription(text)
        self._draw_years()
        self.since.draw()
        self.lock.draw()
        self.formats.choose(view_model.format)
        self.masked_box.setChecked(view_model.masked)
        self.masked_box.setEnabled(not view_model.walkthrough.on)
        self._masked_why.setVisible(view_model.masked)
        self._masked_why.setText(
            self.tr("In walkthrough mode only a masked copy can be made.")
            if view_model.walkthrough.on
            else self.tr(
                "Kassapos does not sign a masked copy. It is for showing, not for keeping."
            )
        )
        self._place.setText(lens.personal_text(str(view_model.folder), Kind.TEXT))
        self._name.setText(view_model.suggested_name)
        self._draw_start()

    def _draw_years(self) -> None:
        view_model = self._view_model
        years = view_model.basis.years if view_model.basis else ()
        choices: list[tuple[str, object]] = [(export_words.year_name(y), y) for y in years]
        billing = CategoryId.BILLING in view_model.chosen
        for combo, chosen in (
            (self.from_combo, view_model.from_year),
            (self.to_combo, view_model.to_year),
        ):
            combo.set_choices(choices, chosen)
            combo.setEnabled(billing and bool(years))
        if not years:
            why = self.tr("No bills yet, so there is no year to choose.")
        elif billing:
            why = self.tr("Years limit billing data. The other kinds are always whole.")
        else:
            why = self.tr("Years are for billing data, which is not chosen.")
        self._years_why.setText(why)
        one_a_year = billing and view_model.format is ExportFormat.EXCEL
        self._sheets.setText(self.tr("One sheet for each year") if one_a_year else "")

    def _draw_start(self) -> None:
        why = self._view_model.cannot_start
        self.start_button.setEnabled(not why)
        self._start_why.setText(export_words.why_not(why))
        self._start_why.setVisible(bool(why))
        self.start_button.setAccessibleDescription(export_words.why_not(why))

    # --- parts ---------------------------------------------------------------------------------

    def _make_scroll(self) -> ScrollColumn:
        inner = QWidget()
        self._scroll: ScrollColumn = ScrollColumn(inner)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(16, 8, 16, 4)
        rows.setSpacing(2)
        self._make_kinds(rows)
        rows.addSpacing(6)
        self._make_years(rows)
        rows.addSpacing(4)
        self.since = SincePart(self._looks, self._view_model)
        self.since.opened.connect(lambda: self._scroll.bring_into_sight(self.since))
        rows.addWidget(self.since)
        rows.addSpacing(8)
        self._make_file(rows)
        rows.addSpacing(6)
        self._make_place(rows)
        rows.addStretch(1)
        return self._scroll

    def _make_kinds(self, rows: QVBoxLayout) -> None:
        self._what = Label(self._looks, "", "key")
        rows.addWidget(self._what)
        self.boxes: dict[CategoryId, RowBox] = {}
        self._counts: dict[CategoryId, Label] = {}
        for category in CategoryId:
            row = QHBoxLayout()
            box = RowBox(self._looks)
            box.clicked.connect(lambda on, c=category: self._view_model.take(c, on))
            count = Label(self._looks, "", "caption", "text2")
            row.addWidget(box, 1)
            row.addWidget(count)
            rows.addLayout(row)
            self.boxes[category], self._counts[category] = box, count

    def _make_years(self, rows: QVBoxLayout) -> None:
        self.from_combo = Combo(self._looks, "")
        self.to_combo = Combo(self._looks, "")
        self._from = InputField(self._looks, "", self.from_combo)
        self._to = InputField(self._looks, "", self.to_combo)
        row = QHBoxLayout()
        row.setSpacing(12)
        for field, combo in ((self._from, self.from_combo), (self._to, self.to_combo)):
            row.addWidget(field, 1)
            combo.activated.connect(lambda _place: self._set_years())
        rows.addLayout(row)
        self._years_why = Label(self._looks, "", "caption", "text3", wrap=True)
        rows.addWidget(self._years_why)

    def _make_file(self, rows: QVBoxLayout) -> None:
        head = QHBoxLayout()
        self._kind = Label(self._looks, "", "key")
        self._sheets = Label(self._looks, "", "caption", "text3")
        head.addWidget(self._kind, 1)
        head.addWidget(self._sheets)
        rows.addLayout(head)
        self.formats: RadioCards[ExportFormat] = RadioCards(self._looks, tuple(ExportFormat))
        self.formats.chosen.connect(self._view_model.set_format)
        rows.addWidget(self.formats)
        rows.addSpacing(8)
        self._protection = Label(self._looks, "", "key")
        rows.addWidget(self._protection)
        self.lock = LockPart(self._looks, self._view_model)
        self.lock.opened.connect(lambda: self._scroll.bring_into_sight(self.lock))
        rows.addWidget(self.lock)
        self.masked_box = RowBox(self._looks)
        self.masked_box.clicked.connect(self._view_model.set_masked)
        rows.addWidget(self.masked_box)
        self._masked_why = Label(self._looks, "", "caption", "text3", wrap=True)
        rows.addWidget(self._masked_why)

    def _make_place(self, rows: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        self._place_head = Label(self._looks, "", "key")
        self._name = ElidedLabel(self._looks, "", "caption", "text3")
        self._name.setAlignment(Qt.AlignmentFlag.AlignRight)
        head.addWidget(self._place_head)
        head.addWidget(self._name, 1)
        rows.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(8)
        frame = QFrame()
        frame.setProperty("kind", "clock")
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(10, 6, 10, 6)
        inside.addWidget(IconLabel(self._looks, "folder", "text", 16))
        self._place = ElidedLabel(self._looks, "", "table")
        inside.addWidget(self._place, 1)
        self.change_button = Button(self._looks)
        self.change_button.clicked.connect(self.place_wanted)
        row.addWidget(frame, 1)
        row.addWidget(self.change_button)
        rows.addLayout(row)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(16, 8, 16, 14)
        rows.setSpacing(6)
        self.start_button = Button(self._looks, "", "primary", "download")
        self.start_button.setMinimumHeight(36)
        self.start_button.clicked.connect(self._view_model.start)
        rows.addWidget(self.start_button)
        self._start_why = Label(self._looks, "", "caption", "text2", wrap=True)
        rows.addWidget(self._start_why)
        return foot

    def _set_years(self) -> None:
        self._view_model.set_years(
            str(self.from_combo.currentData()), str(self.to_combo.currentData())
        )
