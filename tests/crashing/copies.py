"""Kills the making of a scheduled copy at its side effects, and looks at the copies made before it.

    python -m tests.crashing.copies KEEP FIRST STEP CONTROL

prints what was found as JSON, from a process without threads, which may fork. CONTROL: "" or `early`,
which removes old copies before the new one is there.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kassadesk.api.client import ApiClient
from kassadesk.api.transport import Transport
from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import ExportReport, Verdict
from kassadesk.core.merchant import Merchant
from kassadesk.core.work import QUIET, Work
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.verify import check_file
from kassadesk.services.exports import ExportService
from kassadesk.services.leftovers import sweep_leftovers
from kassadesk.services.scheduled_copies import ScheduledCopies
from tests.crashing.kills import KILLED, killed_at
from tests.crashing.runs import BILLS, exit_of, forked
from tests.sample_shop_signed_in import SignedInShop

BEGIN = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
_AGAIN_EACH = 5
_LAST_POINTS = 5
"""Each of the last points too: there the old copies go."""


class EarlyCopies(ScheduledCopies):
    """The control: the oldest ones go first, to make room."""

    def make(self, merchant: Merchant, keep: int = 1, work: Work = QUIET) -> ExportReport:
        """Remove, then write."""
        for past in self._copies(merchant)[max(keep - 1, 0) :]:
            self._disk.remove_file(past.path)
        return super().make(merchant, keep, work)


class Row:
    """A folder with a row of copies, put back as it was before each run that is killed."""

    def __init__(self, shop: SignedInShop, base: Path, keep: int, careless: bool) -> None:
        self._shop, self._base, self._keep = shop, base, keep
        self._kind = EarlyCopies if careless else ScheduledCopies
        self._merchant = shop.records.merchant()
        self._keys = shop.api.policy.list_keys()
        self.root = base / "pc"
        self.own, self.folder = self.root / "own", self.root / "copies"
        for each in (self.own, self.folder):
            each.mkdir(parents=True)
        self.made = 0
        for _ in range(2 * keep - 1):
            self.copies(ScheduledCopies).make(self._merchant, keep)
            self.made += 1
        shutil.copytree(self.root, base / "before")
        self.earlier = self._files()
        self.copies(ScheduledCopies).make(self._merchant, keep)
        self.may_go = self.earlier.keys() - self._files().keys()
        """Those that go when nobody kills."""
        (self._new,) = self._files().keys() - self.earlier.keys()
        self.wrong: Counter[str] = Counter()
        self.ends: Counter[str] = Counter()
        self.kills, self.points = 0, 0

    def copies(self, kind: type[ScheduledCopies] | None = None, later: int = 0) -> ScheduledCopies:
        """What makes the next copy, in a program that is signed in already."""
        tokens = self._shop.api.tokens
        tokens.access_token()
        assert tokens.held is not None
        api = ApiClient(Transport(self._shop.base_url))
        api.tokens.begin(tokens.held)
        now = BEGIN + timedelta(days=self.made + later)
        exports = ExportService(api, ExportHistory(self.own), KnownKeys(self.own), lambda: now)
        return (kind or self._kind)(exports, self.folder, lambda: now)

    def kill_at(self, at: int) -> bool:
        """Kill the next copy at one point and look; False when it had come to its end before."""
        shutil.rmtree(self.root)
        shutil.copytree(self._base / "before", self.root)
        copies = self.copies()

        def child() -> None:
            around: Callable[[Callable[[], object]], None]
            around = killed_at(at, self._base / "told", self.root)
            around(lambda: copies.make(self._merchant, self._keep))

        code = exit_of(forked(child))
        if code != KILLED:
            self._expect(code == 0, "a run that was not killed failed")
            self.points = int(json.loads((self._base / "told").read_text())["points"])
            return False
        self.kills += 1
        self._look()
        if self.kills % _AGAIN_EACH == 0:
            self._again()
        return True

    def _look(self) -> None:
        held = self._files()
        is_there = self._new in held
        gone = self.earlier.keys() - held.keys()
        self.ends[f"{'new' if is_there else 'no new'}, {len(gone)} gone"] += 1
        self._expect(
            not is_there or self._is_whole(self.folder / self._new), "the new copy is damaged"
        )
        self._expect(is_there or not gone, "an earlier copy went before the new one was there")
        self._expect(gone <= self.may_go, "a copy went that others need")
        for name in held.keys() & self.earlier.keys():
            self._expect(held[name] == self.earlier[name], "an earlier copy was changed")

    def _again(self) -> None:
        """The next start, and the next time."""
        sweep_leftovers(self.own, self.own)
        report = self.copies(ScheduledCopies, later=1).make(self._merchant, self._keep)
        self._expect(self._is_whole(report.path), "the next copy is not whole")
        left = [one.name for one in self.folder.iterdir() if one.suffix != ".xlsx"]
        self._expect(not left, "something half-written is left")

    def _files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.glob("*.xlsx")}

    def _is_whole(self, path: Path) -> bool:
        try:
            report = check_file(path, self._keys)
        except UnreadableExport:
            return False
        return report.verdict is Verdict.UNCHANGED and not report.differences

    def _expect(self, held: bool, otherwise: str) -> None:
        if not held:
            self.wrong[otherwise] += 1


def killed(keep: int, first: int, step: int, control: str = "") -> dict[str, Any]:
    """What kills at points FIRST, FIRST + STEP, ... and at each of the last ones come to."""
    with tempfile.TemporaryDirectory() as folder, SignedInShop("kaveri", BILLS) as shop:
        row = Row(shop, Path(folder), keep, control == "early")
        at = first
        while row.kill_at(at):
            at += step
        for last in range(row.points - _LAST_POINTS, row.points + 1) if not control else ():
            row.kill_at(last)
        facts = {"kills": row.kills, "points": row.points, "may_go": len(row.may_go)}
        return {**facts, "wrong": row.wrong, "ends": row.ends}


def main(keep: str, first: str, step: str, control: str) -> None:
    """Print it as JSON."""
    print(json.dumps(killed(int(keep), int(first), int(step), control)))


if __name__ == "__main__":
    main(*sys.argv[1:5])
