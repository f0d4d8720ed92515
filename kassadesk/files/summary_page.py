"""The summary sheet: what is inside and what it adds up to, for a person to read and a chart to show.

Amounts are numbers here, so that a chart can stand on them; a reader of the page sees each as the
text of the number (`as_text`), the same after any program has saved it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.chart import BarChart

from kassadesk.core.clock import IST
from kassadesk.core.lens import month_in_words
from kassadesk.core.rows import Kind
from kassadesk.files.cells import ExcelValue, Look, Written, written
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.tally import Sum
from kassadesk.files.xlsx_sheet import XlsxSheet

WIDTHS = (34, 14, 20, 20, 20)
_MOST_BARS = 120
_HEADS = ("Bills", "Taxable value (₹)", "GST (₹)", "Total (₹)")

Cells = Sequence[Written | str]


def write_summary(sheet: XlsxSheet, ledger: Ledger, proof: Proof) -> list[list[str]]:
    """Fill the sheet; its rows as a reader will see them."""
    looks, seen, months = sheet.looks, [], range(0)
    for row in _rows(ledger, proof):
        heading = len(row) > 1 and all(isinstance(one, str) for one in row)
        if row and row[0] == "Month":
            months = range(sheet.rows + 2, sheet.rows + 2 + len(ledger.tally.by_month()))
        cells = []
        for place, one in enumerate(row):
            if not isinstance(one, str):
                cells.append(_number(sheet, one))
            elif sheet.rows == 0:
                cells.append(looks.title(one))
            elif heading and row[-1] in ("Rows", _HEADS[-1]):
                cells.append(looks.head(one))
            else:
                cells.append(looks.text(one, bold=place == 0 and not heading))
        sheet.append(cells)
        seen.append([one if isinstance(one, str) else as_text(one.value) for one in row])
    if months:
        sheet.show(_chart(sheet, months), "G2")
    return seen


def as_text(value: ExcelValue) -> str:
    """What a reader of the page makes of a cell: the same for 5, 5.0 and 5.00."""
    if value is None or isinstance(value, str):
        return value or ""
    return str(float(value))  # type: ignore[arg-type]


def _rows(ledger: Ledger, proof: Proof) -> Iterator[Cells]:
    about = proof.about
    yield ["Summary"]
    yield ["Shop", *_texts(about.shop_name)]
    yield ["Made on", about.made_at.astimezone(IST).strftime("%d-%m-%Y %H:%M IST")]
    yield ["Shows the data of", about.as_of.astimezone(IST).strftime("%d-%m-%Y %H:%M IST")]
    yield ["Snapshot", *_texts(about.snapshot_id)]
    yield []
    if about.masked:
        yield ["This is a masked copy: counts and amounts are hidden."]
        return
    yield ["What is inside", "Rows"]
    for sheet in ledger.sheets:
        yield [*_texts(sheet.name), written(Kind.COUNT, sheet.rows)]
    months = ledger.tally.by_month()
    if months:
        yield []
        yield ["Month", *_HEADS]
        for (year, month), found in months:
            yield [month_in_words(year, month), *_sums(found)]
        yield []
        yield ["GST rate", *_HEADS]
        for rate, found in ledger.tally.by_rate():
            yield ["None" if rate is None else f"{rate / 100:g} %", *_sums(found)]


def _texts(text: str) -> Iterator[str]:
    """A text of the server as its cell will show it."""
    value = written(Kind.TEXT, text).value
    if isinstance(value, str):
        yield value


def _sums(found: Sum) -> list[Written]:
    return [
        written(Kind.COUNT, found.bills),
        written(Kind.MONEY, found.taxable),
        written(Kind.MONEY, found.gst),
        written(Kind.MONEY, found.total),
    ]


def _number(sheet: XlsxSheet, one: Written) -> Any:
    cell = sheet.looks.cell(one.look)
    cell.value = one.value
    if one.look is Look.TEXT:
        cell.data_type = "s"
    return cell


def _chart(sheet: XlsxSheet, months: range) -> BarChart:
    """The total of each month as a bar; of the last ten years, when there are more."""
    shown = months[-_MOST_BARS:]
    chart = BarChart()
    chart.type, chart.title, chart.legend = "col", "Total of the bills by month (₹)", None
    chart.add_data(sheet.reference(5, shown))
    chart.set_categories(sheet.reference(1, shown))
    chart.series[0].graphicalProperties.solidFill = "0F5B66"
    chart.width, chart.height = 26, 12
    chart.x_axis.delete = chart.y_axis.delete = False
    return chart
