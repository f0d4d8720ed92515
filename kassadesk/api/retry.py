"""When a call is made again, and after how long: the contract's retry table (rule R20)."""

from __future__ import annotations

import email.utils
import random
from collections.abc import Callable
from datetime import UTC, datetime

from kassadesk.api.answer import Answer
from kassadesk.api.deadline import Deadline, pause
from kassadesk.core.clock import utc_now
from kassadesk.core.errors import BadAnswer, KassaError, Offline
from kassadesk.core.work import Work

REPEATS = 2
"""How often a call is repeated at most."""
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
_DAMAGE = frozenset({"cut", "digest", "digest_missing"})


def with_repeats(
    attempt: Callable[[], Answer], repeatable: bool, deadline: Deadline, work: Work
) -> Answer:
    """The answer of `attempt`, tried again up to twice while the retry table allows it.

    `repeatable` says that a second arrival changes nothing more: a read, or a change that carries the
    same Idempotency-Key. Without it there is one attempt. Raises what the last attempt raised.
    """
    for repeat in range(REPEATS + 1):
        last = not repeatable or repeat == REPEATS
        try:
            answer = attempt()
        except (Offline, BadAnswer) as failure:
            wait_s = _backoff(repeat)
            if last or not _passes(failure) or wait_s >= deadline.remaining_s():
                raise
        else:
            told_s = _wait_after(answer, repeat)
            if last or told_s is None or told_s >= deadline.remaining_s():
                return answer
            wait_s = told_s
        pause(wait_s, deadline, work)
    raise AssertionError("the last attempt returns or raises")


def _passes(failure: KassaError) -> bool:
    """True for a fault of the line, which may be gone next time."""
    return isinstance(failure, Offline) or (
        isinstance(failure, BadAnswer) and failure.what in _DAMAGE
    )


def _wait_after(answer: Answer, repeat: int) -> float | None:
    """Seconds to wait before asking again; None when the answer is final."""
    if answer.status == 409:
        if answer.json_object().get("code") != "request_in_progress":
            return None
    elif answer.status not in _STATUSES:
        return None
    told = retry_after_s(answer.headers.get("retry-after", ""), utc_now())
    return told if told is not None else _backoff(repeat)


def _backoff(repeat: int) -> float:
    """Full jitter: anywhere between nothing and the doubled pause, so that shops do not knock at once."""
    return random.uniform(0, min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2**repeat))  # noqa: S311 - not a secret


def retry_after_s(header: str, now: datetime) -> float | None:
    """Seconds the server asks to wait (RFC 9110, 10.2.3: a number or a date); None when it does not.

    Garbage and negative numbers count as not asked; a date in the past as no wait.
    """
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
