"""A cell as it stands in a worksheet, typed by the kind of its column; and whole columns at once.

The kind of the column decides, not the look of the cell: another program may show an amount as a
date or a time as a number without changing what is held.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from kassadesk.core.clock import IST
from kassadesk.core.rows import Cell, Kind
from kassadesk.files.cells import read_back
from kassadesk.files.guarded_zip import Refused
from kassadesk.files.parsed_rows import RawCell
from kassadesk.files.shared_texts import SharedTexts
from kassadesk.files.xml_stream import plain_text

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - serial numbers have no zone
_DAY_ZERO_UTC = _DAY_ZERO.replace(tzinfo=IST).astimezone(UTC)
_FIRST_SERIAL = 61
"""1 March 1900; programs disagree on the days before (ECMA-376 part 1, 18.17.4.1)."""
_DAY_SECONDS = 86_400
_SLACK_SECONDS = 0.02
"""Programs keep 15 digits of a serial number, some fewer; a real change is a second at least."""

NUMERIC = frozenset({Kind.MONEY, Kind.RATE, Kind.COUNT, Kind.TIME, Kind.DAY})


class OddValue(ValueError):
    """A text that is not how a value of this kind is usually written."""


def value_of(kind: Kind, cell: RawCell, texts: SharedTexts) -> Cell:
    """The value of one cell of any type; what does not fit the kind becomes a text that says so."""
    if cell.type in ("inlineStr", "str"):
        return cell.text or None
    try:
        if cell.type == "s":
            return texts[int(cell.text)] or None
        if cell.type == "b":
            return read_back(kind, cell.text == "1")
        if cell.type == "d":
            return read_back(kind, datetime.fromisoformat(cell.text))
        if cell.type in ("", "n"):
            return _number(kind, cell.text)
    except IndexError as error:
        raise Refused("damaged") from error
    except (ValueError, OverflowError):
        pass
    return f"[{cell.type or 'number'}] {cell.text}" if cell.text else None


def _number(kind: Kind, text: str) -> Cell:
    if not text:
        return None
    number = float(text)
    if kind in (Kind.TIME, Kind.DAY):
        return read_back(kind, _DAY_ZERO + timedelta(seconds=_seconds(text)))
    return read_back(kind, int(number) if number.is_integer() else number)


def _seconds(text: str) -> int:
    exact = float(text) * _DAY_SECONDS
    whole = round(exact)
    if abs(exact - whole) > _SLACK_SECONDS or whole < _FIRST_SERIAL * _DAY_SECONDS:
        raise OddValue(text)
    return whole


# --- columns -------------------------------------------------------------------------------------

Texts = Sequence[str]


def text_column(texts: Texts, *, marked: bool) -> list[Cell]:
    """Texts of a column; `marked` when any may hold a reference or an escape."""
    if marked:
        return [plain_text(text) if text else None for text in texts]
    return [text or None for text in texts]


def shared_column(inline: Texts, numbers: Texts, texts: SharedTexts, *, marked: bool) -> list[Cell]:
    """Texts of a column that stand in the shared table or in the cell. Raises IndexError."""
    return [
        texts[int(number)] or None if number else cell
        for number, cell in zip(numbers, text_column(inline, marked=marked), strict=True)
    ]


def number_column(kind: Kind, texts: Texts) -> list[Cell]:
    """Values of a column of numbers. Raises ValueError, OverflowError for any odd one."""
    return _COLUMNS[kind](texts)


def _scaled(factor: int) -> Callable[[Texts], list[Cell]]:
    def value(text: str) -> int:
        exact = float(text) * factor
        whole = round(exact)
        if abs(exact - whole) > max(1e-6, abs(whole) * 3e-16):  # as `cells.read_back` has it
            raise OddValue(text)
        return whole

    return lambda texts: [value(text) if text else None for text in texts]


def _times(texts: Texts) -> list[Cell]:
    return [_DAY_ZERO_UTC + timedelta(seconds=_seconds(text)) if text else None for text in texts]


def _days(texts: Texts) -> list[Cell]:
    found: list[Cell] = []
    for text in texts:
        days, rest = divmod(_seconds(text), _DAY_SECONDS) if text else (0, 0)
        if rest:
            raise OddValue(text)
        found.append((_DAY_ZERO + timedelta(days)).date() if text else None)
    return found


_COLUMNS: dict[Kind, Callable[[Texts], list[Cell]]] = {
    Kind.MONEY: _scaled(100),
    Kind.RATE: _scaled(10_000),
    Kind.COUNT: _scaled(1),
    Kind.TIME: _times,
    Kind.DAY: _days,
}
