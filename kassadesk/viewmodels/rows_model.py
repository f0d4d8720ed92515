"""RowsModel: a table of any length for a view, read page by page from a RowSource.

Road of a cell: the view asks `data` -> the page is in memory: the Lens makes the text; it is not:
"…" and the page is put on a queue, a worker reads it (`Tasks`), `dataChanged` for that page only.
`data` itself never touches disk or network. Sorting and filtering are fields of the query, done by
the source; the latest query wins: answers to an older one (an older epoch) are dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import IntEnum
from functools import lru_cache

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from kassadesk.core.errors import KassaError, SnapshotExpired
from kassadesk.core.rows import Cell, Column, Kind, Row, RowQuery, RowSource, RowSummary
from kassadesk.viewmodels.copied_rows import AT_ONCE, MOST_COPIED, read_as_text, rows_as_text
from kassadesk.viewmodels.page_cache import PAGE_ROWS, PageCache
from kassadesk.viewmodels.tasks import Task, Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough

WAITING = "…"
WORDED = frozenset({"opt_in_id"})
"""References the window has words for, like those of closed lists."""
_IN_FLIGHT = 3
_WORDS_KEPT = 1_000
"""Words of columns and closed lists that are looked up once; every cell that is painted asks."""
_RIGHT = (Kind.MONEY, Kind.COUNT, Kind.RATE)
_ROOT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class RowRole(IntEnum):
    """Roles a view may ask besides Qt's own."""

    LOADING = Qt.ItemDataRole.UserRole + 1
    """bool: the row's page is not here yet."""
    FAILED = Qt.ItemDataRole.UserRole + 2
    """bool: the row's page could not be read; `retry` asks again."""
    COLUMN_KEY = Qt.ItemDataRole.UserRole + 3
    """str: the contract's name of the column."""


