"""Which of the choices that are on a new policy text speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kassadesk.core.opt_ins import OptIn
from kassadesk.core.policy_diff import ClauseChange
from kassadesk.core.policy_sentences import words_of

_WORDS = {
    "sms": ("sms",),
    "whatsapp": ("whatsapp",),
    "email": ("e-mail", "email"),
    "analytics": ("analytics",),
}


@dataclass(frozen=True, slots=True)
class TouchedChoices:
    """Choices of one channel that a changed sentence speaks of."""

    channel: str
    """sms, whatsapp, email, or analytics."""
    on: int
    sections: tuple[str, ...]


def switched_on(choices: Iterable[OptIn]) -> tuple[OptIn, ...]:
    """The choices that are on and that the person can switch."""
    return tuple(one for one in choices if one.granted and one.lock is None)


def touched_choices(
    changes: Iterable[ClauseChange], choices: Iterable[OptIn]
) -> tuple[TouchedChoices, ...]:
    """For each channel with something on: the sections whose changes speak of it."""
    on = switched_on(choices)
    said = [
        (clause.number, set(words_of(_changed_words(change))))
        for change in changes
        if (clause := change.after or change.before) is not None
    ]
    found = []
    for channel, words in _WORDS.items():
        mine = [one for one in on if one.channel == channel or one.purpose.endswith(channel)]
        sections = [number for number, there in said if there & set(words)]
        if mine and sections:
            found.append(TouchedChoices(channel, len(mine), tuple(dict.fromkeys(sections))))
    return tuple(found)


def _changed_words(change: ClauseChange) -> str:
    if change.inside is not None:
        return f"{change.inside.was} {change.inside.becomes}"
    clauses = (change.before, change.after, *change.parts)
    return " ".join(clause.text for clause in clauses if clause is not None)
