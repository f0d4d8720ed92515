"""The story of a request as a timeline: what happened, whose turn it is, what comes next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from kassadesk.core.data_requests import DataRequest, RequestEvent, RequestStatus, RequestType
from kassadesk.core.lens import Lens, day_in_words, time_in_words
from kassadesk.ui.texts import event_icon, event_title, turn_title
from kassadesk.ui.widgets.timeline import Timeline

translate = QCoreApplication.translate
_ASKED = ("evidence_asked", "proof_asked")


def fill_story(
    timeline: Timeline,
    request: DataRequest,
    events: tuple[RequestEvent, ...],
    lens: Lens,
    your_turn_buttons: Callable[[], tuple[QWidget, ...]],
) -> None:
    """Show the events oldest first; the open question of Kassapos gets the buttons."""
    timeline.clear()
    following = next_step_words(request)
    asked = [e.seq for e in events if e.kind in _ASKED] if request.your_turn else []
    for event in events:
        last = event is events[-1] and not following
        if asked and event.seq == asked[-1]:
            timeline.add(
                turn_title(event.kind),
                _turn_lines(request, event, lens),
                state="your_turn",
                icon="hand",
                extra=your_turn_buttons(),
                last=last,
            )
        else:
            timeline.add(
                event_title(event.kind, event.actor),
                _event_lines(event, lens),
                icon=event_icon(event.kind),
                last=last,
            )
    if following:
        timeline.add(following, state="next", last=True)


def _event_lines(event: RequestEvent, lens: Lens) -> tuple[str, ...]:
    lines = [time_in_words(event.happened_at)]
    if event.text:
        lines.append(lens.personal_text(event.text))
    return tuple(lines)


def _turn_lines(request: DataRequest, event: RequestEvent, lens: Lens) -> tuple[str, ...]:
    lines = [
        translate("Requests", "Asked on {date}.").format(date=day_in_words(event.happened_at)),
    ]
    for wanted in request.asks_for:
        lines.append(lens.personal_text(wanted))
    if event.text and not request.asks_for:
        lines.append(lens.personal_text(event.text))
    if request.expires_at:
        lines.append(
            translate("Requests", "Send it by {date} or the request ends.").format(
                date=day_in_words(request.expires_at)
            )
        )
    return tuple(lines)


def next_step_words(request: DataRequest) -> str:
    """What comes next; "" when nothing will."""
    if request.final:
        return ""
    if request.reason == "cooling_off" and request.effective_at:
        return translate("Requests", "Next: deletion starts on {date}").format(
            date=day_in_words(request.effective_at)
        )
    if request.reason in ("executing", "awaiting_processor"):
        if request.type is not RequestType.DELETION:
            return translate("Requests", "Next: Kassapos says that it is done")
        return translate("Requests", "Next: Kassapos says what was deleted and what stays")
    if request.status is RequestStatus.OPEN:
        return translate("Requests", "Next: Kassapos confirms that it has it")
    return translate("Requests", "Next: Kassapos decides and tells you why")
