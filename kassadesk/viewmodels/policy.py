"""The policy as a page needs it: what is in force, what comes next, who gets data, what was told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, indian_day, utc_now
from kassadesk.core.errors import KassaError
from kassadesk.core.papers import Paper
from kassadesk.core.policy import PolicyChange, ServerNotice
from kassadesk.core.policy_facts import PolicyFact
from kassadesk.viewmodels.policy_picture import (
    PolicyPicture,
    kept_picture,
    read_picture,
    readable,
)

if TYPE_CHECKING:
    from kassadesk.core.opt_ins import OptIn
    from kassadesk.core.work import Work
    from kassadesk.services.policies import PoliciesService
    from kassadesk.services.policy_papers import PolicyPapersService
    from kassadesk.services.records import RecordsService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.papers import Draws
    from kassadesk.viewmodels.tasks import Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough


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
        choices: Callable[[], tuple[OptIn, ...]] | None = None,
        papers: tuple[PolicyPapersService, Draws] | None = None,
    ) -> None:
        """`choices` reads the opt-ins, `papers` saves and draws. Blocking, both."""
        super().__init__()
        self._tasks = tasks
        self._notices = notices
        self.walkthrough = walkthrough
        self._policies = policies
        self._records = records
        self._clock = clock
        self._choices = choices
        self._papers = papers
        self.checked_at: datetime | None = None
        """When Kassapos was last read."""
        self.saving = False
        self.picture: PolicyPicture | None = None
        self.error: KassaError | None = None
        self.loading = False
        self._telling: set[str] = set()

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self._clock()

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
            lambda _work: readable(self._policies, version),
            self.text_ready.emit,
            lambda error: self._notices.error(error, "try_again", lambda: self.read(version)),
        )

    @property
    def promised_days(self) -> int:
        """How many days before a change Kassapos says it tells."""
        from kassadesk.services.policy_promises import policy_promises

        return policy_promises().notice_days

    @property
    def facts(self) -> tuple[PolicyFact, ...]:
        """Where data and policy part, ready to be asked about."""
        return self.picture.facts if self.picture else ()

    def save_paper(self, paper: Paper, path: Path) -> None:
        """Both texts and what changes, as a PDF at `path`."""
        if self._papers is None or self.saving:
            return
        service, draws = self._papers
        self.saving = True
        self.changed.emit()
        self._tasks.run(
            lambda _work: service.save(draws.draw(paper), path, paper.language),
            self._on_saved,
            self._on_save_failed,
            owner=self,
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
        self.picture, self.error, self.checked_at = None, None, None
        self.changed.emit()

    def _read(self, _work: Work) -> PolicyPicture:
        return read_picture(self._policies, self._records, self._choices, self.today)

    def _kept(self, _work: Work) -> PolicyPicture | None:
        return kept_picture(self._policies.kept(), self.today)

    def _on_read(self, picture: PolicyPicture) -> None:
        self.picture, self.loading = picture, False
        self.checked_at = self._clock()
        self.changed.emit()

    def _on_failed(self, error: KassaError) -> None:
        self.error, self.loading = error, False
        self.changed.emit()
        if self.picture is None:  # what was kept here can be read all the same
            self._tasks.run(self._kept, self._on_kept, lambda _: None, owner=self)

    def _on_kept(self, picture: PolicyPicture | None) -> None:
        if self.picture is None and picture is not None:
            self.picture = picture
            self.changed.emit()

    def _on_saved(self, _: None) -> None:
        self.saving = False
        self.changed.emit()
        self._notices.good("policy_saved")

    def _on_save_failed(self, error: KassaError) -> None:
        self.saving = False
        self.changed.emit()
        self._notices.error(error)
