"""Numbers that look like chance and are the same on every machine and every Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15
_ITEM = TypeVar("_ITEM")


def mixed(seed: int, number: int) -> int:
    """64 well-mixed bits from a seed and a row number (SplitMix64's finaliser)."""
    x = (seed + number * _STEP) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)


class Dice:
    """A run of throws. `random.Random` is avoided: some of its methods changed between versions."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._throws = 0

    def below(self, limit: int) -> int:
        """A number from 0 up to, not including, `limit`."""
        self._throws += 1
        return mixed(self._seed, self._throws) % limit

    def between(self, least: int, most: int) -> int:
        """A number from `least` to `most`, both included."""
        return least + self.below(most - least + 1)

    def one_of(self, items: Sequence[_ITEM]) -> _ITEM:
        """One of the items, each as likely as the others."""
        return items[self.below(len(items))]

    def weighted(self, items: Sequence[tuple[_ITEM, int]]) -> _ITEM:
        """One item of (item, weight) pairs."""
        throw = self.below(sum(weight for _, weight in items))
        for item, weight in items:
            throw -= weight
            if throw < 0:
                return item
        return items[-1][0]

    def text(self, alphabet: str, length: int) -> str:
        """Letters drawn from an alphabet."""
        return "".join(alphabet[self.below(len(alphabet))] for _ in range(length))
