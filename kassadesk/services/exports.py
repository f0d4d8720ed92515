"""Exports: everything held about the shop in one file that proves itself, and the list of earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kassadesk import __version__
from kassadesk.api.client import ApiClient
from kassadesk.api.server_rows import MOST_ROWS, ServerRows
from kassadesk.core.clock import Clock, financial_year, indian_day, utc_now
from kassadesk.core.errors import (
    BadAnswer,
    CaptivePortal,
    FileProblem,
    KassaError,
    Offline,
    Rejected,
    ServerFault,
    SessionExpired,
    SnapshotExpired,
    TimedOut,
    TooManyRequests,
    UnreadableExport,
    UntrustedConnection,
)
from kassadesk.core.exports import (
    EarlierCopy,
    ExportFormat,
    ExportPlan,
    ExportReport,
    PastExport,
    PublishedKey,
    SignedManifest,
    Verdict,
)
from kassadesk.core.held import CategoryId
from kassadesk.core.lens import MASKED
from kassadesk.core.merchant import Merchant
from kassadesk.core.passwords import LONGEST
from kassadesk.core.rows import Resource, Row
from kassadesk.core.work import QUIET, Gauge, Work
from kassadesk.files.atomic import made_folder, refuse_early, sha256_of, sweep
from kassadesk.files.contents import About
from kassadesk.files.export_file import Part, RowPage, write_export
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.manifest import is_signed_by
from kassadesk.files.reader.room import FOLDER
from kassadesk.files.trouble import why_unreadable
from kassadesk.files.unfinished import noted
from kassadesk.files.verify import check_file
from kassadesk.services.awake import awake
from kassadesk.services.earlier_copies import earlier_copy
from kassadesk.services.export_plan import PlannedSheet, planned_sheets
from kassadesk.services.going_on import GoingOn, key_of

_INTERRUPTED = (
    Offline,
    TimedOut,
    CaptivePortal,
    UntrustedConnection,
    ServerFault,
    TooManyRequests,
    SessionExpired,
)
"""After these the same export can go on where it was."""

TRIES = 3
"""How often an export begins again when the server's frozen view ends in the middle of it."""


