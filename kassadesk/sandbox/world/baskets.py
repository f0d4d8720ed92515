"""What is in the bills: a fixed pack of baskets that the row numbers go through again and again.

Because row n always takes basket n mod PACK, sums over any run of rows are two look-ups, and a
filter on amount, payment or outlet is a mask that repeats; 1.25 million rows need no table.
"""

from __future__ import annotations

from dataclasses import dataclass

from kassadesk.sandbox.world.dice import Dice

PACK = 16381
"""Baskets in the pack; a prime, so it never beats in time with the other packs of `bills`."""

_GOODS = (
    # HSN (kept as text: zeros in front count), GST rate in basis points, weight
    (("0402", 500), 12),
    (("1006", 0), 22),
    (("0713", 0), 12),
    (("07020000", 0), 10),
    (("09021010", 500), 9),
    (("1701", 500), 9),
    (("1512", 500), 8),
    (("3401", 1800), 7),
    (("33051090", 1800), 5),
    (("2202", 4000), 2),
    (("0000", 0), 1),
)
_MODES = (("upi", 46), ("cash", 36), ("card", 13), ("credit", 5))


@dataclass(frozen=True, slots=True)
class Basket:
    """One bill without its customer, number and time. Amounts in paise; refunds are negative."""

    outlet: str
    kind: str
    items: int
    hsn: str
    payment_mode: str
    taxable_paise: int
    gst_rate_bp: int
    gst_paise: int
    total_paise: int
    refers_back: int
    """Refunds: how many rows earlier the refunded bill was written; else 0."""


def pack(seed: int, outlets: tuple[str, ...]) -> list[Basket]:
    """PACK baskets. Refunds are about one in 200; the first rows hold the odd amounts."""
    dice = Dice(seed)
    baskets = [_basket(dice, outlets) for _ in range(PACK)]
    # Amounts at the edges: nothing to pay, one paisa, a very large order.
    for place, taxable in ((5, 0), (11, 1), (17, 98_76_54_321)):
        baskets[place] = _priced(dice, outlets, "bill", taxable)
    baskets[23] = _priced(dice, outlets, "refund", 61047)
    return baskets


def _basket(dice: Dice, outlets: tuple[str, ...]) -> Basket:
    kind = "refund" if dice.below(200) == 0 else "bill"
    # Three throws multiplied: many small bills, few large ones.
    taxable = 1500 + dice.below(300) * dice.below(300) * (1 + dice.below(4)) + dice.below(100)
    return _priced(dice, outlets, kind, taxable)


def _priced(dice: Dice, outlets: tuple[str, ...], kind: str, taxable: int) -> Basket:
    hsn, rate = dice.weighted(_GOODS)
    gst = (taxable * rate + 5000) // 10000  # rounded half up to the paisa
    sign = -1 if kind == "refund" else 1
    return Basket(
        outlet=outlets[-1] if dice.below(100) < 22 else outlets[0],
        kind=kind,
        items=1 + dice.below(24),
        hsn=hsn,
        payment_mode=dice.weighted(_MODES),
        taxable_paise=sign * taxable,
        gst_rate_bp=rate,
        gst_paise=sign * gst,
        total_paise=sign * (taxable + gst),
        refers_back=40 + dice.below(400) if kind == "refund" else 0,
    )
