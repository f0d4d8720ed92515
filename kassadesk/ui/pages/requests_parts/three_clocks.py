"""The three clocks of one request, filled: promised, policy, law; never merged."""

from __future__ import annotations

from datetime import datetime

from kassadesk.core.data_requests import DataRequest
from kassadesk.core.lens import day_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.requests_parts.request_words import days_left
from kassadesk.ui.widgets.clocks import Clock, Clocks


class ThreeClocks(Clocks):
    """Dates of one request at one moment. A date that has passed unanswered warns."""

    def __init__(self, looks: Looks, request: DataRequest, now: datetime) -> None:
        super().__init__(looks)
        unstated = self.tr("none stated")
        self._fill(self.promised, request.promised_by, request, now, self.tr("none given"))
        self._fill(self.policy, request.policy_by, request, now, unstated)
        self._fill(self.law, request.law_by, request, now, unstated)

    def _fill(
        self, clock: Clock, when: datetime | None, request: DataRequest, now: datetime, none: str
    ) -> None:
        if when is None:
            clock.show_date(self.tr("No date"), none)
            return
        note = self.tr("ended") if request.final else days_left(when, now)
        late = when < now and not request.final
        clock.show_date(day_in_words(when), note, overdue=late)
