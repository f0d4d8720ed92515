"""A short list as a table of two-line rows: painted heads, arrows move, Enter opens."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.two_line_delegate import TwoLineDelegate

_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
HEAD_HEIGHT = 32


class ListHeader(QHeaderView):
    """Heads in our own colours; sides as the model's alignment says."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._looks = looks
        self.setFixedHeight(HEAD_HEIGHT)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        looks.changed.connect(self.viewport().update)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Qt: one head."""
        color = self._looks.color
        painter.fillRect(rect, color("surface2"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, color("line"))
        model, across = self.model(), Qt.Orientation.Horizontal
        side = model.headerData(section, across, Qt.ItemDataRole.TextAlignmentRole)
        flags = int(Qt.AlignmentFlag.AlignLeft) if side is None else int(side)
        painter.setFont(self._looks.font("caption_strong"))
        painter.setPen(color("text2"))
        word = str(model.headerData(section, across, Qt.ItemDataRole.DisplayRole) or "")
        room = rect.adjusted(16, 0, -8, 0)
        painter.drawText(room, flags | int(Qt.AlignmentFlag.AlignVCenter), word)


class ListTable(QTableView):
    """One row per thing; the last used row stays current.

    Signals:
        opened (int): Enter on this row.
    """

    opened = Signal(int)

    def __init__(
        self,
        looks: Looks,
        model: QAbstractItemModel,
        *,
        row_height: int,
        stretch: int,
        widths: dict[int, int],
    ) -> None:
        """`stretch` is the column that takes the rest; `widths` are px of the others."""
        super().__init__()
        self.setModel(model)
        self.setHorizontalHeader(ListHeader(looks))
        self.setItemDelegate(TwoLineDelegate(looks, self, row_height=row_height))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        for column, width in widths.items():
            heads.resizeSection(column, width)

    def select_silently(self, row: int) -> None:
        """Make a row current without telling anybody; -1 for none."""
        selection = self.selectionModel()
        selection.blockSignals(True)
        if row < 0:
            self.clearSelection()
        elif self.currentIndex().row() != row or not selection.hasSelection():
            flags = QItemSelectionModel.SelectionFlag
            selection.setCurrentIndex(
                self.model().index(row, 0), flags.ClearAndSelect | flags.Rows | flags.Current
            )
        selection.blockSignals(False)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            self.setProperty("keyboardFocus", True)
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring is drawn only when the keyboard brought the focus."""
        self.setProperty("keyboardFocus", event.reason() in _KEYBOARD)
        super().focusInEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.row())