class ExportService:
    """Makes exports and looks at earlier ones. Blocking; raises KassaError. One export at a time."""

    def __init__(
        self,
        api: ApiClient,
        history_file: ExportHistory,
        known_keys: KnownKeys,
        clock: Clock = utc_now,
        lasts: Callable[[], bool] = lambda: True,
    ) -> None:
        """While `lasts` says no, no page of an interrupted export stays on the disk."""
        self._lasts = lasts
        self._api = api
        self._history = history_file
        self._keys = known_keys
        self._clock = clock

    def export(
        self, plan: ExportPlan, work: Work = QUIET, gauge: Gauge | None = None
    ) -> ExportReport:
        """The written file, after it was read back and found whole and signed.

        `gauge` follows the size of the file while it is written.

        Raises FileProblem for the place, BadAnswer when the rows are not those the server signs,
        SnapshotExpired when the view ended again and again, Cancelled. The target is then as it was.
        """
        if plan.make_folder:
            made_folder(plan.target.parent)
        _refuse_password(plan)
        refuse_early(plan.target, plan.replace)
        sweep(plan.target.parent)
        with noted(self._keys.folder, plan.target.parent), awake():
            return self._tried(plan, work, gauge or Gauge())

    def _tried(self, plan: ExportPlan, work: Work, gauge: Gauge) -> ExportReport:
        """The export, begun again when the server's frozen view ends in the middle of it."""
        for again in range(TRIES):
            try:
                report = self._export(plan, work, gauge)
                return replace(report, begun_again=report.begun_again + again)
            except SnapshotExpired:
                if again == TRIES - 1:
                    raise
        raise AssertionError("unreachable")

    def suggested_name(self, plan: ExportPlan, merchant: Merchant) -> str:
        """A file name that tells what and when, and nothing personal: not even the shop's name."""
        if plan.categories == frozenset(CategoryId):
            what = "Everything"
        elif len(plan.categories) == 1:
            what = next(iter(plan.categories)).value.capitalize()
        else:
            what = "Selection"
        first, last = plan.from_year, plan.to_year
        years = "" if first is None and last is None else f"-FY{first or ''}"
        if years and last != first:
            years += f"-to-{last or ''}"
        day = indian_day(self._clock()).isoformat()
        since = f"-new-since-{indian_day(plan.since.as_of).isoformat()}" if plan.since else ""
        masked = "-masked" if plan.masked else ""
        return f"KassaDesk-{what}{years}{since}-{day}{masked}.{plan.format.value}"

    def years(self, merchant: Merchant) -> tuple[str, ...]:
        """The financial years since the shop's account was opened, oldest first."""
        first = int(financial_year(indian_day(merchant.opened_at))[:4])
        last = int(financial_year(indian_day(self._clock()))[:4])
        return tuple(f"{year}-{(year + 1) % 100:02d}" for year in range(first, last + 1))

    def earlier(self, path: Path, work: Work = QUIET, password: str = "") -> EarlierCopy:
        """What a later export needs to take only what is new since the export in this file.

        Raises UnreadableExport, FileProblem and Cancelled. The file is not checked for changes.
        """
        return earlier_copy(path, self._history, self._keys.folder / FOLDER, work, password)

    def goes_on_after(self, plan: ExportPlan, error: KassaError) -> bool:
        """Whether what had arrived is kept, so that the same export goes on from it."""
        return isinstance(error, _INTERRUPTED) and not plan.masked and self._lasts()

    def history(self, shop_id: str) -> tuple[PastExport, ...]:
        """Earlier exports of a shop made on this PC, newest first."""
        return self._history.of_shop(shop_id)

    def check_again(self, past: PastExport, work: Work = QUIET) -> PastExport:
        """The entry of the list after a fresh look at its file. Raises Cancelled, and UnreadableExport
        when nobody can look now ("held"): the entry then says what it said."""
        checked = replace(past, check=self._look_at(past, work), checked_at=self._clock())
        with suppress(FileProblem):  # the answer counts, not the note of it
            self._history.keep(checked)
        return checked

    def _look_at(self, past: PastExport, work: Work) -> str:
        try:
            if sha256_of(past.path, work)[1] == past.sha256:
                return "verified"
            report = check_file(past.path, self._keys.all(), work)
        except UnreadableExport as error:
            if error.reason == "held":
                raise
            return "changed"
        except OSError as error:
            if why_unreadable(error) == "held":
                raise UnreadableExport(past.path, "held") from error
            return "not_found"
        whole = Verdict.UNSIGNED if past.masked else Verdict.UNCHANGED
        return "verified" if report.verdict is whole else "changed"

    def _export(self, plan: ExportPlan, work: Work, gauge: Gauge) -> ExportReport:
        work.report(0, 0, "reading")
        merchant = self._api.held.read_me()[0]
        if plan.since is not None and plan.since.merchant_id != merchant.merchant_id:
            raise UnreadableExport(reason="other_shop")  # the earlier copy, not the target
        keys = self._api.policy.list_keys()
        with suppress(FileProblem):  # without them a later check says "not signed", no more
            self._keys.remember(keys)
        source = ServerRows(self._api.rows)
        key = key_of(plan, merchant.merchant_id, self._api.origin) if self._lasts() else ""
        going_on = GoingOn(plan, key, source, work)
        try:
            report, ledger = self._written(plan, merchant, keys, source, going_on, work, gauge)
        except _INTERRUPTED:
            going_on.interrupted()
            raise
        except BaseException:
            going_on.over()
            raise
        going_on.over()
        with suppress(FileProblem):  # the file is there and whole; only the list is shorter
            self._history.keep(_entry(plan, merchant, report, ledger))
        return report

    def _written(
        self,
        plan: ExportPlan,
        merchant: Merchant,
        keys: tuple[PublishedKey, ...],
        source: ServerRows,
        going_on: GoingOn,
        work: Work,
        gauge: Gauge,
    ) -> tuple[ExportReport, Ledger]:
        planned = planned_sheets(source, plan, self.years(merchant), work)
        going_on.plan([sheet.query for sheet in planned], work)
        made_at = self._clock()
        snapshot = source.snapshot(work)
        keep_rules = self._api.policy.list_retention_rules()
        about = self._about(plan, merchant, snapshot.snapshot_id, snapshot.as_of, made_at)

        def proof() -> Proof:
            if plan.masked:
                return Proof(about, None, None, keep_rules)
            signed = source.signed_manifest([sheet.query for sheet in planned], work=work)
            if signed.snapshot_id != about.snapshot_id:
                raise SnapshotExpired
            return Proof(about, signed, _key_of(signed, keys), keep_rules)

        written, ledger = write_export(
            plan.target,
            plan.format,
            _parts(source, planned, going_on, work, masked=plan.masked),
            proof,
            keys,
            work,
            may_replace=plan.replace,
            password=plan.password,
            gauge=gauge,
        )
        report = ExportReport(
            path=written.path,
            rows=sum(sheet.rows for sheet in ledger.sheets),
            size_bytes=written.size_bytes,
            sha256=written.sha256,
            finished_at=made_at,
            masked=plan.masked,
            sheets=tuple((sheet.name, sheet.rows) for sheet in ledger.sheets),
            altered=ledger.exact.alterations(),
            since=about.since,
            locked=bool(plan.password),
            resumed_rows=going_on.resumed_rows,
            begun_again=int(going_on.view_had_ended),
            as_of=about.as_of,
            snapshot_id=about.snapshot_id,
            instead_of=plan.target if written.path != plan.target else None,
        )
        return report, ledger

    def _about(
        self, plan: ExportPlan, merchant: Merchant, snapshot_id: str, as_of: datetime, now: datetime
    ) -> About:
        versions = self._api.policy.list_policies()
        in_force = next((one.version for one in versions if one.state == "in_force"), "")
        name = merchant.trade_name or merchant.legal_name
        return About(
            shop_name=MASKED.personal_text(name) if plan.masked else name,
            merchant_id=merchant.merchant_id,
            environment=merchant.environment,
            snapshot_id=snapshot_id,
            as_of=as_of,
            made_at=now,
            masked=plan.masked,
            policy_version=in_force,
            program=f"KassaDesk {__version__}",
            categories=tuple(sorted(plan.categories)),
            from_year=plan.from_year,
            to_year=plan.to_year,
            since=plan.since.as_of if plan.since else None,
            since_snapshot=plan.since.snapshot_id if plan.since else "",
        )


