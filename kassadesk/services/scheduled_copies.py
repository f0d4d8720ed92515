"""Copies that are made by themselves into one folder: each holds what is new since the one before it.

Every so often one holds everything again, so that no chain of copies grows without end. The last N are
kept, with those they build on; an older one goes only after the new one was read back and found whole,
and only while it is still the very file that was written. A copy that a person renamed, moved or edited
is theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from kassadesk.core.clock import IST, Clock, utc_now
from kassadesk.core.exports import ExportFormat, ExportPlan, ExportReport, PastExport
from kassadesk.core.held import CategoryId
from kassadesk.core.merchant import Merchant
from kassadesk.core.work import QUIET, Work
from kassadesk.files.atomic import sha256_of
from kassadesk.files.disk import DISK, Disk
from kassadesk.services.exports import ExportService

NAME = "KassaDesk-copy-"
KEEP = 6


class ScheduledCopies:
    """The copies in one folder. Blocking; raises KassaError. One run at a time."""

    def __init__(
        self, exports: ExportService, folder: Path, clock: Clock = utc_now, disk: Disk = DISK
    ) -> None:
        self._exports = exports
        self._folder = folder.absolute()
        self._clock = clock
        self._disk = disk

    def make(self, merchant: Merchant, keep: int = KEEP, work: Work = QUIET) -> ExportReport:
        """The next copy, written, read back and in the history; then the oldest ones go.

        Raises what an export raises; all earlier copies are then as they were.
        """
        plan = ExportPlan(
            frozenset(CategoryId), ExportFormat.EXCEL, self._folder / self._name(), make_folder=True
        )
        chain = self._chain(merchant, work)
        if chain and len(chain) < max(keep, 1):
            plan = replace(plan, since=chain[0].as_earlier())
        report = self._exports.export(plan, work)
        self._remove_old(merchant, keep, work)
        return report

    def _name(self) -> str:
        return f"{NAME}{self._clock().astimezone(IST):%Y-%m-%d-%H%M%S}.xlsx"

    def _copies(self, merchant: Merchant) -> list[PastExport]:
        """Those made here by themselves that this PC remembers, newest first."""
        return [
            past
            for past in self._exports.history(merchant.merchant_id)
            if past.path.parent == self._folder and past.path.name.startswith(NAME)
        ]

    def _chain(self, merchant: Merchant, work: Work) -> list[PastExport]:
        """The newest copy and all it builds on, newest first; empty when one of them is not as it was
        written, so that the next copy holds everything."""
        chain = _down_to_whole(self._copies(merchant))
        return chain if all(_is_as_written(past, work) for past in chain) else []

    def _remove_old(self, merchant: Merchant, keep: int, work: Work) -> None:
        copies = [past for past in self._copies(merchant) if past.path.exists()]
        kept = copies[: max(keep, 1)]
        needed = {past.path for past in kept}
        if kept:
            oldest = copies.index(kept[-1])
            needed |= {past.path for past in _down_to_whole(copies[oldest:])}
        for past in copies:
            if past.path not in needed and _is_as_written(past, work):
                with suppress(OSError):  # held open by another program: it goes next time
                    self._disk.remove_file(past.path)


def _down_to_whole(copies: Sequence[PastExport]) -> list[PastExport]:
    """The first of these and, one after the other, what each goes on from; empty when a link is missing."""
    chain: list[PastExport] = []
    for past in copies:
        if chain and chain[-1].since != past.as_of:
            continue
        chain.append(past)
        if past.since is None:
            return chain
    return []


def _is_as_written(past: PastExport, work: Work) -> bool:
    try:
        return sha256_of(past.path, work)[1] == past.sha256
    except OSError:
        return False
