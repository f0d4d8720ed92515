"""The words of a request that this page adds to the kit's: its title and the date that matters next."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from kassadesk.core.clock import indian_day
from kassadesk.core.data_requests import DataRequest, RequestStatus
from kassadesk.core.grievances import Grievance
from kassadesk.core.ladder import overdue_on
from kassadesk.core.lens import Lens, day_in_words, time_in_words
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.texts import days_left_words, request_title
from kassadesk.viewmodels.request_rows import next_date

translate = QCoreApplication.translate


def title(request: DataRequest, lens: Lens) -> str:
    """What the person asked for, in a line."""
    return request_title(request.type, lens.personal_text(request.title_subject))


def date_lines(request: DataRequest, now: datetime) -> tuple[str, str]:
    """The date that matters next, and what it is."""
    when, why = next_date(request)
    words = {
        "document_by": translate("Requests", "for your document"),
        "starts": translate("Requests", "deletion starts; you can stop it"),
        "confirm": translate("Requests", "Kassapos should answer"),
        "answer": translate("Requests", "Kassapos should answer"),
        "kept_until": translate("Requests", "the first kept part may go"),
        "sent": _reason_short(request) or translate("Requests", "sent; nothing more to come"),
    }[why]
    if when is None:
        return translate("Requests", "No date"), translate("Requests", "Kassapos gave none")
    late = overdue_on(request, indian_day(now))
    if late is not None and why != "document_by":
        return day_in_words(late), days_left_words((late - indian_day(now)).days)
    if why == "document_by":
        words = translate("Requests", "{left} {why}").format(left=days_left(when, now), why=words)
    return day_in_words(when), words


def countdown_words(starts: datetime, now: datetime) -> str:
    """How long a deletion can still be stopped."""
    until = time_in_words(starts)
    days = (indian_day(starts) - indian_day(now)).days
    if starts <= now:
        return translate("Requests", "The wait ended on {until}.").format(until=until)
    if days < 1:
        return translate("Requests", "You can stop it today until {until}.").format(until=until)
    return counted(
        days,
        translate("Requests", "{n} day left to stop it, until {until}."),
        translate("Requests", "{n} days left to stop it, until {until}."),
    ).replace("{until}", until)


def days_left(when: datetime, now: datetime) -> str:
    """25 days left, today, 3 days late (Indian days)."""
    return days_left_words((indian_day(when) - indian_day(now)).days)


def _reason_short(request: DataRequest) -> str:
    if request.status is RequestStatus.DENIED:
        return translate("Requests", "open it to see the reason")
    return {
        "by_requester": translate("Requests", "withdrawn by you"),
        "superseded": translate("Requests", "replaced by a newer one"),
    }.get(request.reason or "", "")


def complaint_date_lines(complaint: Grievance, due: date | None, today: date) -> tuple[str, str]:
    """The law's last day of a complaint, or when it was sent, and what that day is."""
    if complaint.final or due is None:
        sent = translate("Requests", "sent; the law gives no date")
        words = translate("Requests", "sent; Kassapos has answered") if complaint.final else sent
        return day_in_words(complaint.filed_at), words
    words = translate("Requests", "{left} by law").format(left=days_left_words((due - today).days))
    return day_in_words(due), words
