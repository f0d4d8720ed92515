"""The choices of a shop and the story of how each came to be as it is."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kassadesk.sandbox.world.dice import Dice
from kassadesk.sandbox.world.policy_texts import version_in_force_at
from kassadesk.sandbox.world.shops import Shop, told
from kassadesk.sandbox.world.story import Story, epoch_of, epoch_text


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing the shop can have or not have, by one channel."""

    opt_in_id: str
    purpose: str
    channel: str
    label: str
    lock: dict[str, str | None] | None

    @property
    def has_events(self) -> bool:
        """Whether switching it leaves a record: locked ones are never switched."""
        return self.lock is None


@dataclass(frozen=True, slots=True)
class ChoiceEvent:
    """One entry of the record of a choice, before it stands in the server's ledger."""

    opt_in_id: str
    happened_at: str
    state: str
    actor: str
    actor_name: str | None
    method: str
    policy_version: str
    language: str
    receipt_number: str | None


def choices() -> list[Choice]:
    """Every choice, in the order of a page: per purpose and channel, then the single ones."""
    raw = told("choices")
    pairs = [(purpose, channel) for purpose in raw["purposes"] for channel in raw["channels"]]
    singles = ("usage_analytics", "website_analytics", "security_notices", "legal_notices")
    pairs += [(purpose, "none") for purpose in singles]
    return [_choice(raw, purpose, channel) for purpose, channel in pairs]


def record_id(merchant_id: str, opt_in_id: str) -> str:
    """The UUID of the consent record of one choice; the same for ever."""
    digest = hashlib.sha256(f"{merchant_id}/{opt_in_id}".encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def receipt_number(number: int) -> str:
    """How the n-th receipt of a shop is called."""
    return f"OPT-{number:04d}"


def choice_events(shop: Shop, story: Story) -> list[ChoiceEvent]:
    """The record of all choices, oldest first; empty for a shop that was never asked."""
    if not shop.consent_events:
        return []
    plan = _timeline(shop, story)
    events = []
    for number, (time, opt_in_id, state, method) in enumerate(plan, start=1):
        unasked = method == "set by Kassapos"
        events.append(
            ChoiceEvent(
                opt_in_id=opt_in_id,
                happened_at=epoch_text(time),
                state=state,
                actor="support" if unasked else "owner",
                actor_name=None if unasked else shop.person_name,
                method=method,
                policy_version=version_in_force_at(story.today, time),
                language="en" if number % 7 else "ta",
                receipt_number=None if unasked else receipt_number(number),
            )
        )
    return events


def _choice(raw: dict[str, Any], purpose: str, channel: str) -> Choice:
    lock = raw["locks"].get(purpose)
    return Choice(
        opt_in_id=f"{purpose}.{channel}",
        purpose=purpose,
        channel=channel,
        label=raw["labels"][purpose],
        lock=lock and {"reason": lock["reason"], "rule": lock.get("rule")},
    )


def _timeline(shop: Shop, story: Story) -> list[tuple[int, str, str, str]]:
    """(time, choice, state, method) of `consent_events` entries, the last without a receipt.

    The sign-up form comes first, then switches back and forth that end in today's state, then the
    stop of the offers, then the switch nobody asked for.
    """
    raw = told("choices")
    stopped, unasked = raw["stopped"], raw["unasked"]
    signed_up = epoch_of(story.moment(shop.opened)) + 240
    order = [f"{purpose}.{ch}" for ch in raw["channels"] for purpose in raw["purposes"]]
    order.append("usage_analytics.none")
    ticked = set(raw["ticked_at_sign_up"])
    start = [
        (signed_up, each, "given" if each in ticked else "refused", "box in the sign-up form")
        for each in order
    ]
    end = [
        (
            epoch_of(story.moment(stopped["at"])),
            stopped["opt_in_id"],
            "withdrawn",
            "switch in the app",
        ),
        (epoch_of(story.moment(unasked["at"])), unasked["opt_in_id"], "given", "set by Kassapos"),
    ]
    wanted = {each: each in raw["granted"] for each in order}
    wanted[unasked["opt_in_id"]] = False  # until somebody switched it on unasked
    free = [each for each in order if each != stopped["opt_in_id"]]
    times = _between(signed_up + 86400, end[0][0] - 3600, shop.consent_events - len(start) - 2)
    switches = _switches(Dice(shop.seed + 9), free, ticked, wanted, list(times))
    return [*start, *switches, *end]


def _between(first: int, last: int, count: int) -> Iterator[int]:
    for number in range(count):
        yield first + (last - first) * number // count


def _switches(
    dice: Dice, free: list[str], ticked: set[str], wanted: dict[str, bool], times: list[int]
) -> list[tuple[int, str, str, str]]:
    """One switch per time; the last ones bring every choice to the state it is wanted in."""
    now = {each: each in ticked for each in free}
    picked: list[tuple[int, str, str, str]] = []
    for place, time in enumerate(times):
        wrong = [each for each in free if now[each] != wanted[each]]
        left = len(times) - place
        # An even number of free switches must remain after the ones that are still owed.
        each = wrong[0] if len(wrong) >= left else dice.one_of(free)
        now[each] = not now[each]
        state = "given" if now[each] else "withdrawn"
        picked.append((time, each, state, dice.one_of(("switch in the app", "call to support"))))
    return picked
