"""Promised, policy, law: three dates that are never merged; overdue turns a clock to warn."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.data_requests import DataRequest
from kassadesk.core.lens import day_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.requests_parts.request_words import days_left
from kassadesk.ui.widgets.labels import IconText, Label


class ThreeClocks(QWidget):
    """Three frames of equal width for one request."""

    def __init__(self, looks: Looks, request: DataRequest, now: datetime) -> None:
        super().__init__()
        self._looks = looks
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        clocks = (
            ("handshake", self.tr("Promised"), request.promised_by, self.tr("Kassapos gave none")),
            ("scroll-text", self.tr("Policy"), request.policy_by, self.tr("none stated")),
            ("scale", self.tr("Law"), request.law_by, self.tr("none stated")),
        )
        for icon, head, when, none in clocks:
            row.addWidget(self._clock(icon, head, when, none, request.final, now), 1)

    def _clock(
        self, icon: str, head: str, when: datetime | None, none: str, final: bool, now: datetime
    ) -> QFrame:
        late = when is not None and when < now and not final
        frame = QFrame()
        frame.setProperty("kind", "clock_warn" if late else "clock")
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(10, 6, 8, 8)
        rows.setSpacing(1)
        rows.addWidget(IconText(self._looks, icon, head, "caption", "text2", size=14))
        first = day_in_words(when) if when else self.tr("No date")
        second = none if when is None else self.tr("ended") if final else days_left(when, now)
        rows.addWidget(Label(self._looks, first, "key", wrap=True))
        rows.addWidget(
            Label(self._looks, second, "caption", "warn" if late else "text2", wrap=True)
        )
        frame.setAccessibleName(f"{head}: {first}, {second}")
        return frame