class RowsModel(QAbstractTableModel):
    """Rows of one query at a time. UI thread only.

    `state` is idle (no query yet), loading (the count is being asked), ready or failed (see `error`).

    Signals:
        changed (): state, count, totals, query or columns are new.
        page_failed (KassaError): one page could not be read; its rows offer a retry.
    """

    changed = Signal()
    page_failed = Signal(object)

    def __init__(
        self, tasks: Tasks, walkthrough: Walkthrough, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._walkthrough = tasks, walkthrough
        self._source: RowSource | None = None
        self._query: RowQuery | None = None
        self._all_columns: tuple[Column, ...] = ()
        self._columns: tuple[Column, ...] = ()
        self._shown: tuple[int, ...] = ()
        self._wanted_keys: tuple[str, ...] | None = None
        self._epoch = 0
        self._page_tasks: list[Task[Sequence[Row]]] = []
        self._summary_task: Task[RowSummary] | None = None
        self._cache = PageCache()
        self._summary: RowSummary | None = None
        self._page_came = False
        self._error: KassaError | None = None
        self.set_words(lambda column: column.key, lambda column, word: word)
        self._flush = QTimer(self, singleShot=True, interval=0)
        self._flush.timeout.connect(self._ask_pages)
        walkthrough.changed.connect(self.retell)

    # --- what is asked ---------------------------------------------------------------------

    def set_source(self, source: RowSource | None, query: RowQuery | None = None) -> None:
        """Read from another source; None (signed out, file closed) forgets every row."""
        self._source = source
        self._start(query if source is not None else None)

    def set_query(self, query: RowQuery) -> None:
        """Ask something else. The rows of the old query vanish; late answers to it are dropped."""
        if query != self._query:
            self._start(query)

    def reload(self) -> None:
        """Ask the same again."""
        self._start(self._query)

    def set_columns(self, keys: Sequence[str] | None) -> None:
        """Show these columns in this order; None shows all in the contract's order."""
        self._wanted_keys = None if keys is None else tuple(keys)
        self.beginResetModel()
        self._choose_columns()
        self.endResetModel()
        self.changed.emit()

    def set_words(
        self, title_of: Callable[[Column], str], choice_of: Callable[[Column, str], str]
    ) -> None:
        """The window's words: titles of columns, and words of closed lists (Kind.CHOICE)."""
        self._title_of = lru_cache(_WORDS_KEPT)(title_of)
        self._choice_of = lru_cache(_WORDS_KEPT)(choice_of)
        self.retell()

    def retry(self, row: int) -> None:
        """Ask for the failed page of a row again."""
        page = row // PAGE_ROWS
        self._cache.forgive(page)
        self._want(page)
        self._tell_page(page)

    # --- what is known ---------------------------------------------------------------------

    @property
    def state(self) -> str:
        """idle, loading, ready or failed."""
        if self._query is None:
            return "idle"
        if self._error is not None:
            return "failed"
        return "loading" if self._summary is None else "ready"

    @property
    def error(self) -> KassaError | None:
        """Why the query failed as a whole."""
        return self._error

    @property
    def query(self) -> RowQuery | None:
        """What is shown."""
        return self._query

    @property
    def count(self) -> int:
        """Rows that fit the query; 0 until known."""
        return 0 if self._summary is None else self._summary.count

    @property
    def count_text(self) -> str:
        """The count as text, masked while a walkthrough runs."""
        return self._walkthrough.lens.count(self.count)

    @property
    def masked(self) -> bool:
        """True while the texts are masks."""
        return self._walkthrough.on

    @property
    def summary(self) -> RowSummary | None:
        """Count, totals and time of the snapshot, once known."""
        return self._summary

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns shown, in order."""
        return self._columns

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Every column of the table."""
        return self._all_columns

    def total_text(self, column: Column) -> str:
        """The sum of a column over all rows that fit, as text; "" when none is given."""
        if self._summary is None or column.key not in self._summary.totals:
            return ""
        return self._walkthrough.lens.text(column, self._summary.totals[column.key])

    def row(self, place: int) -> Row | None:
        """The values of a row in the contract's order, when its page is in memory."""
        return self._cache.row(place)

    def text(self, row: int, column: int) -> str:
        """The visible text of a cell, as the Lens gives it; "…" while its page is not here."""
        values = self._cache.row(row)
        if values is None:
            return WAITING
        return self.value_text(self.columns[column], values[self._shown[column]])

    def value_text(self, column: Column, value: Cell) -> str:
        """The visible text of a value of a column; words of closed lists come from the window."""
        lens = self._walkthrough.lens
        if (
            (column.kind is Kind.CHOICE or column.key in WORDED)
            and isinstance(value, str)
            and value
        ):
            value = self._choice_of(column, value)
        return lens.text(column, value)

    def copy_rows(self, first: int, last: int, on_text: Callable[[str], None]) -> None:
        """Give the visible text of rows `first` to `last`, at most `MOST_COPIED`: at once when they
        are few and in memory, else when they were read."""
        span = range(first, min(last, first + MOST_COPIED - 1, self.count - 1) + 1)
        source, query, epoch, text = self._source, self._query, self._epoch, self.value_text
        if source is None or query is None or not span:
            return
        columns = list(zip(self._shown, self.columns, strict=True))
        held = [row for place in span[:AT_ONCE] if (row := self._cache.row(place)) is not None]
        if len(held) == len(span):
            on_text(rows_as_text(held, columns, text))
            return
        self._tasks.run(
            lambda work: read_as_text(source, query, span, columns, text, work),
            on_done=lambda copied: on_text(copied) if epoch == self._epoch else None,
            on_failed=self.page_failed.emit,
        )

    def retell(self) -> None:
        """Every text may be another now (lens, language): let views ask again."""
        self._title_of.cache_clear()
        self._choice_of.cache_clear()
        if self.count and self._shown:
            last = self.index(self.count - 1, len(self._shown) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        if self._shown:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._shown) - 1)
        self.changed.emit()

    # --- Qt's side -----------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Qt: rows that fit."""
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Qt: columns shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: one fact of a cell; a page that is not here is put on the queue."""
        if not index.isValid():
            return None
        column = self._all_columns[self._shown[index.column()]]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight if column.kind in _RIGHT else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == RowRole.COLUMN_KEY:
            return column.key
        if role == RowRole.FAILED:
            return index.row() // PAGE_ROWS in self._cache.failed
        here = self._cache.row(index.row()) is not None
        if not here:
            self._want(index.row() // PAGE_ROWS)
        if role == RowRole.LOADING:
            return not here
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._title_of(column)}: {self.text(index.row(), index.column())}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt: the title of a column in the window's words."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._shown):
            return None
        column = self._all_columns[self._shown[section]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._title_of(column)
        if role == RowRole.COLUMN_KEY:
            return column.key
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Qt: ask the source for another order; columns it cannot sort by change nothing."""
        if self._query is None or not 0 <= column < len(self._shown):
            return
        chosen = self.columns[column]
        if chosen.sortable:
            descending = order is Qt.SortOrder.DescendingOrder
            self.set_query(replace(self._query, sort=chosen.key, descending=descending))

    # --- asking ----------------------------------------------------------------------------------

    def _start(self, query: RowQuery | None) -> None:
        self.beginResetModel()
        self._epoch += 1
        self._cancel_all()
        self._query = query
        self._summary = None
        self._error = None
        self._page_came = False
        self._cache = PageCache()
        self._choose_columns()
        self.endResetModel()
        if query is not None and self._source is not None:
            source, epoch = self._source, self._epoch
            self._summary_task = self._tasks.run(
                lambda work: source.summary(query, work),
                on_done=lambda summary: self._summary_came(epoch, summary),
                on_failed=lambda error: self._summary_failed(epoch, error),
                owner=self,
            )
        self.changed.emit()

    def _choose_columns(self) -> None:
        if self._source is None or self._query is None:
            self._all_columns, self._columns, self._shown = (), (), ()
            return
        self._all_columns = self._source.columns(self._query.resource)
        places = {column.key: place for place, column in enumerate(self._all_columns)}
        wanted = self._wanted_keys or tuple(places)
        self._shown = tuple(places[key] for key in wanted if key in places)
        self._columns = tuple(self._all_columns[place] for place in self._shown)

    def _cancel_all(self) -> None:
        self._flush.stop()
        if self._summary_task is not None:
            self._summary_task.cancel()
            self._summary_task = None
        for task in self._page_tasks:
            task.cancel()
        self._page_tasks.clear()

    def _summary_came(self, epoch: int, summary: RowSummary) -> None:
        if epoch != self._epoch:
            return
        if summary.count:
            self.beginInsertRows(QModelIndex(), 0, summary.count - 1)
        self._summary = summary
        if summary.count:
            self.endInsertRows()
        self.changed.emit()

    def _summary_failed(self, epoch: int, error: KassaError) -> None:
        if epoch == self._epoch:
            self._error = error
            self.changed.emit()

    def _want(self, page: int) -> None:
        if self._cache.want(page) and not self._flush.isActive():
            self._flush.start()

    def _ask_pages(self) -> None:
        while self._source is not None and len(self._cache.asked) < _IN_FLIGHT:
            page = self._cache.next_wanted()
            if page is None:
                return
            self._ask_page(page)

    def _ask_page(self, page: int) -> None:
        source, query, epoch = self._source, self._query, self._epoch
        assert source is not None
        assert query is not None
        task = self._tasks.run(
            lambda work: source.page(query, page * PAGE_ROWS, PAGE_ROWS, work),
            on_done=lambda rows: self._page_read(epoch, page, rows),
            on_failed=lambda error: self._page_refused(epoch, page, error),
            owner=self,
        )
        self._page_tasks = [known for known in self._page_tasks if known.running]
        self._page_tasks.append(task)

    def _page_read(self, epoch: int, page: int, rows: Sequence[Row]) -> None:
        if epoch != self._epoch:
            return
        self._page_came = True
        self._cache.keep(page, rows)
        self._tell_page(page)
        self._ask_pages()

    def _page_refused(self, epoch: int, page: int, error: KassaError) -> None:
        if epoch != self._epoch:
            return
        if isinstance(error, SnapshotExpired) and self._page_came:
            self.reload()  # a new frozen view; rows of two views are never mixed
            return
        self._cache.fail(page, error)
        self._tell_page(page)
        self.page_failed.emit(error)
        self._ask_pages()

    def _tell_page(self, page: int) -> None:
        first = page * PAGE_ROWS
        last = min(first + PAGE_ROWS, self.count) - 1
        if last >= first and self._shown:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._shown) - 1))
