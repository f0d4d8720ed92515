"""What changed at Kassapos since this PC last looked at a shop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.errors import FileProblem, NotFound
from kassadesk.core.held import HeldField
from kassadesk.core.held_changes import ChangesSince, HeldChange, Visit
from kassadesk.core.merchant import Merchant
from kassadesk.files.visits_file import VisitsFile
from kassadesk.services.outbox_draining import shop_of
from kassadesk.services.records import RecordsService

MOST_HISTORIES = 20
"""Of so many changed fields the history is read."""


class VisitsService:
    """Remembers visits. Blocking; raises KassaError when a history cannot be read."""

    def __init__(
        self,
        file: VisitsFile,
        records: RecordsService,
        origin: Callable[[], str],
        clock: Clock = utc_now,
    ) -> None:
        self._file = file
        self._records = records
        self._origin = origin
        self._clock = clock
        self._lock = threading.Lock()
        self._before: dict[str, Visit | None] = {}

    def end(self) -> None:
        """Signed out: the next sign-in is another visit."""
        with self._lock:
            self._before.clear()

    def changes(self, merchant: Merchant, fields: tuple[HeldField, ...]) -> ChangesSince | None:
        """What is new since the visit before this one; None on the first. This visit is remembered."""
        shop = shop_of(self._origin(), merchant.merchant_id)
        if merchant.environment == "sample":  # it is at another address in each run
            shop = f"sample/{merchant.merchant_id}"
        with self._lock:
            if shop not in self._before:
                self._before[shop] = self._file.last(shop)
            before = self._before[shop]
        found = None if before is None else self._since(before, fields)
        newest = max((one.changed_at for one in fields), default=None)
        visit = Visit(self._clock(), newest, tuple(one.field_id for one in fields))
        with self._lock, suppress(FileProblem):
            self._file.keep(shop, visit)
        return found

    def _since(self, before: Visit, fields: tuple[HeldField, ...]) -> ChangesSince:
        new = [one for one in fields if before.newest is None or one.changed_at > before.newest]
        new.sort(key=lambda one: one.changed_at, reverse=True)
        changes: list[HeldChange] = []
        for field in new[:MOST_HISTORIES]:
            with suppress(NotFound):  # deleted meanwhile
                changes += [
                    HeldChange(field.field_id, field.label, field.kind, field.personal, one)
                    for one in self._records.history(field.field_id)
                    if before.newest is None or one.changed_at > before.newest
                ]
        changes.sort(key=lambda one: one.change.changed_at, reverse=True)
        gone = set(before.fields) - {one.field_id for one in fields}
        return ChangesSince(before.at, tuple(changes), len(gone))
