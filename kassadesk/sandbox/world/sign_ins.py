"""Sign-ins, good and bad, oldest first."""

from __future__ import annotations

from collections.abc import Iterator

from kassadesk.sandbox.world.days import Days
from kassadesk.sandbox.world.devices import address
from kassadesk.sandbox.world.dice import Dice
from kassadesk.sandbox.world.shops import told
from kassadesk.sandbox.world.tables import WireRow


def sign_in_rows(days: Days, seed: int, people: list[str], devices: int) -> Iterator[WireRow]:
    """Every sign-in, oldest first."""
    dice = Dice(seed)
    traces = told("traces")
    for number, time in enumerate(days.texts(range(days.count))):
        yield (
            f"sgn_{number + 1:07d}",
            time,
            dice.one_of(people),
            f"dev_{1 + dice.below(devices):05d}" if devices else None,
            address(dice),
            dice.one_of(traces["places"]),
            dice.one_of(traces["outcomes"]),
        )
