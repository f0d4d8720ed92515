"""Sheets of the kit: every state on one page (picture 16), all controls, a table, a dialog."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.errors import TimedOut
from kassadesk.core.rows import Resource, RowQuery
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.banner import Banner
from kassadesk.ui.widgets.buttons import Button
from kassadesk.ui.widgets.card import Card
from kassadesk.ui.widgets.check_box import CheckBox
from kassadesk.ui.widgets.clocks import Clocks
from kassadesk.ui.widgets.date_range import DateRange
from kassadesk.ui.widgets.dialog import confirm
from kassadesk.ui.widgets.drop_area import DropArea
from kassadesk.ui.widgets.empty_state import EmptyState
from kassadesk.ui.widgets.error_card import ErrorCard
from kassadesk.ui.widgets.focus_ring import FocusRing
from kassadesk.ui.widgets.gstin_boxes import GstinBoxes
from kassadesk.ui.widgets.inputs import Combo, InputField, LineInput, SearchInput
from kassadesk.ui.widgets.labels import IconText, Label
from kassadesk.ui.widgets.loading_rows import LoadingRows
from kassadesk.ui.widgets.pill import Pill
from kassadesk.ui.widgets.progress import Progress
from kassadesk.ui.widgets.radio_card import RadioCard
from kassadesk.ui.widgets.row_table import RowTable
from kassadesk.ui.widgets.step_marks import StepMarks
from kassadesk.ui.widgets.switch import Switch
from kassadesk.ui.widgets.timeline import Timeline
from kassadesk.ui.widgets.toast import Toast
from kassadesk.viewmodels.notices import Notice
from kassadesk.viewmodels.rows_model import RowsModel
from tests.gallery_stage import Stage
from tests.viewmodels.made_rows import MadeRows


def _sheet(looks: Looks, title: str) -> tuple[QWidget, QGridLayout]:
    page = QWidget()
    page.setWindowTitle("KassaDesk")
    page.setProperty("kind", "page")
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 12, 24, 24)
    column.addWidget(Label(looks, title, "page_title"))
    grid = QGridLayout()
    grid.setSpacing(16)
    column.addLayout(grid, 1)
    return page, grid


def kit_states(stage: Stage) -> QWidget:
    """Picture 16."""
    looks = stage.looks
    page, grid = _sheet(looks, "States")
    cells = (_empty, _loading, _error, _offline, _toast, _confirmation, _focus, _disabled, _pills)
    for place, make in enumerate(cells):
        card = Card(looks)
        card.body.setContentsMargins(0, 0, 0, 0)
        make(looks, card)
        grid.addWidget(card, place // 3, place % 3)
        grid.setColumnStretch(place % 3, 1)
        grid.setRowStretch(place // 3, 1)
    page.show()
    stage.settle()
    focused = page.findChild(Button, "focused")
    assert isinstance(focused, Button)
    focused.setFocus()
    return page


def _empty(looks: Looks, card: Card) -> None:
    card.body.addWidget(
        EmptyState(
            looks,
            "inbox",
            "No requests yet",
            "Ask for a correction, a copy or a deletion. You will see each step and date here.",
            button="New request",
            button_icon="plus",
        )
    )


def _loading(looks: Looks, card: Card) -> None:
    head = QHBoxLayout()
    head.setContentsMargins(16, 14, 16, 8)
    head.addWidget(Label(looks, "Billing data", "card_title"))
    head.addStretch(1)
    head.addWidget(Label(looks, "Reading 12,48,306 rows", "table", "text2"))
    card.body.addLayout(head)
    card.body.addWidget(LoadingRows(looks, row_height=28, at_once=True), 1)


def _error(looks: Looks, card: Card) -> None:
    shown = ErrorCard(looks)
    shown.show_error(TimedOut())
    card.body.addWidget(shown)


def _offline(looks: Looks, card: Card) -> None:
    card.body.addWidget(
        Banner(
            looks, "offline", "cloud-off", "No internet.", "You see data of 10:14 AM.", "Try now"
        )
    )
    rows = QVBoxLayout()
    rows.setContentsMargins(16, 10, 16, 10)
    rows.setSpacing(8)
    rows.addWidget(IconText(looks, "check", "Works: review a file, compare, drafts", tone="text"))
    rows.addWidget(IconText(looks, "clock", "Waits to be sent: 1 request", tone="text"))
    rows.addWidget(IconText(looks, "lock", "Needs internet: opt-ins, new export", tone="text"))
    rows.addStretch(1)
    card.body.addLayout(rows)


def _toast(looks: Looks, card: Card) -> None:
    card.setMinimumHeight(150)
    row = QHBoxLayout()
    row.setContentsMargins(16, 12, 16, 0)
    row.addWidget(Label(looks, "Daily report", "key"))
    row.addStretch(1)
    switch = Switch(looks, "Daily report by SMS")
    switch.show_state(True, animate=False)
    row.addWidget(switch)
    card.body.addLayout(row)
    card.body.addStretch(1)
    toast = Toast(looks, card)
    card.body.addWidget(toast, 0, Qt.AlignmentFlag.AlignHCenter)
    card.body.addSpacing(16)
    toast.show_notice(
        Notice(
            "opt_in_on", facts={"name": "Daily report by SMS", "receipt": "OPT-0224"}, action="undo"
        )
    )


def _confirmation(looks: Looks, card: Card) -> None:
    dialog = confirm(
        looks,
        "Withdraw “Correct my name”?",
        "Kassapos stops working on it. The receipt stays with you. You can send a new one any time.",
        "Withdraw",
        "Keep request",
        danger=True,
    )
    dialog.setWindowFlags(Qt.WindowType.Widget)
    dialog.setMinimumWidth(340)
    card.body.addWidget(dialog)


def _focus(looks: Looks, card: Card) -> None:
    rows = QVBoxLayout()
    rows.setContentsMargins(16, 16, 16, 16)
    rows.setSpacing(16)
    top = QHBoxLayout()
    focused = Button(looks, "Export now", "primary")
    top.addWidget(focused)
    top.addWidget(Button(looks, "See receipt"))
    switch = Switch(looks, "Something")
    switch.show_state(True, animate=False)
    top.addWidget(switch)
    top.addStretch(1)
    rows.addLayout(top)
    rows.addWidget(SearchInput(looks, "Find a field"))
    line = QHBoxLayout()
    box = CheckBox(looks, "Keep me signed in on this PC")
    box.set_checked(True)
    line.addWidget(box)
    line.addWidget(Button(looks, "Which law", "text"))
    line.addStretch(1)
    rows.addLayout(line)
    rows.addStretch(1)
    card.body.addLayout(rows)
    FocusRing(looks, card)
    focused.setObjectName("focused")


def _disabled(looks: Looks, card: Card) -> None:
    grid = QGridLayout()
    grid.setContentsMargins(16, 16, 16, 16)
    grid.setSpacing(10)
    for row, (word, icon, reason) in enumerate(
        (
            ("Ask to delete", "lock", "On bills you must keep until 31 Mar 2034."),
            ("Complain", "", "After the promised date, 25 Nov 2026."),
            ("Start export", "download", "Drive D: has 90 MB, this needs 214 MB."),
        )
    ):
        button = Button(looks, word, "secondary", icon)
        button.setEnabled(False)
        grid.addWidget(button, row, 0)
        grid.addWidget(Label(looks, reason, "table", "text2", wrap=True), row, 1)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(3, 1)
    card.body.addLayout(grid)


def _pills(looks: Looks, card: Card) -> None:
    rows = QVBoxLayout()
    rows.setContentsMargins(16, 16, 16, 16)
    for states in (
        ("open", "in_progress", "your_turn"),
        ("fulfilled", "partly_kept"),
        ("denied", "revoked"),
        ("verified", "changed", "not_found"),
        ("sample", "queued"),
    ):
        row = QHBoxLayout()
        for state in states:
            row.addWidget(Pill(looks, state))
        row.addStretch(1)
        rows.addLayout(row)
    rows.addStretch(1)
    card.body.addLayout(rows)


def kit_controls(stage: Stage) -> QWidget:
    """Everything else that can be pressed, typed in or read."""
    looks = stage.looks
    page, grid = _sheet(looks, "Controls")
    for place, make in enumerate((_inputs, _choices, _story, _steps, _drop, _busy)):
        card = Card(looks, make.__name__.strip("_").capitalize())
        make(looks, card)
        grid.addWidget(card, place // 3, place % 3)
        grid.setColumnStretch(place % 3, 1)
    return page


def _inputs(looks: Looks, card: Card) -> None:
    card.body.addWidget(
        InputField(looks, "Shop name", LineInput(looks, "Shop name"), hint="As on bills")
    )
    wrong = InputField(looks, "GSTIN", LineInput(looks, "GSTIN"))
    wrong.show_error("The last character does not fit the others.")
    card.body.addWidget(wrong)
    boxes = GstinBoxes(looks)
    boxes.show_gstin("34ABCPS1234K1ZK", frozenset({14}))
    card.body.addWidget(boxes)
    row = QHBoxLayout()
    years = Combo(looks, "Years")
    years.set_choices([("All years", None), ("FY 2026-27", "2026-27")])
    row.addWidget(years)
    days = DateRange(looks, "Days")
    days.show_range(date(2021, 4, 1), date(2026, 11, 23))
    row.addWidget(days)
    row.addStretch(1)
    card.body.addLayout(row)
    card.body.addStretch(1)


def _choices(looks: Looks, card: Card) -> None:
    first = RadioCard(looks, "Excel workbook", "One sheet for each year and kind of data")
    first.choose()
    off = RadioCard(looks, "Send by e-mail", "Not possible: the file is too large")
    off.setEnabled(False)
    for radio in (first, RadioCard(looks, "CSV files in a zip", "For other programs"), off):
        card.body.addWidget(radio)
    box = CheckBox(looks, "Billing data", "12,48,306 transactions", strong=True)
    box.set_checked(True)
    card.body.addWidget(box)
    row = QHBoxLayout()
    for on, saving, enabled in (
        (True, False, True),
        (False, False, True),
        (True, True, True),
        (True, False, False),
    ):
        switch = Switch(looks, "Offers on WhatsApp")
        switch.show_state(on, saving=saving, animate=False)
        switch.setEnabled(enabled)
        row.addWidget(switch)
    card.body.addLayout(row)
    card.body.addStretch(1)


def _story(looks: Looks, card: Card) -> None:
    clocks = Clocks(looks)
    clocks.promised.show_date("21 Nov 2026", "2 days late", overdue=True)
    clocks.policy.show_date("No date", "none stated")
    clocks.law.show_date("No date", "starts May 2027")
    card.body.addWidget(clocks)
    story = Timeline(looks)
    story.add("You sent the request", ("9 Nov 2026, 10:42 AM",), icon="send")
    story.add("Kassapos confirmed it", ("10 Nov 2026, promised an answer by 25 Nov",), icon="check")
    story.add(
        "Your turn: add a document",
        ("PAN card or GST certificate that shows the new spelling.",),
        state="your_turn",
        icon="hand",
        extra=(Button(looks, "Add document", "turn", "paperclip"),),
    )
    story.add("Next: Kassapos decides and tells you why", state="next", last=True)
    card.body.addWidget(story)
    card.body.addStretch(1)


def _steps(looks: Looks, card: Card) -> None:
    card.body.addWidget(StepMarks(looks, ("Choose", "Keep a copy", "See"), 1))
    progress = Progress(looks)
    progress.show_progress(431_000, 1_248_306, "4,31,000 of 12,48,306 rows, about 2 min left")
    card.body.addWidget(progress)
    failed = Progress(looks)
    failed.show_progress(100, 1_000, "Stopped: the disk is full")
    failed.set_state("failed")
    card.body.addWidget(failed)
    card.body.addStretch(1)


def _drop(looks: Looks, card: Card) -> None:
    calm = DropArea(looks, "Drop a PDF, JPG or PNG here", "Choose a file")
    refused = DropArea(looks, "", "Choose a file")
    refused.refuse("This file is larger than 10 MB.")
    card.body.addWidget(calm)
    card.body.addWidget(refused)


def _busy(looks: Looks, card: Card) -> None:
    rows = [
        [Button(looks, "Withdraw", "danger", "undo-2"), Button(looks, "Add document", "turn")],
        [
            Button(looks, "Walkthrough on", "chosen", "eye-off"),
            Button(looks, "", "icon", "x", name="Close"),
        ],
    ]
    busy = Button(looks, "Send", "primary", large=True)
    busy.set_busy("Sending…")
    for row in rows:
        line = QHBoxLayout()
        for button in row:
            line.addWidget(button)
        line.addStretch(1)
        card.body.addLayout(line)
    card.body.addWidget(busy)
    for kind, icon in (
        ("ok", "badge-check"),
        ("warn", "triangle-alert"),
        ("danger", "file-warning"),
    ):
        card.body.addWidget(Banner(looks, kind, icon, "Unchanged.", "All 6 parts are as exported."))
    card.body.addStretch(1)


def kit_table(stage: Stage) -> QWidget:
    """Picture 04's table."""
    looks = stage.looks
    page, grid = _sheet(looks, "Billing data")
    model = RowsModel(stage.tasks, stage.walkthrough)
    table = RowTable(looks, model, strong=frozenset({"bill_number", "total_paise"}), totals=True)
    grid.addWidget(table)
    page.show()
    model.set_source(MadeRows(1_248_306), RowQuery(Resource.TRANSACTIONS))
    model.set_columns(
        (
            "billed_at",
            "bill_number",
            "customer_name",
            "items",
            "payment_mode",
            "taxable_paise",
            "gst_paise",
            "total_paise",
            "payment_reference",
        )
    )
    stage.wait_until(lambda: model.state == "ready")
    model.data(model.index(0, 0))
    stage.wait_until(lambda: model.row(0) is not None)
    table.select_row(2)
    return page


def kit_dialog(stage: Stage) -> QWidget:
    """A question before something dangerous."""
    return confirm(
        stage.looks,
        "Withdraw “Correct my name”?",
        "Kassapos stops working on it. The receipt stays with you. You can send a new one any time.",
        "Withdraw",
        "Keep request",
        danger=True,
    )
