"""The words of an export: kinds of data, steps, time left, why it cannot start."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.exports import EarlierCopy, ExportFormat, ExportPlan, PastExport
from kassadesk.core.held import CategoryId
from kassadesk.core.lens import Lens, day_in_words
from kassadesk.ui.pages.export_parts import lock_words
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.texts import category_title, category_unit
from kassadesk.viewmodels.export_progress import Progress

translate = QCoreApplication.translate


def category_count(category: CategoryId, count: int, lens: Lens) -> str:
    """How much of a kind is held, with its unit."""
    return f"{lens.count(count)} {category_unit(category, count)}"


def year_name(year: str) -> str:
    """FY 2026-27, in Latin letters in every language."""
    return f"FY {year}"


def format_name(kind: ExportFormat) -> str:
    """The kind of file."""
    if kind is ExportFormat.EXCEL:
        return translate("Export", "Excel workbook")
    return translate("Export", "CSV files in a zip")


def what_is_taken(what: ExportPlan | PastExport) -> str:
    """Everything, or the kinds by name, with the years when they are limited."""
    taken = [c for c in CategoryId if c in what.categories]
    if len(taken) == len(CategoryId):
        text = translate("Export", "Everything")
    else:
        text = ", ".join(category_title(c) for c in taken)
    years = [year for year in (what.from_year, what.to_year) if year]
    if len(years) == 1 or (years and years[0] == years[1]):
        text = f"{text}, {year_name(years[0])}"
    elif years:
        text = translate("Export", "{what}, {first} to {last}").format(
            what=text, first=year_name(years[0]), last=year_name(years[1])
        )
    return _with_since(text, what)


def _with_since(text: str, what: ExportPlan | PastExport) -> str:
    since = what.since.as_of if isinstance(what.since, EarlierCopy) else what.since
    if since is None:
        return text
    return translate("Export", "{what}, new since {day}").format(what=text, day=day_in_words(since))


def file_kind(kind: ExportFormat, masked: bool, locked: bool = False) -> str:
    """Excel workbook, or Excel workbook, password, masked copy."""
    text = format_name(kind)
    if locked:
        text = translate("Export", "{kind}, password").format(kind=text)
    if masked:
        text = translate("Export", "{kind}, masked copy").format(kind=text)
    return text


def step_words(progress: Progress) -> str:
    """Step 2 of 3: writing Bills."""
    step, _, sheet = progress.step.partition(":")
    if step == "writing" and sheet:
        return translate("Export", "step 2 of 3: writing {sheet}").format(sheet=sheet)
    return {
        "reading": translate("Export", "step 1 of 3: reading from Kassapos"),
        "writing": translate("Export", "step 2 of 3: writing the file"),
        "verifying": translate("Export", "step 3 of 3: reading the file back and comparing"),
        "locking": translate("Export", "step 3 of 3: locking the file"),
        "waiting": translate("Export", "finished; waiting for another program to let go of it"),
        "checking_lock": translate("Export", "step 3 of 3: trying the password"),
    }.get(step, translate("Export", "preparing"))


def meanwhile(plan: ExportPlan) -> str:
    """What the person may do while it runs. A masked copy keeps nothing to go on from."""
    free = translate("Export", "You can use other pages meanwhile.")
    if plan.masked:
        return free
    goes_on = translate("Export", "If the line breaks, another try goes on from there.")
    return f"{free} {goes_on}"


def time_left(progress: Progress, lens: Lens) -> str:
    """About 3 minutes left · 2,450 rows a second; "" while not known."""
    seconds, speed = progress.seconds_left, progress.rows_a_second
    if seconds is None:
        return ""
    if seconds < 60:
        left = counted(
            max(1, seconds),
            translate("Export", "About {n} second left"),
            translate("Export", "About {n} seconds left"),
        )
    else:
        left = counted(
            round(seconds / 60),
            translate("Export", "About {n} minute left"),
            translate("Export", "About {n} minutes left"),
        )
    if speed is None:
        return left
    rate = translate("Export", "{n} rows a second").format(n=lens.count(speed))
    return f"{left} · {rate}"


def counts(progress: Progress, lens: Lens) -> str:
    """7,91,240 of 12,48,306 rows · 138 MB; "" while nothing is known."""
    if not progress.total:
        return ""
    if not progress.counts_rows:
        return translate("Export", "{done} of {total}").format(
            done=lens.size(progress.done), total=lens.size(progress.total)
        )
    text = translate("Export", "{done} of {total} rows").format(
        done=lens.count(progress.done), total=lens.count(progress.total)
    )
    size = progress.size_bytes
    return f"{text} · {lens.size(size)}" if size else text


def why_not(code: str) -> str:
    """Why an export cannot start now; "" when it can."""
    return {
        "running": translate(
            "Export", "One export runs at a time. You can start this when the other ends."
        ),
        "loading": translate("Export", "Kassapos has not yet said what it holds."),
        "nothing_chosen": translate("Export", "Choose at least one kind of data."),
        "years_crossed": translate("Export", "The first year is later than the last one."),
        "since_reading": translate("Export", "The earlier copy is being read."),
        "since_missing": translate("Export", "Choose the earlier copy to go on from."),
    }.get(code, "") or lock_words.why_not(code)
