"""RowTable: a big table with head, totals, and a word for every state."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScrollBar,
    QStackedLayout,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.own_clipboard import OwnClipboard
from kassadesk.ui.texts import choice_word, column_title
from kassadesk.ui.widgets.empty_state import EmptyState
from kassadesk.ui.widgets.error_card import ErrorCard
from kassadesk.ui.widgets.loading_rows import LoadingRows
from kassadesk.ui.widgets.row_header import PADDING, RIGHT_KINDS, RowHeader, TotalsStrip
from kassadesk.ui.widgets.two_line_delegate import AnyIndex, TwoLineDelegate, paint_grey_bar
from kassadesk.viewmodels.rows_model import RowRole, RowsModel

ROW_HEIGHT = 36
_MOST_WIDTH = 280
_SAMPLED_ROWS = 60
_MEASURED_TEXTS = 6
"""Of a column only the texts with most letters are measured: each one takes Qt a while."""


class RowDelegate(TwoLineDelegate):
    """One line per row: key columns bold, the time of day quieter, grey bars while loading."""

    def __init__(
        self, looks: Looks, view: QWidget, model: RowsModel, strong: frozenset[str]
    ) -> None:
        super().__init__(looks, view, row_height=ROW_HEIGHT)
        self._rows, self._strong = model, strong

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Qt: fixed; nothing is measured."""
        return QSize(80, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Qt: draw one cell."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        self.paint_ground(painter, rect, state, index)
        room = rect.adjusted(PADDING if index.column() == 0 else 8, 0, -8, -1)
        if index.data(RowRole.FAILED):
            self._paint_failed(painter, room, index)
        elif index.data(RowRole.LOADING):
            paint_grey_bar(painter, room, self._looks, (0.55, 0.8, 0.65)[index.row() % 3])
        else:
            self._paint_text(painter, room, index)
        self.paint_focus(painter, rect, state, index)
        painter.restore()

    def _paint_failed(self, painter: QPainter, room: QRect, index: AnyIndex) -> None:
        if index.column() == 0:
            self._looks.icon("refresh-cw", "danger", 14).paint(
                painter, room.x(), room.y() + 11, 14, 14
            )
            painter.setFont(self._looks.font("table"))
            painter.setPen(self._looks.color("danger"))
            words = self.tr("Not read. Press to try again.")
            text_room = room.adjusted(22, 0, 0, 0)
            words = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, text_room.width()
            )
            painter.drawText(text_room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_text(self, painter: QPainter, room: QRect, index: AnyIndex) -> None:
        column = self._rows.columns[index.column()]
        text = str(index.data(Qt.ItemDataRole.DisplayRole)).replace("\n", " ")
        painter.setFont(self._looks.font("key" if column.key in self._strong else "table"))
        painter.setPen(self._looks.color("text"))
        metrics = painter.fontMetrics()
        if column.kind is Kind.TIME and " " in text:
            day, _, clock = text.partition(" ")
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, day)
            painter.setPen(self._looks.color("text3"))
            rest = room.adjusted(metrics.horizontalAdvance(day + " "), 0, 0, 0)
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, clock)
            return
        side = (
            Qt.AlignmentFlag.AlignRight
            if column.kind in RIGHT_KINDS
            else Qt.AlignmentFlag.AlignLeft
        )
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)


class RowView(QTableView):
    """The bare view: keyboard, copy, retry."""

    copied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Ctrl+C copies, Enter opens, Ctrl+Shift+S sorts by this column."""
        ctrl_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_S and event.modifiers() == ctrl_shift:
            self.horizontalHeader().sectionClicked.emit(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a press on a failed row asks for its page again."""
        index = self.indexAt(event.position().toPoint())
        model = self.model()
        if index.isValid() and index.data(RowRole.FAILED) and isinstance(model, RowsModel):
            model.retry(index.row())
        super().mousePressEvent(event)


