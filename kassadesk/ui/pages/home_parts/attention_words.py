"""What each kind of attention says, until when, and which page its button leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kassadesk.core.clock import indian_day
from kassadesk.core.lens import Lens, day_in_words
from kassadesk.ui.texts import days_left_words, request_title

if TYPE_CHECKING:
    from kassadesk.viewmodels.home import Attention

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class AttentionWords:
    """One row of "Needs your attention" as it is drawn."""

    icon: str
    tint: str
    title: str
    text: str
    button: str
    page: str
    """Key of the page the button leads to."""
    argument: object = None
    due: str = ""
    due_icon: str = "calendar-clock"
    due_tone: str = "text2"


def attention_words(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    """The words of one row; a kind that is newer than this page still says that it is there."""
    makers = {
        "your_turn": _your_turn,
        "refused_here": _refused_here,
        "waits_here": _waits_here,
        "deletion_starts": _deletion_starts,
        "hold_ended": _hold_ended,
        "policy_changes": _policy_changes,
        "no_copy": _no_copy,
        "old_copy": _old_copy,
        "looks_mistyped": _looks_mistyped,
        "unexplained": _unexplained,
        "messages_after_stop": _messages_after_stop,
        "unread_notice": _unread_notice,
    }
    maker = makers.get(attention.kind, _something)
    return maker(attention, lens, today)


def _fact(attention: Attention, name: str) -> str:
    return str(attention.facts.get(name, ""))


def _count(attention: Attention, name: str) -> int:
    value = attention.facts.get(name, 0)
    return value if isinstance(value, int) else 0


def _left(attention: Attention, today: date, pattern: str = "{0}") -> str:
    if attention.due is None:
        return ""
    return pattern.format(days_left_words((indian_day(attention.due) - today).days))


def _your_turn(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    title = translate("Attention", "“{0}” waits for your proof")
    asked = _fact(attention, "asks_for")
    text = translate("Attention", "Prove that it is you, so that Kassapos can go on.")
    button = translate("Attention", "Open request")
    if asked:
        title = translate("Attention", "“{0}” waits for a document")
        text = translate("Attention", "Kassapos asked for: {0}.").format(lens.personal_text(asked))
        button = translate("Attention", "Add document")
    return AttentionWords(
        "hand",
        "turn",
        title.format(request_title(_fact(attention, "type"), _fact(attention, "label"))),
        text,
        button,
        "requests",
        attention.subject,
        _left(attention, today, translate("Attention", "Your turn · {0}"))
        or translate("Attention", "Your turn"),
        "hand",
        "turn",
    )


def _refused_here(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    count = _count(attention, "count")
    one = translate("Attention", "1 request was refused and is not filed")
    many = translate("Attention", "{0} requests were refused and are not filed")
    return AttentionWords(
        "circle-x",
        "danger",
        one if count == 1 else many.format(count),
        translate("Attention", "You can correct it and send it again, or throw it away."),
        translate("Attention", "Open request"),
        "requests",
        attention.subject,
    )


def _waits_here(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    count = _count(attention, "count")
    one = translate("Attention", "1 request waits to be sent")
    many = translate("Attention", "{0} requests wait to be sent").format(count)
    return AttentionWords(
        "send",
        "neutral",
        one if count == 1 else many,
        translate("Attention", "Saved on this PC. It goes by itself when Kassapos can be reached."),
        translate("Attention", "Open request"),
        "requests",
        attention.subject,
    )


def _deletion_starts(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    day = day_in_words(attention.due) if attention.due is not None else ""
    title = translate("Attention", "“{0}” starts on {1}")
    if not day:
        title = translate("Attention", "“{0}” starts soon; no date given")
    asked = request_title(_fact(attention, "type"), _fact(attention, "label"))
    return AttentionWords(
        "trash-2",
        "warn",
        title.format(asked, day),
        translate("Attention", "Until then you can withdraw it, and nothing is deleted."),
        translate("Attention", "Open request"),
        "requests",
        attention.subject,
        _left(attention, today),
        "hourglass",
    )


def _hold_ended(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    more = _count(attention, "count") - 1
    label = lens.personal_text(_fact(attention, "label"))
    title = translate("Attention", "“{0}” need no longer be kept").format(label)
    if more == 1:
        title = translate("Attention", "“{0}” and 1 more need no longer be kept").format(label)
    elif more > 1:
        title = translate("Attention", "“{0}” and {1} more need no longer be kept")
        title = title.format(label, lens.count(more))
    day = day_in_words(attention.due) if attention.due is not None else ""
    return AttentionWords(
        "calendar-check",
        "brand",
        title,
        translate("Attention", "Kept until {0} because of: {1}. You can ask again now.").format(
            day, _fact(attention, "law")
        ),
        translate("Attention", "Prepare request"),
        "delete",
        attention.scope,
    )


def _policy_changes(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    day = day_in_words(attention.due) if attention.due is not None else attention.subject
    count = _count(attention, "changes")
    one = translate("Attention", "1 change, told in plain words.")
    many = translate("Attention", "{0} changes, told in plain words.").format(count)
    days = (indian_day(attention.due) - today).days if attention.due is not None else 0
    due = translate("Attention", "Takes effect in {0} days").format(days) if days > 1 else ""
    if days == 1:
        due = translate("Attention", "Takes effect tomorrow")
    return AttentionWords(
        "scroll-text",
        "warn",
        translate("Attention", "The privacy policy changes on {0}").format(day),
        "" if count == 0 else one if count == 1 else many,
        translate("Attention", "See what changes"),
        "policy",
        "next",
        due,
    )


def _no_copy(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    return AttentionWords(
        "hard-drive-download",
        "warn",
        translate("Attention", "No full copy on this PC yet"),
        translate(
            "Attention", "A copy of everything stays yours, whatever happens to the account."
        ),
        translate("Attention", "Export now"),
        "export",
    )


def _old_copy(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    made_at = attention.facts.get("made_at")
    day, ago = "", ""
    if isinstance(made_at, datetime):
        day = day_in_words(made_at)
        days = (today - indian_day(made_at)).days
        ago = translate("Attention", "{0} days ago").format(days)
    return AttentionWords(
        "hard-drive-download",
        "warn",
        translate("Attention", "No full copy on this PC since {0}").format(day),
        translate("Attention", "What Kassapos recorded since then is not in it."),
        translate("Attention", "Export now"),
        "export",
        None,
        ago,
        "clock",
    )


def _looks_mistyped(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    return AttentionWords(
        "triangle-alert",
        "warn",
        translate("Attention", "{0} looks mistyped").format(_fact(attention, "label")),
        translate("Attention", "Checked on this PC. If it is wrong, ask Kassapos to correct it."),
        translate("Attention", "Look at it"),
        "my_data",
        attention.subject,
    )


def _unexplained(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    count = _count(attention, "count")
    one = translate("Attention", "1 field is held for a reason the policy does not name")
    many = translate("Attention", "{0} fields are held for reasons the policy does not name")
    return AttentionWords(
        "info",
        "warn",
        one if count == 1 else many.format(count),
        translate("Attention", "You can ask what it is for, or ask to delete it."),
        translate("Attention", "Look at it"),
        "my_data",
        attention.subject or None,
    )


def _messages_after_stop(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    count = _count(attention, "count")
    one = translate("Attention", "1 message came after you stopped it")
    many = translate("Attention", "{0} messages came after you stopped them").format(count)
    return AttentionWords(
        "bell-ring",
        "warn",
        one if count == 1 else many,
        translate("Attention", "Your choices and Kassapos' message log do not agree."),
        translate("Attention", "See which"),
        "opt_ins",
    )


def _unread_notice(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    return AttentionWords(
        "mail",
        "brand",
        translate("Attention", "Kassapos wrote to you"),
        lens.personal_text(_fact(attention, "title")),
        translate("Attention", "Read it"),
        "policy",
        attention.subject,
    )


def _something(attention: Attention, lens: Lens, today: date) -> AttentionWords:
    return AttentionWords(
        "info",
        "neutral",
        translate("Attention", "Something needs a look"),
        "",
        translate("Attention", "Look at it"),
        "my_data",
    )
