"""Stopped means stopped: the detector against a brute-force reading of its own rule."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from kassadesk.core.opt_ins import ConsentEvent, Lock, OptIn, SentMessage
from kassadesk.core.stopped_messages import AfterStop, messages_after_stops

START = datetime(2022, 2, 14, tzinfo=UTC)
PURPOSES = ("offers", "product_updates", "low_stock")
CHANNELS = ("whatsapp", "sms", "email")
STATES = ("given", "refused", "withdrawn", "renewed", "expired", "invalidated")
HISTORIES = 200
Detector = Callable[
    [Sequence[OptIn], Sequence[ConsentEvent], Sequence[SentMessage]], tuple[AfterStop, ...]
]


class Story:
    """Choices, their events and a message log, made from a seed; times fall on each other often."""

    def __init__(self, seed: int) -> None:
        dice = random.Random(seed)
        self._minutes = dice.choice((40, 400, 40_000))
        pairs = [(purpose, channel) for purpose in PURPOSES for channel in CHANNELS]
        self.events: list[ConsentEvent] = []
        self.choices = [self._choice(dice, *pair) for pair in pairs[: dice.randint(1, 9)]]
        dice.shuffle(self.events)
        self.messages = [
            SentMessage(
                f"msg_{number:04d}", self._moment(dice), *dice.choice(pairs), "promotional", "x"
            )
            for number in range(dice.randint(0, 60))
        ]

    def _moment(self, dice: random.Random) -> datetime:
        return START + timedelta(minutes=dice.randint(0, self._minutes))

    def _choice(self, dice: random.Random, purpose: str, channel: str) -> OptIn:
        name = f"{purpose}.{channel}"
        locked = dice.random() < 0.1
        times = sorted({self._moment(dice) for _ in range(dice.randint(0, 8))})
        own = [
            ConsentEvent(
                f"{name}.{number}",
                "rec",
                name,
                at,
                dice.choice(STATES),
                dice.choice(("owner", "staff", "support", "system")),
                None,
                "switch",
                "2026-05-01",
                "en",
                dice.choice((None, f"OPT-{number:04d}")),
            )
            for number, at in enumerate(times)
        ]
        self.events += own
        changed_at = own[-1].happened_at if own else START
        late = timedelta(minutes=dice.choice((0, 0, 3, 30)))
        granted = bool(own) and own[-1].state in ("given", "renewed")
        lock = Lock("legal", None) if locked else None
        return OptIn(
            name, purpose, channel, "promotional", granted, lock, changed_at, changed_at + late,
            "2026-05-01", None, None, (), "e",
        )  # fmt: skip


def oracle(story: Story) -> set[str]:
    """The rule read word by word, without order or cleverness: every message against every event."""
    found = set()
    for message in story.messages:
        for choice in story.choices:
            if (choice.purpose, choice.channel) != (message.purpose, message.channel):
                continue
            if choice.lock is not None:
                continue
            own = [one for one in story.events if one.opt_in_id == choice.opt_in_id]
            if _off(own, choice, message.sent_at):
                found.add(message.message_id)
    return found


def _off(own: list[ConsentEvent], choice: OptIn, sent_at: datetime) -> bool:
    last = max((one.happened_at for one in own), default=None)

    def stops(one: ConsentEvent) -> bool:
        return one.state in ("withdrawn", "refused", "expired", "invalidated")

    def lifts(one: ConsentEvent) -> bool:
        by_shop = one.actor in ("owner", "staff")
        return not stops(one) and (by_shop or one.receipt_number is not None)

    def from_when(one: ConsentEvent) -> datetime:
        newest = one.happened_at == last and not choice.granted
        return max(one.happened_at, choice.effective_at) if newest else one.happened_at

    for stop in own:
        if not stops(stop) or not from_when(stop) < sent_at:
            continue
        later = [
            one
            for one in own
            if lifts(one) and stop.happened_at < one.happened_at and one.happened_at <= sent_at
        ]
        if not later:
            return True
    return False


def differences(detect: Detector) -> tuple[int, int, int, int]:
    """Histories, messages that are to be found, how many of them were missed, how many false."""
    wanted = missed = false = 0
    for seed in range(HISTORIES):
        story = Story(seed)
        found = detect(story.choices, story.events, story.messages)
        ids = {one.message.message_id for one in found}
        assert len(ids) == len(found)
        truth = oracle(story)
        wanted += len(truth)
        missed += len(truth - ids)
        false += len(ids - truth)
    return HISTORIES, wanted, missed, false


def test_in_200_generated_histories_no_message_after_a_stop_is_missed_and_none_is_false() -> None:
    histories, wanted, missed, false = differences(messages_after_stops)

    assert (histories, missed, false) == (200, 0, 0)
    assert wanted > 500


def test_a_detector_that_only_looks_at_the_newest_event_is_caught_missing_some() -> None:
    def careless(
        choices: Sequence[OptIn], events: Sequence[ConsentEvent], messages: Sequence[SentMessage]
    ) -> tuple[AfterStop, ...]:
        newest: dict[str, ConsentEvent] = {}
        for event in sorted(events, key=lambda one: one.happened_at):
            newest[event.opt_in_id] = event
        off = [one for one in newest.values() if one.state not in ("given", "renewed")]
        return messages_after_stops(choices, off, messages)

    assert differences(careless)[2] > 0


def test_a_detector_that_counts_the_very_moment_is_caught() -> None:
    def eager(
        choices: Sequence[OptIn], events: Sequence[ConsentEvent], messages: Sequence[SentMessage]
    ) -> tuple[AfterStop, ...]:
        later = [
            SentMessage(
                one.message_id,
                one.sent_at + timedelta(seconds=1),
                one.purpose,
                one.channel,
                one.label,
                one.subject,
            )
            for one in messages
        ]
        return messages_after_stops(choices, events, later)

    assert differences(eager)[3] > 0


def test_the_list_is_newest_first_and_names_the_stop_and_the_switch_on_nobody_asked_for() -> None:
    def event(minute: int, state: str, actor: str, receipt: str | None) -> ConsentEvent:
        at = START + timedelta(minutes=minute)
        return ConsentEvent(
            str(minute), "r", "offers.sms", at, state, actor, None, "m", "t", "en", receipt
        )

    at = START + timedelta(minutes=10)
    choice = OptIn(
        "offers.sms", "offers", "sms", "promotional", True, None, at, at, "t", None, None, (), "e"
    )
    stop, unasked = event(10, "withdrawn", "owner", "OPT-1"), event(20, "given", "support", None)
    sent = [
        SentMessage(str(minute), START + timedelta(minutes=minute), "offers", "sms", "p", "s")
        for minute in (5, 15, 25)
    ]

    found = messages_after_stops([choice], [stop, unasked], sent)

    assert [one.message.message_id for one in found] == ["25", "15"]
    assert [one.unasked for one in found] == [unasked, None]
    assert {one.stop for one in found} == {stop}
