"""Words for what changes between two policy texts, found on this PC."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from kassadesk.core.policy import Clause
from kassadesk.core.policy_diff import ClauseChange, ClauseChangeKind
from kassadesk.core.policy_sentences import SentenceChange, SentenceChangeKind

translate = QCoreApplication.translate


def change_words(change: ClauseChange) -> str:
    """One line: where, and what changes there."""
    return f"{change_place(change)}: {change_deed(change)}"


def change_place(change: ClauseChange) -> str:
    """Section 7, How long it is kept."""
    whole = change.kind is ClauseChangeKind.SPLIT
    clause = change.before if whole else change.after or change.before
    assert clause is not None, "a change is about a clause"
    return section(clause)


def section(clause: Clause) -> str:
    """A clause as it is spoken of."""
    words = translate("PolicyChange", "Section {number}, {title}")
    return words.format(number=clause.number, title=clause.title)


def change_deed(change: ClauseChange) -> str:
    """What happens, without where."""
    if change.inside is not None:
        return _inside(change, change.inside)
    number = change.before.number if change.before else ""
    numbers = _numbers(part.number for part in change.parts)
    kinds = ClauseChangeKind
    return {
        kinds.ADDED: translate("PolicyChange", "is new"),
        kinds.REMOVED: translate("PolicyChange", "is gone"),
        kinds.MOVED: translate("PolicyChange", "was section {number} and stands elsewhere now"),
        kinds.SPLIT: translate("PolicyChange", "was split into sections {numbers}"),
        kinds.JOINED: translate("PolicyChange", "takes in what sections {numbers} said"),
        kinds.RENAMED: translate("PolicyChange", "was called “{title}”"),
        kinds.INSIDE: "",
    }[change.kind].format(
        number=number, numbers=numbers, title=change.before.title if change.before else ""
    )


def change_icon(change: ClauseChange) -> str:
    """What stands before a change; a deed that may turn a promise round warns."""
    inside = change.inside.kind if change.inside else None
    grave = (SentenceChangeKind.TURNED, SentenceChangeKind.COMPANY_UNNAMED)
    return "triangle-alert" if inside in grave or change.kind is ClauseChangeKind.REMOVED else ""


def _inside(change: ClauseChange, inside: SentenceChange) -> str:
    kinds = SentenceChangeKind
    return {
        kinds.NUMBER: translate("PolicyChange", "{was} becomes {becomes}"),
        kinds.COMPANY_ADDED: translate("PolicyChange", "names {becomes}, which it did not"),
        kinds.COMPANY_REMOVED: translate("PolicyChange", "does not name {was} any more"),
        kinds.COMPANY_UNNAMED: translate("PolicyChange", "speaks of {becomes}, without its name"),
        kinds.TURNED: translate(
            "PolicyChange",
            "a “not” came or went, so it may say the opposite: “{was}” becomes “{becomes}”",
        ),
        kinds.REWORDED: translate("PolicyChange", "“{was}” becomes “{becomes}”"),
        kinds.ADDED: translate("PolicyChange", "says newly “{becomes}”"),
        kinds.REMOVED: translate("PolicyChange", "does not say any more “{was}”"),
        kinds.MOVED: translate("PolicyChange", "says now what section {number} said: “{becomes}”"),
    }[inside.kind].format(
        was=inside.was,
        becomes=inside.becomes,
        number=change.before.number if change.before else "",
    )


def _numbers(numbers: Iterable[str]) -> str:
    *first, last = list(numbers) or [""]
    if not first:
        return last
    return translate("PolicyChange", "{first} and {last}").format(first=", ".join(first), last=last)
