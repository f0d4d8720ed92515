"""Devices the shop used, by the moment each was seen last."""

from __future__ import annotations

from kassadesk.sandbox.world.days import Days
from kassadesk.sandbox.world.dice import Dice
from kassadesk.sandbox.world.shops import Shop, told
from kassadesk.sandbox.world.story import epoch_text
from kassadesk.sandbox.world.tables import WireRow


def device_rows(days: Days, seed: int, people: list[str]) -> list[WireRow]:
    """Every device, the one seen longest ago first."""
    dice = Dice(seed)
    models = told("traces")["devices"]
    rows: list[WireRow] = []
    for number in range(days.count):
        last_seen = days.moment(number)
        model = models[number] if number < len(models) else dice.one_of(models)
        rows.append(
            (
                f"dev_{number + 1:05d}",
                epoch_text(last_seen - dice.below(500 * 86400)),
                epoch_text(last_seen),
                model["model"],
                model["system"],
                model["browser"] or None,
                address(dice),
                dice.one_of(people),
            )
        )
    return rows


def address(dice: Dice) -> str:
    """An IP address of the ranges kept for documentation (RFC 5737, RFC 3849)."""
    if dice.below(4) == 0:
        return f"2001:db8:{dice.below(65536):x}::{dice.below(65535) + 1:x}"
    return f"{dice.one_of(('192.0.2', '198.51.100', '203.0.113'))}.{1 + dice.below(254)}"


def people_of(shop: Shop) -> list[str]:
    """Who works with Kassapos in this shop: the owner and the staff members."""
    staff = [value for key, value in shop.values.items() if key.startswith("contact.staff.")]
    return [shop.person_name, *staff]
