"""Customers of the shops: everyday names in three scripts, and names as nasty as life."""

from __future__ import annotations

from dataclasses import dataclass

from kassadesk.sandbox.world.dice import Dice
from kassadesk.sandbox.world.gstins import completed
from kassadesk.sandbox.world.shops import told

WALK_IN = "Walk-in"


@dataclass(frozen=True, slots=True)
class Customer:
    """Who a bill was written for; None where the shop took nothing down."""

    name: str | None
    phone: str | None
    gstin: str | None


def customers(seed: int, places: int) -> list[Customer]:
    """`places` customers: more than half walk in unnamed, every name of the data file occurs."""
    dice = Dice(seed)
    names = told("names")
    known = [
        *(Customer(name, _phone(dice), None) for name in names["people"]),
        *(Customer(name, _phone(dice), _gstin(dice)) for name in names["businesses"]),
        *(Customer(raw["name"], raw.get("phone"), raw.get("gstin")) for raw in names["odd"]),
        Customer(None, None, None),
    ]
    drawn = [
        Customer(WALK_IN, None, None) if dice.below(100) < 58 else dice.one_of(known)
        for _ in range(places - len(known))
    ]
    drawn.extend(known)
    return _shuffled(drawn, dice)


def _shuffled(items: list[Customer], dice: Dice) -> list[Customer]:
    for last in range(len(items) - 1, 0, -1):
        other = dice.below(last + 1)
        items[last], items[other] = items[other], items[last]
    return items


def _phone(dice: Dice) -> str | None:
    kind = dice.below(10)
    if kind < 3:
        return None
    if kind == 3:
        return "0" + dice.text("0123456789", 10)  # typed with the trunk zero
    return f"+91 9{dice.text('0123456789', 4)} {dice.text('0123456789', 5)}"


def _gstin(dice: Dice) -> str:
    pan = dice.text("ABCDEFGHJKLMNPRSTUVW", 3) + dice.one_of("PCFH") + dice.text("AKMRSV", 1)
    pan += dice.text("0123456789", 4) + dice.text("ABCDEFGHJK", 1)
    return completed(f"{dice.one_of(('33', '33', '33', '34', '29', '32'))}{pan}1Z")
