"""Export: what to take, the one that runs now, and the ones made earlier on this PC."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.errors import KassaError
from kassadesk.core.exports import ExportFormat, ExportPlan, ExportReport, PastExport
from kassadesk.core.free_names import free_name
from kassadesk.core.held import Category, CategoryId
from kassadesk.core.merchant import Merchant
from kassadesk.core.rows import Resource, RowQuery
from kassadesk.core.work import Gauge
from kassadesk.viewmodels.export_lock import ExportLock
from kassadesk.viewmodels.export_progress import Pace, Progress
from kassadesk.viewmodels.export_since import ExportSince

if TYPE_CHECKING:
    from kassadesk.core.work import Work
    from kassadesk.services.exports import ExportService
    from kassadesk.services.records import RecordsService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.tasks import Task, Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough


_KIND_OF = {
    Resource.FIELDS: CategoryId.BUSINESS,
    Resource.FIELD_CHANGES: CategoryId.BUSINESS,
    Resource.TRANSACTIONS: CategoryId.BILLING,
    Resource.USAGE_EVENTS: CategoryId.USAGE,
    Resource.DEVICES: CategoryId.DEVICE,
    Resource.SIGN_INS: CategoryId.DEVICE,
    Resource.MESSAGES: CategoryId.CONTACT,
    Resource.CONSENT_EVENTS: CategoryId.CONTACT,
}
"""The kind of data each table is exported with."""


@dataclass(frozen=True, slots=True)
class ExportBasis:
    """What must be known before an export can be chosen."""

    merchant: Merchant
    categories: tuple[Category, ...]
    years: tuple[str, ...]
    """Financial years of this shop, oldest first."""
    history: tuple[PastExport, ...]


class ExportsViewModel(QObject):
    """One export at a time, and the list of earlier ones.

    Signals:
        changed (): choices, list, error or running state is new.
        progressed (): only `progress` is new; comes often while an export runs.
        finished (ExportReport): the file is written, read back and found whole.
    """

    changed = Signal()
    progressed = Signal()
    finished = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        walkthrough: Walkthrough,
        exports: ExportService,
        records: RecordsService,
        folder: Path,
        own_folder: Path | None = None,
    ) -> None:
        """`own_folder`: where exports go unless the person chose another; made when first used."""
        super().__init__()
        self._tasks = tasks
        self._notices = notices
        self.walkthrough = walkthrough
        self._exports = exports
        self._records = records
        self._own_folder = own_folder
        self._task: Task[ExportReport] | None = None
        self._pace, self._gauge = Pace(), Gauge()
        self.lock = ExportLock()
        """The password of the next workbook."""
        self.since = ExportSince(tasks, exports)
        """The earlier copy that the next export goes on from."""
        self.basis: ExportBasis | None = None
        self.loading = False
        self.load_error: KassaError | None = None
        self.chosen: frozenset[CategoryId] = frozenset(CategoryId)
        self.from_year = ""
        self.to_year = ""
        self.format = ExportFormat.EXCEL
        self._masked = False
        self.folder = folder
        self.running: ExportPlan | None = None
        self.cancelling = False
        self.progress = Progress()
        self.error: KassaError | None = None
        self.last_plan: ExportPlan | None = None
        self.last_report: ExportReport | None = None
        self.checking: frozenset[Path] = frozenset()
        for part in (walkthrough, self.lock, self.since):
            part.changed.connect(self.changed)

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def history(self) -> tuple[PastExport, ...]:
        """Earlier exports of this shop, newest first."""
        return self.basis.history if self.basis else ()

    @property
    def masked(self) -> bool:
        """Whether the next export hides personal values; always while a walkthrough runs."""
        return self._masked or self.walkthrough.on

    @property
    def locks(self) -> bool:
        """Whether the next export gets a password; only a workbook can have one."""
        return self.lock.wanted and self.format is ExportFormat.EXCEL

    @property
    def not_whole(self) -> tuple[CategoryId, ...]:
        """Kinds of data that the earlier copy and the next export would not hold whole."""
        from_year, to_year = self._years()
        return self.since.not_whole(self.chosen, from_year, to_year)

    @property
    def goes_on(self) -> bool:
        """After an error: whether what had arrived is kept, so that another try goes on from it."""
        plan, error = self.last_plan, self.error
        return bool(plan and error and self._exports.goes_on_after(plan, error))

    @property
    def cannot_start(self) -> str:
        """Why an export cannot start now (a code), "" when it can.

        Codes: loading, running, nothing_chosen, years_crossed, since_reading, since_missing, and
        those of `ExportLock.trouble`.
        """
        if self.running is not None:
            return "running"
        if self.basis is None:
            return "loading"
        if not self.chosen:
            return "nothing_chosen"
        if self.from_year > self.to_year:
            return "years_crossed"
        if self.since.reading is not None:
            return "since_reading"
        if self.since.wanted and self.since.copy is None:
            return "since_missing"
        return self.lock.trouble if self.locks else ""

    @property
    def suggested_name(self) -> str:
        """File name without any personal value; free numbers are found when the export starts."""
        if self.basis is None:
            return ""
        return self._exports.suggested_name(self._plan(self.folder), self.basis.merchant)

    # --- choices ---------------------------------------------------------------------------------

    def take(self, category: CategoryId, wanted: bool) -> None:
        """Take one kind of data, or leave it out."""
        self.chosen = self.chosen | {category} if wanted else self.chosen - {category}
        self.changed.emit()

    def take_query(self, query: RowQuery) -> None:
        """Take only the kind of data a table shows, of its financial year where it shows one.

        An export holds whole years, so the other filters of the table do not travel.
        """
        self.chosen = frozenset({_KIND_OF.get(query.resource, CategoryId.BILLING)})
        year = query.where.financial_year
        if year:
            self.from_year = self.to_year = year
        self.changed.emit()

    def set_years(self, from_year: str, to_year: str) -> None:
        """Take billing data of these financial years, both included."""
        self.from_year, self.to_year = from_year, to_year
        self.changed.emit()

    def set_format(self, kind: ExportFormat) -> None:
        """Write Excel or CSV."""
        self.format = kind
        self.changed.emit()

    def set_masked(self, masked: bool) -> None:
        """Hide personal values in the file, or not."""
        self._masked = masked
        self.changed.emit()

    def set_folder(self, folder: Path) -> None:
        """Write into this folder."""
        self.folder, self.error = folder, None
        self.changed.emit()

    # --- commands --------------------------------------------------------------------------------

    def load(self) -> None:
        """Read what can be exported and what was exported before."""
        if self.loading:
            return
        self.loading, self.load_error = True, None
        self.changed.emit()
        self._tasks.run(self._read_basis, self._on_basis, self._on_basis_failed)

    def start(self) -> None:
        """Export what is chosen into a free file name in the chosen folder."""
        if self.cannot_start or self.basis is None:
            return
        merchant, folder = self.basis.merchant, self.folder
        plan = self._plan(folder / self.suggested_name)

        def export(work: Work) -> ExportReport:
            free = free_name(folder, self._exports.suggested_name(plan, merchant))
            return self._exports.export(replace(plan, target=folder / free), work, self._gauge)

        self._run(plan, export)

    def start_again(self, *, replacing: bool = False) -> None:
        """Run the last plan once more; `replacing` lets it replace the file that is in its way."""
        plan = self.last_plan
        if plan is None or self.running is not None:
            return
        again = replace(plan, replace=replacing, masked=plan.masked or self.walkthrough.on)
        self._run(again, lambda work: self._exports.export(again, work, self._gauge))

    def start_as(self, target: Path) -> None:
        """Export what is chosen into exactly this file; one that is there already is not touched."""
        if self.cannot_start:
            return
        plan = self._plan(target)
        self._run(plan, lambda work: self._exports.export(plan, work, self._gauge))

    def cancel(self) -> None:
        """Stop the running export; nothing half-written stays behind."""
        if self._task is not None and not self.cancelling:
            self.cancelling = True
            self._task.cancel()
            self.changed.emit()

    def check_all(self) -> None:
        """Look at each earlier export again: unchanged, changed, gone."""
        for past in self.history:
            self.check(past)

    def check(self, past: PastExport, at: Path | None = None) -> None:
        """Look at one earlier export again; `at` says where it is now."""
        if past.path in self.checking:
            return
        self.checking = self.checking | {past.path}
        self.changed.emit()
        looked_at = replace(past, path=at) if at else past
        self._tasks.run(
            lambda work: self._exports.check_again(looked_at, work),
            lambda checked: self._on_checked(past, checked),
            lambda error: self._on_check_failed(past, error),
        )

    def dismiss(self) -> None:
        """Put the result or the error of the last export away."""
        self.error, self.last_report = None, None
        self._forget_password()
        self.changed.emit()

    def forget(self) -> None:
        """Drop everything: another shop signs in."""
        self.cancel()
        self.basis, self.load_error, self.error, self.last_report = None, None, None, None
        self.chosen, self.from_year, self.to_year = frozenset(CategoryId), "", ""
        self._forget_password()
        self.lock.want(False)
        self.since.forget()
        self.changed.emit()

    # --- answers ---------------------------------------------------------------------------------

    def _plan(self, target: Path) -> ExportPlan:
        from_year, to_year = self._years()
        return ExportPlan(
            self.chosen,
            self.format,
            target,
            from_year,
            to_year,
            self.masked,
            make_folder=target.parent == self._own_folder,
            since=self.since.copy if self.since.wanted else None,
            password=self.lock.password if self.locks else "",
        )

    def _years(self) -> tuple[str | None, str | None]:
        """The first and the last year to take; None for all."""
        years = self.basis.years if self.basis else ()
        whole = not years or (self.from_year == years[0] and self.to_year == years[-1])
        return (None, None) if whole else (self.from_year, self.to_year)

    def _run(self, plan: ExportPlan, call: Callable[[Work], ExportReport]) -> None:
        self.running, self.last_plan = plan, plan
        self.progress, self.error, self.last_report = Progress(), None, None
        self.cancelling, self._pace, self._gauge = False, Pace(), Gauge()
        self._task = self._tasks.run(
            call, self._on_exported, self._on_failed, self._on_progress, self._on_cancelled
        )
        self.changed.emit()

    def _read_basis(self, _work: Work) -> ExportBasis:
        merchant = self._records.merchant()
        return ExportBasis(
            merchant,
            self._records.categories(),
            tuple(sorted(self._exports.years(merchant))),
            self._history(merchant),
        )

    def _history(self, merchant: Merchant) -> tuple[PastExport, ...]:
        made = self._exports.history(merchant.merchant_id)
        return tuple(sorted(made, key=lambda past: past.made_at, reverse=True))

    def _on_basis(self, basis: ExportBasis) -> None:
        self.basis, self.loading = basis, False
        if basis.years and not (self.from_year in basis.years and self.to_year in basis.years):
            self.from_year, self.to_year = basis.years[0], basis.years[-1]
        self.since.offer(basis.merchant.merchant_id, basis.history)
        self.changed.emit()

    def _on_basis_failed(self, error: KassaError) -> None:
        self.loading, self.load_error = False, error
        self.changed.emit()

    def _on_progress(self, done: int, total: int, step: str) -> None:
        speed = self._pace.speed(done, step)
        self.progress = Progress(done, total, step, speed, self._gauge.size_bytes)
        self.progressed.emit()

    def _on_exported(self, report: ExportReport) -> None:
        self._ended()
        self._forget_password()
        self.lock.used()
        self.last_report = report
        self.changed.emit()
        self.finished.emit(report)
        self.load()

    def _on_failed(self, error: KassaError) -> None:
        self._ended()
        self.error = error
        self.changed.emit()

    def _on_cancelled(self) -> None:
        self._ended()
        self._forget_password()
        self._notices.good("export_cancelled")
        self.changed.emit()

    def _ended(self) -> None:
        self.running, self._task, self.cancelling = None, None, False

    def _forget_password(self) -> None:
        """The last plan is only kept for another try; what is over needs no password."""
        if self.last_plan is not None and self.last_plan.password:
            self.last_plan = replace(self.last_plan, password="")

    def _on_checked(self, past: PastExport, checked: PastExport) -> None:
        self.checking = self.checking - {past.path}
        if self.basis is not None:
            made = tuple(checked if p == past else p for p in self.basis.history)
            self.basis = replace(self.basis, history=made)
            self.since.offer(self.basis.merchant.merchant_id, made)
        self.changed.emit()

    def _on_check_failed(self, past: PastExport, error: KassaError) -> None:
        self.checking = self.checking - {past.path}
        self._notices.error(error)
        self.changed.emit()
