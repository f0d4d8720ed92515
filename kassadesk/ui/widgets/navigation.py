"""The navigation at the left: the pages, the chosen one, counts; a rail of icons when narrow."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kassadesk.ui.looks import Looks

WIDE, RAIL = 192, 80
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Place:
    """One page in the navigation."""

    key: str
    icon: str
    word: str
    count: int = 0
    """Shown as a violet bubble ("your turn"); 0 shows none."""
    short: str = ""
    """The word on the rail, where the whole one has no room; "" for the same."""


class _Places(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.places: list[Place] = []

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.places)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        place = self.places[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return place.word
        if role == Qt.ItemDataRole.AccessibleTextRole:
            waits = self.tr("{0}, {1} wait for you").format(place.word, place.count)
            return waits if place.count else place.word
        return None


class _PlaceDelegate(QStyledItemDelegate):
    def __init__(self, looks: Looks, model: _Places, view: QListView) -> None:
        super().__init__(view)
        self._looks, self._model, self._view = looks, model, view
        self.rail = False

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(64, 58) if self.rail else QSize(160, 42)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        place = self._model.places[index.row()]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_place(painter, rect, place, chosen=chosen, hovered=hovered)
        if state & QStyle.StateFlag.State_HasFocus and self._view.property("keyboardFocus") is True:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._looks.color("brand"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -3), 6, 6)
        painter.restore()

    def paint_place(
        self, painter: QPainter, rect: QRect, place: Place, *, chosen: bool, hovered: bool
    ) -> None:
        """Draw one page of the navigation into the rect."""
        item = rect.adjusted(0, 0, 0, -2)
        self._paint_ground(painter, item, chosen, hovered)
        ink = "brand" if chosen else "text2"
        if self.rail:
            self._paint_rail(painter, item, place, ink, chosen)
        else:
            self._paint_wide(painter, item, place, ink, chosen)

    def _paint_ground(self, painter: QPainter, item: QRect, chosen: bool, hovered: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or hovered:
            painter.setBrush(self._looks.color("navChosen" if chosen else "neutralTint"))
            painter.drawRoundedRect(item, 6, 6)
        if chosen:
            painter.setBrush(self._looks.color("brand"))
            height = 18
            top = item.y() + (item.height() - height) / 2
            painter.drawRoundedRect(QRectF(item.x(), top, 3, height), 1.5, 1.5)

    def _paint_wide(
        self, painter: QPainter, item: QRect, place: Place, ink: str, chosen: bool
    ) -> None:
        top = item.y() + (item.height() - 18) // 2
        self._looks.icon(place.icon, ink, 18).paint(painter, item.x() + 12, top, 18, 18)
        painter.setFont(self._looks.font("row_title" if chosen else "body"))
        painter.setPen(self._looks.color("brand" if chosen else "text2"))
        room = item.adjusted(42, 0, -40 if place.count else -8, 0)
        word = painter.fontMetrics().elidedText(
            place.word, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, word)
        if place.count:
            self._paint_count(
                painter, item.right() - 22, item.y() + item.height() // 2, place.count
            )

    def _paint_rail(
        self, painter: QPainter, item: QRect, place: Place, ink: str, chosen: bool
    ) -> None:
        left = item.x() + (item.width() - 18) // 2
        self._looks.icon(place.icon, ink, 18).paint(painter, left, item.y() + 10, 18, 18)
        painter.setFont(self._looks.font("caption_strong" if chosen else "caption"))
        painter.setPen(self._looks.color(ink))
        room = item.adjusted(2, 32, -2, -4)
        word = painter.fontMetrics().elidedText(
            place.short or place.word, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, word)
        if place.count:
            self._paint_count(painter, left + 20, item.y() + 12, place.count)

    def _paint_count(self, painter: QPainter, x: int, y: int, count: int) -> None:
        text = str(count) if count < 100 else "99+"
        font = self._looks.font("caption_strong")
        width = max(20, QFontMetrics(font).horizontalAdvance(text) + 10)
        bubble = QRectF(x - width // 2, y - 10, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._looks.color("turn"))
        painter.drawRoundedRect(bubble, 10, 10)
        painter.setFont(font)
        painter.setPen(self._looks.color("onTurn"))
        painter.drawText(bubble, Qt.AlignmentFlag.AlignCenter, text)


class _NavigationButton(QAbstractButton):
    """Looks like a page of the navigation, but does something: arrows never land on it."""

    def __init__(self, delegate: _PlaceDelegate, place: Place) -> None:
        super().__init__()
        self._delegate, self._place = delegate, place
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_word(self, word: str) -> None:
        """Say what it does (also after a change of language)."""
        self._place = replace(self._place, word=word)
        self.setAccessibleName(word)
        self.update()

    def ring_rect(self) -> QRect:
        """The ring stays inside the navigation."""
        return self.rect().adjusted(4, 4, -4, -6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: as the pages above."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._delegate.paint_place(
            painter, self.rect(), self._place, chosen=False, hovered=self.underMouse()
        )
        painter.end()


class Navigation(QFrame):
    """Pages at the top, Help at the bottom; arrows move, Enter and clicks choose.

    Signals:
        chosen (str): key of the page that is wanted.
        sign_out_wanted (): the button below the pages was pressed.
    """

    chosen = Signal(str)
    sign_out_wanted = Signal()

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._quiet = False
        self.setProperty("kind", "navigation")
        self._top, self._top_model, self._top_delegate = self._make_list()
        self._bottom, self._bottom_model, self._bottom_delegate = self._make_list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 12)
        layout.setSpacing(0)
        layout.addWidget(self._top, 1)
        layout.addWidget(self._bottom)
        self.sign_out = _NavigationButton(self._top_delegate, Place("sign_out", "log-out", ""))
        self.sign_out.clicked.connect(self.sign_out_wanted)
        layout.addWidget(self.sign_out)
        self.set_rail(False)

    @property
    def list_view(self) -> QListView:
        """The list of the pages, for focus and tests."""
        return self._top

    def set_places(self, places: tuple[Place, ...], bottom: tuple[Place, ...] = ()) -> None:
        """The pages, and those that stand at the bottom (also after a change of language)."""
        self._top.setAccessibleName(self.tr("Pages"))
        self._bottom.setAccessibleName(self.tr("More pages"))
        key = self.current()
        for model, items in ((self._top_model, places), (self._bottom_model, bottom)):
            model.beginResetModel()
            model.places = list(items)
            model.endResetModel()
        self._fit()
        if key:
            self.set_current(key)

    def set_count(self, key: str, count: int) -> None:
        """The number in the bubble of a page."""
        for model in (self._top_model, self._bottom_model):
            for row, place in enumerate(model.places):
                if place.key == key:
                    model.places[row] = replace(place, count=count)
                    model.dataChanged.emit(model.index(row), model.index(row))

    def set_current(self, key: str) -> None:
        """Show which page is open; sends nothing."""
        self._quiet = True
        for view, model in ((self._top, self._top_model), (self._bottom, self._bottom_model)):
            rows = [row for row, place in enumerate(model.places) if place.key == key]
            selection = view.selectionModel()
            if rows:
                selection.setCurrentIndex(
                    model.index(rows[0]), selection.SelectionFlag.ClearAndSelect
                )
            else:
                selection.clear()
        self._quiet = False

    def current(self) -> str:
        """Key of the page shown as chosen, "" for none."""
        for view, model in ((self._top, self._top_model), (self._bottom, self._bottom_model)):
            rows = view.selectionModel().selectedIndexes()
            if rows:
                return model.places[rows[0].row()].key
        return ""

    def set_rail(self, rail: bool) -> None:
        """80 px of icons over words, or 192 px of icons beside words."""
        self.setFixedWidth(RAIL if rail else WIDE)
        for delegate in (self._top_delegate, self._bottom_delegate):
            delegate.rail = rail
        self._fit()
        self.sign_out.setFixedHeight(58 if rail else 42)
        for view in (self._top, self._bottom):
            view.doItemsLayout()

    def _fit(self) -> None:
        height = 58 if self._bottom_delegate.rail else 42
        self._bottom.setFixedHeight(height * max(1, len(self._bottom_model.places)))

    def _make_list(self) -> tuple[QListView, _Places, _PlaceDelegate]:
        view = QListView()
        view.setProperty("kind", "places")
        view.setProperty("ringInside", True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        view.viewport().setAutoFillBackground(False)
        model = _Places(view)
        delegate = _PlaceDelegate(self._looks, model, view)
        view.setModel(model)
        view.setItemDelegate(delegate)
        # Not currentChanged: a list that gets the keyboard makes its first page current by itself, and
        # Tab must not lead anywhere.
        view.selectionModel().selectionChanged.connect(
            lambda _new, _old: self._on_wanted(model, *view.selectionModel().selectedIndexes())
        )
        view.clicked.connect(lambda index: self._on_wanted(model, index))
        view.activated.connect(lambda index: self._on_wanted(model, index))
        self._looks.changed.connect(view.viewport().update)
        return view, model, delegate

    def _on_wanted(self, model: _Places, *places: QModelIndex) -> None:
        for place in places:
            if place.isValid() and place.row() < len(model.places) and not self._quiet:
                self.chosen.emit(model.places[place.row()].key)
