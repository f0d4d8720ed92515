"""Opt-ins: one switch for each purpose and channel, saved at once, with its history beside."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.rows import Resource
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.first_drawing import FirstDrawing
from kassadesk.ui.pages.opt_ins_parts.conflict_dialog import conflict_dialog
from kassadesk.ui.pages.opt_ins_parts.opt_in_matrix import OptInMatrix
from kassadesk.ui.pages.opt_ins_parts.opt_in_pane import OptInPane
from kassadesk.ui.pages.opt_ins_parts.stops_bar import StopsBar
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.dialog import Dialog
from kassadesk.ui.widgets.labels import Label
from kassadesk.ui.widgets.pane_beside import PaneBeside
from kassadesk.ui.widgets.read_states import ReadStates
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.opt_ins import OptInsViewModel
from kassadesk.viewmodels.walkthrough import Walkthrough


class OptInsPage(QWidget):
    """The matrix, and the details of the chosen cell.

    Signals:
        go (str, object): another page is wanted: "rows" with a Resource.
        complaint_wanted (tuple of AfterStop): complain about messages that came after a stop.
        receipt_wanted (OptIn, Path): save the consent receipt of this choice there.
        all_receipts_wanted (Path): save the consent receipts of all choices in this folder.
    """

    go = Signal(str, object)
    complaint_wanted = Signal(object)
    receipt_wanted = Signal(object, object)
    all_receipts_wanted = Signal(object)

    def __init__(self, model: OptInsViewModel, walkthrough: Walkthrough, looks: Looks) -> None:
        super().__init__()
        self._model, self._looks = model, looks
        self._built: tuple[str, ...] = ()
        self.dialog: Dialog | None = None
        self._conflict: tuple[str, bool] | None = None
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.matrix = OptInMatrix(looks)
        self.stops = StopsBar(looks)
        self.stops.complaint_wanted.connect(
            lambda: self.complaint_wanted.emit(model.after_stops or ())
        )
        self.pane = OptInPane(model, looks)
        self._beside = PaneBeside(self._make_main(), self.pane)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._beside)
        self._drawing = FirstDrawing(self, self._draw_choices, self._draw_state)
        self.matrix.asked.connect(self._on_matrix_asked)
        self.matrix.chosen.connect(model.select)
        self.matrix.walked.connect(self._on_matrix_walked)
        self.pane.closed.connect(self.close_pane)
        self.pane.complaint_wanted.connect(self.complaint_wanted)
        self.pane.receipt_wanted.connect(self.save_receipt)
        model.changed.connect(when_seen(self, self._draw))
        self._pane_soon = QTimer(self, singleShot=True, interval=0)
        self._pane_soon.timeout.connect(self._draw_pane)
        model.details.changed.connect(self._pane_soon.start)  # it tells each step of one reading
        model.conflicted.connect(self._ask_which)
        walkthrough.changed.connect(when_seen(self, self._redraw_words))
        looks.changed.connect(self._redraw_words)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the language in force."""
        self.title.setText(self.tr("Opt-ins"))
        self.stop_all.set_text(self.tr("Stop everything promotional"))
        self.receipts.set_text(self.tr("All receipts"))
        self.save_all.set_text(self.tr("Save the receipts of all choices (JSON-LD)"))
        self._built = ()
        self._redraw_words()

    def on_shown(self) -> None:
        """The page came to the front: read the choices."""
        self._model.load()

    def reload(self) -> None:
        """F5: read the choices again."""
        self._model.load()

    def close_pane(self) -> bool:
        """Esc: close the details; False when none were open."""
        closed = self._model.selected
        self._model.select("")
        if closed:
            self.matrix.focus(closed)
        return bool(closed)

    def save_receipt(self, ending: str) -> None:
        """Ask where the consent receipt of the open choice goes."""
        opt_in = self._model.details.opt_in
        if opt_in is None:
            return
        name = f"consent-{opt_in.opt_in_id}-{opt_in.receipt_number or opt_in.record_id}.{ending}"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Save the receipt"), name, f"(*.{ending})"
        )
        if chosen:
            path = Path(chosen)
            self.receipt_wanted.emit(
                opt_in, path if path.suffix else path.with_suffix(f".{ending}")
            )

    def save_receipts(self) -> None:
        """Ask for the folder in which the receipts of all choices go."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder for the receipts"))
        if folder:
            self.all_receipts_wanted.emit(Path(folder))

    def regions(self) -> list[QWidget]:
        """F6: the one step, matrix, details."""
        first = next(iter(self.matrix.cells.values()), None)
        pane: list[QWidget] = [self.pane.close_button] if self.pane.isVisibleTo(self) else []
        top = self.stop_all if self.stop_all.isEnabled() else self.receipts
        return [top, *([first.switch] if first is not None else []), *pane]

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: draw what is known before anything new is read."""
        super().showEvent(event)
        self._draw()
        if self._conflict is not None:
            self._ask_which(*self._conflict)

    def _make_main(self) -> QWidget:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(24, 16, 0, 16)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.setContentsMargins(0, 0, 24, 0)
        self.title = Label(self._looks, "", "page_title")
        self.hint = Label(self._looks, "", "table", "text2")
        self.stop_all = Button(self._looks, "", icon="megaphone")
        self.stop_all.clicked.connect(self._model.stop_promotional)
        self.receipts = Button(self._looks, "", icon="receipt-text")
        self.receipts.clicked.connect(lambda: self.go.emit("rows", Resource.CONSENT_EVENTS))
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.hint)
        head.addWidget(self.stop_all)
        head.addWidget(self.receipts)
        column.addLayout(head)
        self.save_all = Button(self._looks, "", "text", "save")
        self.save_all.clicked.connect(self.save_receipts)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self.stops)
        inner.addWidget(self.matrix)
        inner.addWidget(self.save_all, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        self.states = ReadStates(self._looks, ScrollColumn(holder, edge=24))
        self.states.again.connect(self._model.load)
        column.addWidget(self.states, 1)
        return main

    def _draw(self) -> None:
        if self._model.all:
            self._drawing.draw()
            return
        self._drawing.stop()
        self._draw_state()

    def _draw_choices(self) -> None:
        model = self._model
        names = tuple(one.opt_in_id for one in model.all)
        if names != self._built:
            self._built = names
            self.matrix.build(model.all)
        for one in model.all:
            name = one.opt_in_id
            self.matrix.show_choice(
                one,
                model.shown(name),
                saving=model.saving(name),
                waits=model.waiting(name) is not None,
                is_open=name == model.selected,
                after_stop=model.came_after_stop(name),
            )

    def _draw_state(self) -> None:
        model = self._model
        self._draw_head()
        self.stops.show_stops(model.after_stops)
        self.states.show_reading(there=bool(model.all), loading=model.loading, error=model.error)
        self._draw_pane()

    def _draw_head(self) -> None:
        waits, promotional = self._model.waits, len(self._model.promotional)
        self.stop_all.setEnabled(promotional > 0)
        words = self.tr("Changes are saved at once")
        if waits:
            words = self.tr("{0} to be sent to Kassapos").format(waits)
        elif self._model.all and not promotional:
            words = self.tr("Everything promotional is off")
        self.hint.setText(words)
        self.hint.set_tone("warn" if waits else "text2")

    def _draw_pane(self) -> None:
        self.pane.draw()
        self._beside.set_open(bool(self._model.selected))

    def _redraw_words(self) -> None:
        self.pane.forget()
        self._draw()

    def _on_matrix_asked(self, name: str) -> None:
        self._model.flip(name)
        if not self._beside.covers:
            self._model.select(name)

    def _on_matrix_walked(self, name: str) -> None:
        if self._model.selected and not self._beside.covers:
            self._model.select(name)

    def _ask_which(self, name: str, mine: bool) -> None:
        """Ask in front of the matrix, now or when the page is shown again."""
        self._conflict = None if self.isVisible() else (name, mine)
        if self._conflict is not None:
            return
        dialog = conflict_dialog(self._looks, self._model.confirmed(name), mine, self.window())
        dialog.accepted.connect(lambda: self._model.resolve(name, mine=True))
        dialog.rejected.connect(lambda: self._model.resolve(name, mine=False))
        self.dialog = dialog
        dialog.open()
