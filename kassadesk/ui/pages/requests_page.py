"""Requests: what you asked Kassapos, whose turn it is, what happened, until when."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kassadesk.core.data_requests import RequestStatus
from kassadesk.core.intents import Intent, IntentKind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.first_drawing import FirstDrawing
from kassadesk.ui.pages.loaded_body import LoadedBody
from kassadesk.ui.pages.requests_parts import request_words
from kassadesk.ui.pages.requests_parts.following_acts import FollowingActs
from kassadesk.ui.pages.requests_parts.request_pane import WIDTH, RequestPane
from kassadesk.ui.pages.requests_parts.requests_model import RequestsModel
from kassadesk.ui.pages.requests_parts.requests_table import RequestsTable
from kassadesk.ui.pages.when_seen import when_seen
from kassadesk.ui.texts import form_title, unsent_title
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.dialog import Dialog, confirm
from kassadesk.ui.widgets.empty_state import EmptyState
from kassadesk.ui.widgets.inputs import Combo
from kassadesk.ui.widgets.labels import Label
from kassadesk.ui.widgets.pill import pill_look
from kassadesk.viewmodels.requests import RequestsViewModel

_BESIDE_WIDTH = 1088
"""Page width from which the pane stands beside the list; below, it covers the right part."""
_FILTERS = (
    "",
    "your_turn",
    *(str(s) for s in RequestStatus if s not in (RequestStatus.DRAFT, RequestStatus.QUEUED)),
)


_FORMS = (
    IntentKind.CORRECTION,
    IntentKind.DELETION,
    IntentKind.COPY,
    IntentKind.GRIEVANCE,
    IntentKind.NOMINATION,
    IntentKind.MINOR_REPORT,
)


class RequestsPage(QWidget):
    """Picture 09.

    Signals:
        form_wanted (IntentKind): the person wants to ask for something new.
        objection_wanted (DataRequest): a complaint about this request.
        edit_wanted (Intent): one that is not sent goes back into its form.
        receipt_wanted (str, Path): save the receipt of this request there.
        evidence_wanted (Path): save the evidence log there.
        letter_wanted (Intent | None): write this as a letter or show its letter; None: a new letter.
    """

    form_wanted = Signal(object)
    objection_wanted = Signal(object)
    edit_wanted = Signal(object)
    letter_wanted = Signal(object)
    receipt_wanted = Signal(str, object)
    evidence_wanted = Signal(object)

    def __init__(self, view_model: RequestsViewModel, looks: Looks) -> None:
        super().__init__()
        self._view_model = view_model
        self._looks = looks
        self.setProperty("kind", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._make_left(), 1)
        self.pane = RequestPane(looks, view_model)
        self.pane.setParent(self)
        self._row.addWidget(self.pane)
        self.pane.closed.connect(self._close_pane)
        self.pane.document_wanted.connect(self._choose_documents)
        self.pane.withdraw_wanted.connect(self.ask_to_withdraw)
        self.pane.receipt_wanted.connect(self.save_receipt)
        self.pane.unsent.edit_wanted.connect(self.edit_wanted)
        self.pane.unsent.letter_wanted.connect(self.letter_wanted)
        self.pane.unsent.discard_wanted.connect(self.ask_to_discard)
        self.pane.unsent.send_wanted.connect(lambda: view_model.outbox.send(hurry=True))
        self.pane.opened.connect(self._open)
        self.acts = FollowingActs(self, looks, view_model, self.pane)
        self.acts.objection_wanted.connect(self.objection_wanted)
        self._pane_wanted = False
        self.question: Dialog | None = None
        self._drawing = FirstDrawing(self, self._draw_list, self._draw_pane)
        draw = when_seen(self, self._draw)
        view_model.changed.connect(draw)
        view_model.walkthrough.changed.connect(draw)
        self.retranslate()

    # --- what the window calls ---------------------------------------------------------------

    def on_shown(self) -> None:
        """Read the list again."""
        self._view_model.load()

    def reload(self) -> None:
        """Read again (F5)."""
        self._view_model.load()

    def new_request(self) -> None:
        """Open the menu of new requests (Ctrl+N)."""
        self._menu.popup(self.new_button.mapToGlobal(self.new_button.rect().bottomLeft()))
        self._menu.setActiveAction(self.form_actions[IntentKind.CORRECTION])

    def close_pane(self) -> bool:
        """Close the pane where it covers the list; False where it stands beside it or is closed."""
        covers = self._row.indexOf(self.pane) < 0 and self.pane.isVisible()
        if covers:
            self._close_pane()
        return covers

    def regions(self) -> list[QWidget]:
        """Where F6 goes: the list, the pane."""
        unsent = self.pane.unsent.send_button or self.pane.unsent.discard_button
        pane = self.pane.first_button or unsent or self.pane.close_button
        return [self.table, pane] if pane.isVisible() else [self.table]

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.title.setText(self.tr("Requests"))
        self.new_button.set_text(self.tr("New request"))
        self.evidence_button.set_text(self.tr("Save evidence"))
        self._menu.setAccessibleName(self.tr("New request"))
        for kind, action in self.form_actions.items():
            action.setText(form_title(kind))
        self.letter_action.setText(self.tr("Write to Kassapos by e-mail"))
        self.table.setAccessibleName(self.tr("Requests"))
        self.filter.setAccessibleName(self.tr("Status"))
        words = [self._filter_word(code) for code in _FILTERS]
        self.filter.set_choices(
            list(zip(words, _FILTERS, strict=True)), self._view_model.wanted_status
        )
        self._empty.say(
            self.tr("No requests yet"),
            self.tr(
                "Ask for a correction, a copy or a deletion. You will see each step and date here."
            ),
            self.tr("New request"),
        )
        self.pane.retell()
        self._none_fit.say(self.tr("No request has this status"), "", self.tr("Show all statuses"))
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the pane beside the list, or over its right part."""
        super().resizeEvent(event)
        self._place_pane()

    # --- parts ---------------------------------------------------------------------------------

    def _make_left(self) -> QWidget:
        left = QWidget()
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 16, 16, 16)
        head.setSpacing(8)
        self.title = Label(self._looks, "", "page_title")
        self.filter = Combo(self._looks, "")
        self.filter.activated.connect(
            lambda _place: self._view_model.filter(self.filter.currentData())
        )
        self.new_button = Button(self._looks, "", "primary", "plus")
        self.new_button.setMenu(self._make_menu())
        head.addWidget(self.title)
        head.addStretch(1)
        self.evidence_button = Button(self._looks, "", "text", "fingerprint")
        self.evidence_button.clicked.connect(self.save_evidence)
        head.addWidget(self.evidence_button)
        head.addWidget(self.filter)
        head.addWidget(self.new_button)
        rows.addLayout(head)
        self._model = RequestsModel(self._view_model, self)
        self.table = RequestsTable(self._looks, self._model)
        self.table.row_chosen.connect(self._view_model.choose)
        self.table.request_opened.connect(self._open)
        self._empty = EmptyState(self._looks, "inbox", "", "", button=" ", button_icon="plus")
        self._none_fit = EmptyState(self._looks, "search-x", "", "", button=" ", kind="secondary")
        if self._empty.button is not None:
            self._empty.button.setMenu(self._menu)
        if self._none_fit.button is not None:
            self._none_fit.button.clicked.connect(self._show_all)
        self._stack = QStackedWidget()
        for widget in (self.table, self._empty, self._none_fit):
            self._stack.addWidget(widget)
        self._loaded = LoadedBody(self._looks, self._stack, row_height=64)
        self._loaded.again.connect(self._view_model.load)
        rows.addWidget(self._loaded, 1)
        return left

    def _make_menu(self) -> QMenu:
        self._menu = QMenu(self)
        self.form_actions: dict[IntentKind, QAction] = {}
        for kind in _FORMS:
            action = QAction(self)
            action.triggered.connect(lambda _checked, kind=kind: self.form_wanted.emit(kind))
            self.form_actions[kind] = action
        self.letter_action = QAction(self)
        self.letter_action.triggered.connect(lambda: self.letter_wanted.emit(None))
        self._menu.addActions([*self.form_actions.values(), self.letter_action])
        return self._menu

    def _filter_word(self, code: str) -> str:
        return pill_look(code).word if code else self.tr("All statuses")

    # --- drawing -------------------------------------------------------------------------------

    def _draw(self) -> None:
        if self._view_model.loaded:
            self._drawing.draw()
            return
        self._drawing.stop()
        self._draw_list()
        self._draw_pane()

    def _draw_list(self) -> None:
        view_model = self._view_model
        ready = view_model.loaded or bool(view_model.unsent)
        self._loaded.show_state(ready=ready, error=view_model.error)
        self._model.refresh()
        self.table.choose(view_model.chosen_id)
        if not view_model.any:
            self._stack.setCurrentWidget(self._empty)
        elif not view_model.rows:
            self._stack.setCurrentWidget(self._none_fit)
        else:
            self._stack.setCurrentWidget(self.table)
        place = self.filter.findData(view_model.wanted_status)
        self.filter.setCurrentIndex(place)

    def _draw_pane(self) -> None:
        view_model = self._view_model
        chosen, unsent = view_model.chosen, view_model.chosen_unsent
        complaint = view_model.chosen_complaint
        if unsent is not None:
            self.pane.show_unsent(unsent)
        elif chosen is not None:
            self.pane.show_request(chosen)
        elif complaint is not None:
            self.pane.show_complaint(complaint)
        there = chosen or unsent or complaint
        if there is not None and view_model.chosen_id == view_model.lead_to:
            view_model.lead_to, self._pane_wanted = "", True
        self._place_pane()

    def _place_pane(self) -> None:
        beside = self.width() >= _BESIDE_WIDTH
        view_model = self._view_model
        unsent = view_model.chosen_unsent is not None
        there = view_model.chosen or view_model.chosen_complaint
        shown = unsent or (there is not None and view_model.loaded)
        if beside:
            if self._row.indexOf(self.pane) < 0:
                self._row.addWidget(self.pane)
            self.pane.close_button.hide()
            self.pane.setVisible(shown)
            return
        self._row.removeWidget(self.pane)
        self.pane.close_button.show()
        self.pane.setGeometry(self.width() - WIDTH, 0, WIDTH, self.height())
        self.pane.setVisible(shown and self._pane_wanted)
        self.pane.raise_()

    def _open(self, request_id: str) -> None:
        self._pane_wanted = True
        self._view_model.choose(request_id)
        self._place_pane()

    def _close_pane(self) -> None:
        self._pane_wanted = False
        self._place_pane()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_all(self) -> None:
        self._view_model.filter("")

    # --- acts ----------------------------------------------------------------------------------

    def ask_to_withdraw(self) -> None:
        """Ask whether the chosen request shall be withdrawn; keeping it has the focus."""
        request = self._view_model.chosen
        if request is None:
            return
        title = request_words.title(request, self._view_model.walkthrough.lens)
        self.question = confirm(
            self._looks,
            self.tr("Withdraw “{title}”?").format(title=title),
            self.tr("Kassapos stops working on it. The receipt stays. You can send a new one."),
            self.tr("Withdraw"),
            self.tr("Keep request"),
            danger=True,
            parent=self,
        )
        self.question.accepted.connect(self._view_model.withdraw)
        self.question.open()

    def ask_to_discard(self, intent: Intent) -> None:
        """Ask whether a request that is not sent shall be thrown away; keeping it has the focus."""
        title = self._view_model.walkthrough.lens.personal_text(unsent_title(intent))
        self.question = confirm(
            self._looks,
            self.tr("Throw “{title}” away?").format(title=title),
            self.tr("It was not filed. What you wrote and its documents go from this PC."),
            self.tr("Throw away"),
            self.tr("Keep it"),
            danger=True,
            parent=self,
        )
        self.question.accepted.connect(lambda: self._view_model.outbox.discard(intent.client_ref))
        self.question.open()

    def save_receipt(self, ending: str) -> None:
        """Ask where the receipt of the chosen request goes; the suggested name tells its number."""
        request = self._view_model.chosen
        if request is None or request.receipt is None:
            return
        name = f"receipt-{request.receipt.receipt_number}.{ending}"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Save the receipt"), name, f"(*.{ending})"
        )
        if chosen:
            path = Path(chosen)
            self.receipt_wanted.emit(
                request.request_id, path if path.suffix else path.with_suffix(f".{ending}")
            )

    def save_evidence(self) -> None:
        """Ask where the evidence log goes."""
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Save evidence"), "kassapos-evidence.jsonl", "(*.jsonl)"
        )
        if chosen:
            path = Path(chosen)
            self.evidence_wanted.emit(path if path.suffix else path.with_suffix(".jsonl"))

    def _choose_documents(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(
            self,
            self.tr("Add document"),
            "",
            self.tr("PDF, JPG or PNG") + " (*.pdf *.jpg *.jpeg *.png)",
        )
        if names:
            self._view_model.add_documents([Path(name) for name in names])
