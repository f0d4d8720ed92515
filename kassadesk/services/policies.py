"""The policy as Kassapos publishes it: versions, companies, keep times, notices.

Each text that comes in is kept on this PC from first sight on, so that a text that is changed or taken
away later can still be read. Until it is known whose visit it is, and for the sample shop, the texts
are kept in memory only.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kassadesk.api.client import ApiClient
from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.errors import FileProblem, KassaError
from kassadesk.core.policy import (
    KeptPolicy,
    PolicyVersion,
    Processor,
    RetentionRule,
    ServerNotice,
)
from kassadesk.files.policy_shelf import PolicyMemory, PolicyShelf, shelf_of

MOST_PAST = 12
"""So many versions that are over are fetched to be kept."""


class PoliciesService:
    """Reads the policy and what belongs to it. Blocking; raises KassaError."""

    def __init__(self, api: ApiClient, folder: Path | None = None, clock: Clock = utc_now) -> None:
        """`folder`: the program's own for its data; None keeps no text on this PC."""
        self._api = api
        self._folder = folder
        self._clock = clock
        self._lock = threading.Lock()
        self._shelf: PolicyShelf | PolicyMemory = PolicyMemory()
        self._announced: PolicyVersion | None = None

    def enter(self, shop: str, lasting: bool = True) -> None:
        """A shop is signed in ("" for nobody): what was read so far is put where it belongs."""
        with self._lock:
            before, self._shelf = self._shelf, PolicyMemory()
            if shop and lasting and self._folder is not None:
                self._shelf = shelf_of(self._folder, self._api.origin)
                self._shelf.tidy()
                for kept in before.all() if isinstance(before, PolicyMemory) else ():
                    with suppress(FileProblem):
                        if not self._shelf.keep(kept.policy, kept.first_seen):
                            self._not_new(kept.policy)
            elif not shop:
                self._announced = None

    def _not_new(self, policy: PolicyVersion) -> None:
        """It was read before it was known whose visit it is, and this PC had seen it before."""
        if self._announced is not None and self._announced.version == policy.version:
            self._announced = None

    def versions(self) -> tuple[PolicyVersion, ...]:
        """All versions without their clauses, newest effective first."""
        found = self._api.policy.list_policies()
        return tuple(sorted(found, key=lambda one: one.effective_on, reverse=True))

    def version(self, version: str) -> PolicyVersion:
        """One version with clauses and changes; its text is kept. Raises NotFound."""
        found = self._api.policy.read_policy(version)
        with self._lock, suppress(FileProblem):
            if self._shelf.keep(found, self._clock()) and found.state == "next":
                self._announced = found
        return found

    def take_new(self) -> PolicyVersion | None:
        """A next version that this PC, which keeps texts, had never seen before; given once.

        Never waits: it is asked on the UI thread, while a worker may be writing.
        """
        if isinstance(self._shelf, PolicyMemory):
            return None
        found, self._announced = self._announced, None
        return found

    def kept(self) -> tuple[KeptPolicy, ...]:
        """The texts on this PC, first seen first. Fast, offline."""
        with self._lock:
            return self._shelf.all()

    def keep_past(self, versions: Iterable[PolicyVersion]) -> None:
        """Fetch the texts of these that are not on this PC; one that cannot be read is passed over."""
        known = {one.policy.version for one in self.kept()}
        for version in [one for one in versions if one.version not in known][:MOST_PAST]:
            with suppress(KassaError):
                self.version(version.version)

    def processors(self) -> tuple[Processor, ...]:
        """The companies that work with the data."""
        return self._api.policy.list_processors()

    def retention_rules(self) -> tuple[RetentionRule, ...]:
        """How long each kind of data is kept, and who says so."""
        return self._api.policy.list_retention_rules()

    def notices(self) -> tuple[ServerNotice, ...]:
        """What Kassapos has told this shop, newest first."""
        found = self._api.policy.list_notices()
        return tuple(sorted(found, key=lambda notice: notice.sent_at, reverse=True))

    def mark_read(self, notice: ServerNotice) -> ServerNotice:
        """The notice, read; Kassapos is told."""
        return self._api.policy.mark_notice(notice.notice_id, str(uuid.uuid4()))
