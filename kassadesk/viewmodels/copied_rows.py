"""Rows as text for the clipboard: cells parted by tabs, rows by line ends, as spreadsheets take them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kassadesk.core.rows import Cell, Column, Row, RowQuery, RowSource
from kassadesk.core.work import Work

MOST_COPIED = 50_000
"""Rows put on the clipboard at most; who wants more exports them."""
AT_ONCE = 500
"""Rows whose text is made on the UI thread, when they are in memory."""
_PAGE = 1_000

TextOf = Callable[[Column, Cell], str]


def rows_as_text(rows: Sequence[Row], columns: Sequence[tuple[int, Column]], text: TextOf) -> str:
    """The visible text of rows; `columns` are the columns shown with their place in a row."""
    return "\n".join(
        "\t".join(text(column, row[place]) for place, column in columns) for row in rows
    )


def read_as_text(
    source: RowSource,
    query: RowQuery,
    span: range,
    columns: Sequence[tuple[int, Column]],
    text: TextOf,
    work: Work,
) -> str:
    """The visible text of rows that must be read first. Blocking; raises KassaError, Cancelled."""
    return "\n".join(
        rows_as_text(source.page(query, start, min(_PAGE, span.stop - start), work), columns, text)
        for start in range(span.start, span.stop, _PAGE)
    )
