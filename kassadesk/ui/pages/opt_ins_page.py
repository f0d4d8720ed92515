"""Opt-ins: one switch for each purpose and channel, saved at once, with its history beside."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.rows import Resource
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.first_drawing import FirstDrawing
from kassadesk.ui.pages.opt_ins_parts.conflict_dialog import conflict_dialog
from kassadesk.ui.pages.opt_ins_parts.opt_in_matrix import OptInMatrix
from kassadesk.ui.pages.opt_ins_parts.opt_in_pane import OptInPane
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
        go (str, object): another page is wanted: "policy" with "contact", "rows" with a Resource.
    """

    go = Signal(str, object)

    def __init__(self, model: OptInsViewModel, walkthrough: Walkthrough, looks: Looks) -> None:
        super().__init__()
        self._model, self._looks = model, looks
        self._built: tuple[str, ...] = ()
        self.dialog: Dialog | None = None
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.matrix = OptInMatrix(looks)
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
        self.pane.complaint_wanted.connect(lambda _: self.go.emit("policy", "contact"))
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
        self.hint.setText(self.tr("Changes are saved at once"))
        self.receipts.set_text(self.tr("All receipts"))
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

    def regions(self) -> list[QWidget]:
        """F6: matrix, details."""
        first = next(iter(self.matrix.cells.values()), None)
        pane: list[QWidget] = [self.pane.close_button] if self.pane.isVisibleTo(self) else []
        return [*([first.switch] if first is not None else [self.receipts]), *pane]

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: draw what is known before anything new is read."""
        super().showEvent(event)
        self._draw()

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
        self.receipts = Button(self._looks, "", icon="receipt-text")
        self.receipts.clicked.connect(lambda: self.go.emit("rows", Resource.CONSENT_EVENTS))
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.hint)
        head.addWidget(self.receipts)
        column.addLayout(head)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.matrix)
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
                one, model.shown(name), saving=model.saving(name), is_open=name == model.selected
            )

    def _draw_state(self) -> None:
        model = self._model
        self.states.show_reading(there=bool(model.all), loading=model.loading, error=model.error)
        self._draw_pane()

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
        dialog = conflict_dialog(self._looks, self._model.confirmed(name), mine, self.window())
        dialog.accepted.connect(lambda: self._model.set(name, mine))
        self.dialog = dialog
        dialog.open()
