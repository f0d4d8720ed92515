"""Check characters of GSTINs, so that made-up numbers are well formed (or wrong on purpose)."""

from __future__ import annotations

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_character(first_fourteen: str) -> str:
    """The fifteenth character of a GSTIN: digits of base 36, weights 1 and 2 in turn, mod 36."""
    total = 0
    for place, letter in enumerate(first_fourteen):
        quotient, rest = divmod(_LETTERS.index(letter) * (place % 2 + 1), 36)
        total += quotient + rest
    return _LETTERS[-total % 36]


def completed(gstin: str) -> str:
    """A GSTIN of 14 characters with its check character; one of 15 stays as it is."""
    return gstin + check_character(gstin) if len(gstin) == 14 else gstin
