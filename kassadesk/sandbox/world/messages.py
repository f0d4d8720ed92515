"""What Kassapos sent to the shop: alerts, reports, notices, and three offers after the stop."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from kassadesk.sandbox.world.dice import Dice
from kassadesk.sandbox.world.shops import Shop, told
from kassadesk.sandbox.world.story import Story, epoch_text, midnight
from kassadesk.sandbox.world.tables import Value, WireRow

_REPORT_DAYS = 60


def message_rows(shop: Shop, story: Story) -> list[WireRow]:
    """Every message of the log, oldest first; none for a shop without transactions of its own."""
    if not shop.transactions:
        return []
    sent = [*_reports(shop, story.today), *_low_stock(shop, story.today), *_told(shop, story)]
    sent.sort(key=lambda message: tuple(map(str, message)))
    return [(f"msg_{number + 1:06d}", *message) for number, message in enumerate(sent)]


def _reports(shop: Shop, today: date) -> list[tuple[Value, ...]]:
    sent = []
    for ago in range(1, _REPORT_DAYS + 1):
        day = today - timedelta(days=ago)
        for channel in ("whatsapp", "email", "in_app"):
            time = epoch_text(midnight(day) + 21 * 3600 + 4)
            sent.append(_message(shop, time, "daily_report", channel, "service", "Daily report"))
    return sent


def _low_stock(shop: Shop, today: date) -> list[tuple[Value, ...]]:
    dice = Dice(shop.seed + 8)
    sent = []
    for ago in range(1, 90):
        if dice.below(3):
            continue
        item = dice.one_of(("ரவை", "Sugar 1 kg", "=Oil 1 L", "चाय", "Rice 25 kg 🍚"))
        time = epoch_text(midnight(today - timedelta(days=ago)) + 36000 + dice.below(25000))
        for channel in ("whatsapp", "in_app"):
            subject = f"Low stock: {item}"
            sent.append(_message(shop, time, "low_stock", channel, "service", subject))
    return sent


def _told(shop: Shop, story: Story) -> list[tuple[Value, ...]]:
    traces: dict[str, Any] = told("traces")
    offers = [
        _message(shop, story.moment(raw["at"]), "offers", "whatsapp", "promotional", raw["subject"])
        for raw in traces["offers"]
    ]
    notes = [
        _message(
            shop,
            story.moment(raw["at"]),
            raw["purpose"],
            raw["channel"],
            raw["label"],
            raw["subject"],
        )
        for raw in traces["notes"]
    ]
    return offers + notes


def _message(
    shop: Shop, time: str, purpose: str, channel: str, label: str, subject: str
) -> tuple[Value, ...]:
    to = {
        "whatsapp": shop.values.get("contact.person.whatsapp"),
        "sms": shop.values.get("contact.person.mobile"),
        "email": shop.values.get("contact.person.email"),
    }.get(channel, "Kassapos app")
    outcome = "failed" if purpose == "low_stock" and "Oil" in subject else "delivered"
    return (time, purpose, channel, label, to, subject, outcome)