class RowScrollBar(QScrollBar):
    """The bar at the right of the rows: head and lines go on under it, as if it lay on the rows."""

    def __init__(self, looks: Looks, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._looks, self._view = looks, view
        self.setProperty("kind", "rows")
        self.valueChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the ground of the rows, then the thumb."""
        painter = QPainter(self)
        color, wide = self._looks.color, self.width()
        head = self._view.horizontalHeader().height()
        painter.fillRect(self.rect(), color("surface"))
        current = self._view.currentIndex().row()
        first = self._view.rowAt(0)
        while first >= 0:
            top = head + self._view.rowViewportPosition(first)
            if top > self.height() or first >= self._view.model().rowCount():
                break
            if self._view.selectionModel().isRowSelected(first) or first == current:
                painter.fillRect(0, top, wide, ROW_HEIGHT, color("brandTint"))
            painter.fillRect(0, top + ROW_HEIGHT - 1, wide, 1, color("line"))
            first += 1
        painter.fillRect(0, 0, wide, head, color("surface2"))
        painter.fillRect(0, head - 1, wide, 1, color("line"))
        painter.end()
        super().paintEvent(event)


class RowTable(QFrame):
    """Shows a RowsModel. `strong` names the columns in bold; `totals` adds the strip of sums.

    Signals:
        opened (int): Enter or double click on a row.
        current_changed (int): another row is current, -1 for none.
        show_all (): the button of the empty result was pressed (take the filters away).
    """

    opened = Signal(int)
    current_changed = Signal(int)
    show_all = Signal()

    def __init__(
        self,
        looks: Looks,
        model: RowsModel,
        *,
        strong: frozenset[str] = frozenset(),
        totals: bool = False,
        name: str = "",
    ) -> None:
        super().__init__()
        self._looks, self._rows, self._strong = looks, model, strong
        self.setProperty("kind", "card")
        model.set_words(column_title, choice_word)
        self.view = RowView()
        self.view.setAccessibleName(name or self.tr("Table"))
        self.header = RowHeader(looks, model, self.view)
        self.totals = TotalsStrip(looks, model, self.header) if totals else None
        self._set_up_view()
        self._loading = LoadingRows(looks, row_height=ROW_HEIGHT)
        self.empty = EmptyState(looks, "search-x", "", "", button=" ", kind="secondary")
        self.error = ErrorCard(looks)
        self._lay_out()
        self._measured: object = None
        self._measure_soon = QTimer(self, singleShot=True, interval=0)
        self._measure_soon.timeout.connect(self._measure)
        self._connect()
        self.retranslate()
        self._show_state()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what came while the table was hidden is measured now."""
        super().showEvent(event)
        self._on_data()

    def say_empty(self, title: str, text: str, button: str) -> None:
        """The words for a result without rows; "" for no button."""
        self.empty.say(title, text, button)
        if self.empty.button is not None:
            self.empty.button.setVisible(bool(button))

    def retranslate(self) -> None:
        """Say everything again in the language in force."""
        self.say_empty(
            self.tr("Nothing fits"),
            self.tr("No row fits these filters. Take them away to see everything."),
            self.tr("Show everything"),
        )
        self._rows.retell()

    def current_row(self) -> int:
        """The current row, -1 for none."""
        index = self.view.currentIndex()
        return index.row() if index.isValid() else -1

    def first_and_last_row(self) -> tuple[int, int]:
        """The rows on screen as numbers from 0; (-1, -1) without rows."""
        first = self.view.rowAt(1)
        if first < 0:
            return (-1, -1)
        last = self.view.rowAt(self.view.viewport().height() - 2)
        return (first, last if last >= 0 else self._rows.count - 1)

    def copy(self) -> str:
        """Put the selected cells on the clipboard as tab-separated text; the Lens masks them too.

        Gives the text when the rows are here; those that must be read first come a little later.
        """
        chosen: Iterable[QItemSelectionRange] = self.view.selectionModel().selection()  # type: ignore[assignment]  # it is one
        ranges = list(chosen)
        if not ranges:
            return ""
        first, last = min(r.top() for r in ranges), max(r.bottom() for r in ranges)
        copied: list[str] = []

        def take(text: str) -> None:
            copied.append(text)
            if text:
                OwnClipboard.of_this_program().put(text)

        if first == last and self.view.currentIndex().isValid():
            take(self._rows.text(first, self.view.currentIndex().column()))
        else:
            self._rows.copy_rows(first, last, take)
        return copied[0] if copied else ""

    def _set_up_view(self) -> None:
        view = self.view
        bar = RowScrollBar(self._looks, view)
        view.setVerticalScrollBar(bar)
        view.setHorizontalHeader(self.header)
        view.setModel(self._rows)
        view.setItemDelegate(RowDelegate(self._looks, view, self._rows, self._strong))
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setCornerButtonEnabled(False)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setMouseTracking(True)
        view.setTabKeyNavigation(False)
        view.setProperty("ringInside", True)
        view.selectionModel().selectionChanged.connect(bar.update)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        for page in (self.view, self._loading, self.empty, self.error):
            self._stack.addWidget(page)
        outer.addWidget(holder, 1)
        if self.totals is not None:
            outer.addWidget(self.totals)

    def _connect(self) -> None:
        self._rows.changed.connect(self._show_state)
        self._rows.dataChanged.connect(self._on_data)
        self._rows.modelReset.connect(self._on_reset)
        self._looks.changed.connect(self.view.viewport().update)
        self.header.sectionClicked.connect(self._sort_by)
        self.view.activated.connect(lambda index: self.opened.emit(index.row()))
        self.view.copied.connect(self.copy)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.error.again.connect(self._rows.reload)
        if self.empty.button is not None:
            self.empty.button.clicked.connect(self.show_all)

    def _sort_by(self, section: int) -> None:
        query = self._rows.query
        if query is None or not 0 <= section < len(self._rows.columns):
            return
        same = self._rows.columns[section].key == self.header.sorted_key()
        ascending = Qt.SortOrder.AscendingOrder
        first = (
            Qt.SortOrder.DescendingOrder
            if self._rows.columns[section].kind in (*RIGHT_KINDS, Kind.TIME, Kind.DAY)
            else ascending
        )
        turned = ascending if query.descending else Qt.SortOrder.DescendingOrder
        self._rows.sort(section, turned if same else first)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit(current.row() if current.isValid() else -1)

    def _on_reset(self) -> None:
        self.current_changed.emit(-1)

    def _on_data(self) -> None:
        if self._measured != self._measure_key():
            self._measure_soon.start()

    def _show_state(self) -> None:
        state = self._rows.state
        if state == "failed" and self._rows.error is not None:
            self.error.show_error(self._rows.error)
            self._stack.setCurrentWidget(self.error)
        elif state == "ready" and self._rows.count == 0:
            self._stack.setCurrentWidget(self.empty)
        elif state == "ready":
            self._stack.setCurrentWidget(self.view)
            self._on_data()
        else:
            self._stack.setCurrentWidget(self._loading)
        if self.totals is not None:
            self.totals.setVisible(state == "ready" and self._rows.count > 0)
            self.totals.say(self.tr("Total of {0} shown").format(self._rows.count_text))

    def _measure_key(self) -> object:
        here = self._rows.count > 0 and self._rows.row(0) is not None
        query = self._rows.query
        masked = self._rows.masked  # widths of what is hidden would tell its length
        return (query.resource if query else None, tuple(self._rows.columns), here, masked)

    def _measure(self) -> None:
        """Give each column the room its first rows and its title need; when hidden, once it is seen."""
        if not self.isVisible():
            return
        self._measured = self._measure_key()
        title, words = (QFontMetrics(self._looks.font(role)) for role in ("caption_strong", "key"))
        widths: list[int] = []
        for place, column in enumerate(self._rows.columns):
            head = self._rows.headerData(place, Qt.Orientation.Horizontal)
            width = title.horizontalAdvance(str(head)) + 16
            sample = min(self._rows.count, _SAMPLED_ROWS)
            texts = [self._rows.text(row, place) for row in range(sample)]
            texts.append(self._rows.total_text(column))
            longest = sorted(set(texts), key=len)[-_MEASURED_TEXTS:]
            width = max([width, *(words.horizontalAdvance(text) for text in longest)])
            widths.append(min(width, _MOST_WIDTH) + (PADDING if place == 0 else 8) + 12)
        bar = self.view.verticalScrollBar().sizeHint().width()  # it may come after the measuring
        spare = max(0, self.view.width() - bar - sum(widths)) // max(1, len(widths))
        for place, width in enumerate(widths):
            self.header.resizeSection(place, width + min(spare, 40))

    def select_row(self, row: int) -> None:
        """Make a row current and bring it into view."""
        index = self._rows.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(
            index, flags.ClearAndSelect | flags.Rows | flags.Current
        )
        self.view.scrollTo(index)
