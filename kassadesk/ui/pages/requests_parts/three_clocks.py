"""The three clocks, filled: promised, policy, law; never merged. What is late is counted here."""

from __future__ import annotations

from datetime import date, datetime

from kassadesk.core.clock import indian_day
from kassadesk.core.data_requests import DataRequest
from kassadesk.core.grievances import Grievance
from kassadesk.core.ladder import Ground, is_late, law_day
from kassadesk.core.lens import day_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.texts import days_left_words
from kassadesk.ui.widgets.clocks import Clock, Clocks


class _Dated(Clocks):
    """Fills a clock with a day; one that has passed unanswered warns."""

    def __init__(self, looks: Looks, today: date, *, final: bool) -> None:
        super().__init__(looks)
        self._today, self._final = today, final

    def fill(self, clock: Clock, when: date | datetime | None, none: str) -> None:
        """The day of a clock, or why there is none."""
        if when is None:
            clock.show_date(self.tr("No date"), none)
            return
        day = indian_day(when) if isinstance(when, datetime) else when
        note = self.tr("ended") if self._final else days_left_words((day - self._today).days)
        late = is_late(day, self._today, final=self._final)
        clock.show_date(day_in_words(day), note, overdue=late)


class ThreeClocks(_Dated):
    """Dates of one request at one moment."""

    def __init__(self, looks: Looks, request: DataRequest, now: datetime) -> None:
        super().__init__(looks, indian_day(now), final=request.final)
        self.fill(self.promised, request.promised_by, self.tr("none given"))
        self.fill(self.policy, request.policy_by, self.tr("none stated"))
        self.fill(self.law, request.law_by, self.tr("no date in law"))


class ComplaintClocks(_Dated):
    """Dates of one complaint: neither promise nor policy names one, the law does once it is in force."""

    def __init__(self, looks: Looks, grievance: Grievance, ground: Ground) -> None:
        super().__init__(looks, ground.today, final=grievance.final)
        self.fill(self.promised, None, self.tr("none given"))
        self.fill(self.policy, None, self.tr("none stated"))
        starts = ground.laws.settle.effective_from
        coming = self.tr("the law starts on {0}").format(day_in_words(starts))
        none = coming if ground.today < starts else self.tr("no date in law")
        self.fill(self.law, law_day(grievance, ground) or grievance.statutory_due_date, none)
