"""The matrix of purposes and channels, walked with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kassadesk.core.opt_ins import OptIn
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.opt_ins_parts import opt_in_words
from kassadesk.ui.pages.opt_ins_parts.choice_cell import ChoiceCell
from kassadesk.ui.pages.opt_ins_parts.locked_line import LockedLine
from kassadesk.ui.texts import channel_word, purpose_words
from kassadesk.ui.widgets.labels import Label, Rule
from kassadesk.ui.widgets.tag import Tag

CELL_PX = 98
STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class OptInMatrix(QFrame):
    """Purposes down, channels across. Draws what it is told; a press only asks.

    Signals:
        asked (str): this choice's switch was pressed.
        chosen (str): this choice's details are wanted.
        walked (str): the arrow keys came to this choice.
        reason_wanted (str): why this locked choice cannot be switched.
    """

    asked = Signal(str)
    chosen = Signal(str)
    walked = Signal(str)
    reason_wanted = Signal(str)

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self.cells: dict[str, ChoiceCell] = {}
        self.locked: dict[str, LockedLine] = {}
        self._places: dict[tuple[int, int], str] = {}

    def build(self, choices: Sequence[OptIn]) -> None:
        """Make the rows for these choices; again after a change of language."""
        self._clear()
        line = self._head()
        for group, purposes in _grouped(choices):
            line = self._group_head(line, opt_in_words.group_name(group))
            for number, purpose in enumerate(purposes):
                row = [one for one in choices if one.purpose == purpose]
                line = self._purpose(line, purpose, row, ruled=number > 0)

    def show_choice(
        self,
        opt_in: OptIn,
        on: bool,
        *,
        saving: bool,
        waits: bool,
        is_open: bool,
        after_stop: int = 0,
    ) -> None:
        """Draw one choice."""
        cell = self.cells.get(opt_in.opt_in_id)
        if cell is not None:
            cell.show_state(
                on, saving=saving, waits=waits, granted=opt_in.granted, after_stop=after_stop
            )
            cell.show_open(is_open)
        locked = self.locked.get(opt_in.opt_in_id)
        if locked is not None:
            locked.show_open(is_open)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: arrows walk from switch to switch, Enter opens the details."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            name = str(watched.property("opt_in_id") or "")
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and name in self.cells:
                self.chosen.emit(name)
                return True
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None and name:
                self._walk(name, *step)
                return True
        return super().eventFilter(watched, event)

    def _walk(self, name: str, down: int, across: int) -> None:
        row, column = next(place for place, one in self._places.items() if one == name)
        rows = sorted({place[0] for place in self._places})
        if across:
            goal = self._places.get((row, column + across))
        else:
            beyond = rows[rows.index(row) + down :] if down > 0 else rows[: rows.index(row)][::-1]
            found = (self._nearest(one, column) for one in beyond)
            goal = next(found, None)
        if goal is not None:
            self.focus(goal)
            self.walked.emit(goal)

    def _nearest(self, row: int, column: int) -> str:
        here = [place for place in self._places if place[0] == row]
        return self._places[min(here, key=lambda place: abs(place[1] - column))]

    def focus(self, name: str) -> None:
        """Put the keyboard focus on a choice."""
        cell = self.cells.get(name)
        target = cell.switch if cell is not None else self.locked[name].button
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _head(self) -> int:
        self._grid.addWidget(self._cell_text(self.tr("What you receive")), 0, 0)
        for column, channel in enumerate(opt_in_words.CHANNELS, start=1):
            words = self._cell_text(channel_word(channel), left=8)
            words.setMinimumWidth(CELL_PX)
            self._grid.addWidget(words, 0, column)
        return self._rule(1)

    def _cell_text(self, text: str, left: int = 16) -> QWidget:
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(left, 7, 8, 7)
        layout.addWidget(Label(self._looks, text, "caption_strong", "text2", wrap=True))
        return holder

    def _group_head(self, line: int, text: str) -> int:
        holder = QFrame()
        holder.setProperty("kind", "group")
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(16, 7, 16, 7)
        layout.addWidget(Label(self._looks, text, "caption_strong", "text2", wrap=True))
        if line > 2:
            line = self._rule(line)
        self._grid.addWidget(holder, line, 0, 1, 5)
        return self._rule(line + 1)

    def _rule(self, line: int) -> int:
        self._grid.addWidget(Rule(), line, 0, 1, 5)
        return line + 1

    def _purpose(self, line: int, purpose: str, row: Sequence[OptIn], *, ruled: bool) -> int:
        if ruled:
            line = self._rule(line)
        self._grid.addWidget(self._purpose_name(purpose, row[0].label), line, 0)
        for opt_in in row:
            if opt_in.lock is not None:
                self._add_locked(line, opt_in)
            else:
                self._add_switch(line, opt_in)
        return line + 1

    def _purpose_name(self, purpose: str, label: str) -> QWidget:
        holder = QWidget()
        words = QVBoxLayout(holder)
        words.setContentsMargins(16, 6, 12, 7)
        words.setSpacing(0)
        name, hint = purpose_words(purpose)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(self._looks, name, "key"))
        head.addWidget(Tag(self._looks, opt_in_words.label_name(label)))
        head.addStretch(1)
        words.addStretch(1)
        words.addLayout(head)
        if hint:
            words.addWidget(Label(self._looks, hint, "caption", "text2", wrap=True))
        words.addStretch(1)
        return holder

    def _add_switch(self, line: int, opt_in: OptIn) -> None:
        name = opt_in.opt_in_id
        cell = ChoiceCell(self._looks, opt_in)
        cell.setMinimumWidth(CELL_PX)
        cell.chosen.connect(lambda: self.chosen.emit(name))
        cell.switch.clicked.connect(lambda: self.asked.emit(name))
        cell.switch.setProperty("opt_in_id", name)
        cell.switch.installEventFilter(self)
        known = opt_in.channel in opt_in_words.CHANNELS
        column = opt_in_words.CHANNELS.index(opt_in.channel) + 1 if known else 1
        self._grid.addWidget(cell, line, column)
        self.cells[name] = cell
        self._places[line, column] = name

    def _add_locked(self, line: int, opt_in: OptIn) -> None:
        assert opt_in.lock is not None
        name = opt_in.opt_in_id
        locked = LockedLine(self._looks, opt_in, opt_in.lock)
        locked.wanted.connect(lambda: self.chosen.emit(name))
        locked.button.setProperty("opt_in_id", name)
        locked.button.installEventFilter(self)
        self._grid.addWidget(locked, line, 1, 1, 4)
        self.locked[name] = locked
        self._places[line, 1] = name

    def _clear(self) -> None:
        self.cells.clear()
        self.locked.clear()
        self._places.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _grouped(choices: Sequence[OptIn]) -> list[tuple[str, list[str]]]:
    """Groups with the purposes that are there; purposes we do not know come last, as "other"."""
    there = list(dict.fromkeys(one.purpose for one in choices))
    known = [
        (name, [one for one in all_of if one in there]) for name, all_of in opt_in_words.GROUPS
    ]
    named = {one for _, all_of in opt_in_words.GROUPS for one in all_of}
    rest = [one for one in there if one not in named]
    return [(name, purposes) for name, purposes in [*known, ("other", rest)] if purposes]
