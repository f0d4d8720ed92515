"""Stopped means stopped: which messages came for a choice that was off.

The rule, in full:
- A message is judged by the newest event of its purpose and channel before it was sent.
- given and renewed switch a choice on; withdrawn, refused, expired and invalidated switch it off.
- A switch-on that neither the shop made nor has a receipt does not lift a stop: nobody can show that
  it was agreed to.
- The newest stop counts from when Kassapos says it takes effect, every other one from its own time.
- At the very moment of a change the doubt speaks for Kassapos: such a message is not listed. Nor is
  one sent before anything was chosen, nor one whose purpose cannot be switched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kassadesk.core.opt_ins import ConsentEvent, OptIn, SentMessage

STOPS = frozenset({"withdrawn", "refused", "expired", "invalidated"})
STARTS = frozenset({"given", "renewed"})
_SHOP = frozenset({"owner", "staff"})


@dataclass(frozen=True, slots=True)
class AfterStop:
    """A message that came although its choice was off."""

    message: SentMessage
    stop: ConsentEvent
    """The stop that was in force."""
    unasked: ConsentEvent | None = None
    """The switch-on without a receipt by which Kassapos may explain itself."""


def lifts(event: ConsentEvent) -> bool:
    """Whether a switch-on ends a stop: the shop made it, or a receipt was given for it."""
    return event.state in STARTS and (event.actor in _SHOP or event.receipt_number is not None)


def messages_after_stops(
    choices: Iterable[OptIn], events: Iterable[ConsentEvent], messages: Iterable[SentMessage]
) -> tuple[AfterStop, ...]:
    """What came after a stop, newest first. Events of one moment stand in the order they happened."""
    stories = _stories(choices, events)
    found = [
        after
        for message in messages
        if (story := stories.get((message.purpose, message.channel)))
        and (after := _judged(message, story))
    ]
    found.sort(key=lambda one: (one.message.sent_at, one.message.message_id), reverse=True)
    return tuple(found)


_Story = list[tuple[datetime, ConsentEvent]]


def _stories(
    choices: Iterable[OptIn], events: Iterable[ConsentEvent]
) -> dict[tuple[str, str], _Story]:
    """By purpose and channel: the events and when each holds, oldest first."""
    by_choice: dict[str, list[ConsentEvent]] = defaultdict(list)
    for event in events:
        by_choice[event.opt_in_id].append(event)
    stories: dict[tuple[str, str], _Story] = {}
    for choice in choices:
        own = sorted(by_choice[choice.opt_in_id], key=lambda one: one.happened_at)
        if not choice.switchable or not own:
            continue
        story = [(one.happened_at, one) for one in own]
        if own[-1].state in STOPS and not choice.granted:
            story[-1] = (max(own[-1].happened_at, choice.effective_at), own[-1])
        stories[choice.purpose, choice.channel] = story
    return stories


def _judged(message: SentMessage, story: _Story) -> AfterStop | None:
    stop: ConsentEvent | None = None
    unasked: ConsentEvent | None = None
    for holds_from, event in story:
        if holds_from > message.sent_at:
            break
        if lifts(event):
            stop = unasked = None
        elif holds_from == message.sent_at:
            continue
        elif event.state in STOPS:
            stop, unasked = event, None
        elif event.state in STARTS:
            unasked = event if stop is not None else None
    return AfterStop(message, stop, unasked) if stop is not None else None