def _refuse_password(plan: ExportPlan) -> None:
    """Raises Rejected for a password that the file cannot have."""
    if plan.password and plan.format is not ExportFormat.EXCEL:
        raise Rejected(reason="password_needs_excel")
    if len(plan.password) > LONGEST:
        raise Rejected(reason="password_too_long")


def _key_of(signed: SignedManifest, keys: tuple[PublishedKey, ...]) -> PublishedKey:
    """The published key that signed the manifest; an export that nobody can check is not written."""
    for key in keys:
        if key.key_id == signed.key_id and is_signed_by(signed, key):
            return key
    raise BadAnswer(what="signature")


def _parts(
    source: ServerRows,
    planned: tuple[PlannedSheet, ...],
    going_on: GoingOn,
    work: Work,
    *,
    masked: bool,
) -> list[Part]:
    total = sum(sheet.rows for sheet in planned)
    parts, done = [], 0
    for place, sheet in enumerate(planned):

        def pages(
            sheet: PlannedSheet = sheet, before: int = done, place: int = place
        ) -> Generator[RowPage, None, None]:
            step = f"writing:{sheet.sheet.name}"
            written = 0
            kept = going_on.part(place)
            with closing(source.proven_pages(sheet.query, MOST_ROWS, work, kept)) as proven:
                for page in proven:
                    going_on.resumed_rows += len(page.rows) if page.kept else 0
                    work.check()
                    work.report(before + written, total, step)
                    if masked:
                        yield RowPage([_masked(sheet, row) for row in page.rows])
                    else:
                        yield RowPage(page.rows, page.lines)
                    written += len(page.rows)
            if written != sheet.rows:
                raise BadAnswer(what="row_count")
            work.report(before + written, total, step)

        parts.append(Part(sheet.sheet, pages, sheet.rows))
        done += sheet.rows
    return parts


def _masked(sheet: PlannedSheet, row: Row) -> Row:
    """The row with every personal value as the mask of its kind; the rest keeps its type."""
    return tuple(
        MASKED.text(column, cell) if column.personal else cell
        for column, cell in zip(sheet.sheet.columns, row, strict=True)
    )


def _entry(
    plan: ExportPlan, merchant: Merchant, report: ExportReport, ledger: Ledger
) -> PastExport:
    bills = (s.rows for s in ledger.sheets if s.plan.resource is Resource.TRANSACTIONS)
    return PastExport(
        path=report.path.absolute(),
        made_at=report.finished_at,
        categories=tuple(sorted(plan.categories)),
        format=plan.format,
        from_year=plan.from_year,
        to_year=plan.to_year,
        rows=report.rows,
        size_bytes=report.size_bytes,
        sha256=report.sha256,
        masked=plan.masked,
        shop_id=merchant.merchant_id,
        transactions=sum(bills),
        checked_at=report.finished_at,
        since=report.since,
        locked=report.locked,
        as_of=report.as_of,
        snapshot_id=report.snapshot_id,
    )
