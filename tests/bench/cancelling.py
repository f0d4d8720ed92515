"""How long an export takes to stop after a click on Cancel, at any moment of it.

The real service exports a sample shop over HTTP again and again; each time Cancel comes at another
moment, spread evenly over the whole. Once open, once locked with a password, once as CSV.

    python -m tests.bench.cancelling [bills] [moments]
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from kassadesk.core.exports import ExportFormat, ExportPlan
from kassadesk.core.held import CategoryId
from kassadesk.core.work import Cancelled
from kassadesk.services.exports import ExportService
from tests.bench.export_whole import signed_in

TARGET_MS = 200


class _Stoppable:
    """A Work that notes the step it is in and can be stopped from another thread."""

    def __init__(self) -> None:
        self.step = ""
        self._stopped = threading.Event()

    def report(self, done: int, total: int, step: str = "") -> None:
        self.step = step.partition(":")[0]

    def check(self) -> None:
        if self._stopped.is_set():
            raise Cancelled

    def stop(self) -> None:
        """Cancel."""
        self._stopped.set()


def stopped_after(service: ExportService, plan: ExportPlan, moment_s: float) -> tuple[float, str]:
    """Milliseconds from Cancel, after so many seconds, to the end; and the step it came in.

    0 ms and "done" when the export was over before.
    """
    work = _Stoppable()

    def export() -> None:
        with suppress(Cancelled):
            service.export(plan, work)

    thread = threading.Thread(target=export)
    thread.start()
    thread.join(moment_s)
    if not thread.is_alive():
        return 0.0, "done"
    step, begin = work.step, time.perf_counter()
    work.stop()
    thread.join()
    return (time.perf_counter() - begin) * 1000, step


def main(bills: int = 100_000, moments: int = 30) -> None:
    """Print the slowest and the median stop of each kind of export."""
    from tests.sample_shop_signed_in import SignedInShop

    kinds = {
        "Excel": (ExportFormat.EXCEL, ""),
        "Excel, locked": (ExportFormat.EXCEL, "three blue herons"),
        "CSV": (ExportFormat.CSV, ""),
    }
    with tempfile.TemporaryDirectory() as folder, SignedInShop("meenakshi", bills) as shop:
        service = signed_in(Path(folder, "own"), *shop.sign_in_words)
        for name, (kind, password) in kinds.items():
            target = Path(folder, f"all.{kind.value}")
            plan = ExportPlan(frozenset(CategoryId), kind, target, replace=True, password=password)
            begin = time.perf_counter()
            report = service.export(plan)
            whole_s = time.perf_counter() - begin
            found = [
                stopped_after(service, plan, whole_s * (n + 0.5) / moments) for n in range(moments)
            ]
            stops = sorted(one for one in found if one[1] != "done")
            print(
                f"{name}, {report.rows:,} rows, {report.size_bytes / 1e6:.0f} MB, {whole_s:.0f} s: "
                f"{len(stops)} stops, median {stops[len(stops) // 2][0]:.0f} ms, "
                f"slowest {stops[-1][0]:.0f} ms in {stops[-1][1]} (target {TARGET_MS} ms)",
                flush=True,
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
