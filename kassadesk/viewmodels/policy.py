"""The policy as a page needs it: what is in force, what comes next, who gets data, what was told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, indian_day, utc_now
from kassadesk.core.errors import KassaError
from kassadesk.core.policy import (
    Contact,
    PolicyChange,
    PolicyVersion,
    Processor,
    RetentionRule,
    ServerNotice,
)

if TYPE_CHECKING:
    from kassadesk.core.work import Work
    from kassadesk.services.policies import PoliciesService
    from kassadesk.services.records import RecordsService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.tasks import Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough


@dataclass(frozen=True, slots=True)
class PolicyPicture:
    """Everything the page shows, read in one go so that its parts agree."""

    in_force: PolicyVersion | None
    next: PolicyVersion | None
    """With its changes; None when no next version is published."""
    past: tuple[PolicyVersion, ...]
    """Newest first."""
    processors: tuple[Processor, ...]
    retention_rules: tuple[RetentionRule, ...]
    notices: tuple[ServerNotice, ...]
    """Newest first."""
    contact: Contact


class PolicyViewModel(QObject):
    """The policy, read when the page is shown and kept until it is read again.

    Signals:
        changed (): the picture, the error or `loading` is new.
        text_ready (PolicyVersion): the whole text asked for with `read` has come.
    """

    changed = Signal()
    text_ready = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        walkthrough: Walkthrough,
        policies: PoliciesService,
        records: RecordsService,
        clock: Clock = utc_now,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._notices = notices
        self.walkthrough = walkthrough
        self._policies = policies
        self._records = records
        self._clock = clock
        self.picture: PolicyPicture | None = None
        self.error: KassaError | None = None
        self.loading = False
        self._telling: set[str] = set()

    @property
    def today(self) -> date:
        """The present day in India."""
        return indian_day(self._clock())

    @property
    def days_to_next(self) -> int | None:
        """Days until the next version takes effect; None when there is none."""
        if self.picture is None or self.picture.next is None:
            return None
        return (self.picture.next.effective_on - self.today).days

    @property
    def changes(self) -> tuple[PolicyChange, ...]:
        """What the next version changes, in plain words."""
        following = self.picture.next if self.picture else None
        return following.changes if following else ()

    def load(self) -> None:
        """Read everything again; what is shown stays until the answer is there."""
        if self.loading:
            return
        self.loading, self.error = True, None
        self.changed.emit()
        self._tasks.run(self._read, self._on_read, self._on_failed)

    def read(self, version: str) -> None:
        """Ask for the whole text of one version; `text_ready` brings it."""
        self._tasks.run(
            lambda _work: self._policies.version(version),
            self.text_ready.emit,
            lambda error: self._notices.error(error, "try_again", lambda: self.read(version)),
        )

    def mark_seen(self) -> None:
        """The notices are in sight: tell Kassapos that they were read, each once.

        A notice it could not be told of stays unread and is told again when it is seen again.
        """
        if self.picture is None:
            return
        for notice in self.picture.notices:
            if not notice.read and notice.notice_id not in self._telling:
                self._telling.add(notice.notice_id)
                self._tell(notice)

    def _tell(self, notice: ServerNotice) -> None:
        self._tasks.run(
            lambda _work: self._policies.mark_read(notice),
            self._on_told,
            lambda _error: self._telling.discard(notice.notice_id),
        )

    def _on_told(self, told: ServerNotice) -> None:
        self._telling.discard(told.notice_id)
        if self.picture is not None:
            notices = tuple(
                told if one.notice_id == told.notice_id else one for one in self.picture.notices
            )
            self.picture = replace(self.picture, notices=notices)

    def forget(self) -> None:
        """Drop what was read: another shop signs in."""
        self.picture, self.error = None, None
        self.changed.emit()

    def _read(self, _work: Work) -> PolicyPicture:
        versions = self._policies.versions()
        in_force = next((v for v in versions if v.state == "in_force"), None)
        following = next((v for v in versions if v.state == "next"), None)
        past = sorted(
            (v for v in versions if v.state == "past"), key=lambda v: v.effective_on, reverse=True
        )
        notices = sorted(self._policies.notices(), key=lambda n: n.sent_at, reverse=True)
        return PolicyPicture(
            in_force,
            self._policies.version(following.version) if following else None,
            tuple(past),
            self._policies.processors(),
            self._policies.retention_rules(),
            tuple(notices),
            self._records.contact(),
        )

    def _on_read(self, picture: PolicyPicture) -> None:
        self.picture, self.loading = picture, False
        self.changed.emit()

    def _on_failed(self, error: KassaError) -> None:
        self.error, self.loading = error, False
        self.changed.emit()
