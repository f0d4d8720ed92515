"""How hard a password for an export is to guess: a hint while it is typed, never a refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 255
"""Characters Excel takes."""

WARNING = "lost_password_lost_file"
"""Code of the one thing to be told before: nobody can find a lost password out, Kassapos neither."""


class Strength(StrEnum):
    """What a password withstands."""

    NONE = "none"
    WEAK = "weak"
    """A person who knows the shop, or a list of common passwords, finds it."""
    FAIR = "fair"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class StrengthHint:
    """The strength and the code of what would help most."""

    strength: Strength
    advice: str
    """longer, not_common, no_repeats, no_number_only, or "" when nothing is needed."""


_COMMON = re.compile(
    r"(?i)(password|passwort|qwerty|asdf|abc123|admin|welcome|letmein|iloveyou|india|shop|excel|"
    r"kassa|kassapos|kassadesk|1234|0000|1111)"
)
_REPEATS = re.compile(r"(.)\1{2,}")


def strength_of(password: str) -> StrengthHint:
    """The hint for a password. Length counts most; words everybody knows count for nothing."""
    if not password:
        return StrengthHint(Strength.NONE, "longer")
    rest = _REPEATS.sub(r"\1", _COMMON.sub("", password))
    kinds = sum(
        any(test(sign) for sign in rest)
        for test in (str.isdecimal, str.islower, str.isupper, lambda sign: not sign.isalnum())
    )
    worth = len(set(rest)) + max(0, len(rest) - 8) // 2 + 2 * max(0, kinds - 1)
    if worth < 10:
        return StrengthHint(Strength.WEAK, _advice(password, rest))
    return (
        StrengthHint(Strength.FAIR, "longer") if worth < 16 else StrengthHint(Strength.STRONG, "")
    )


def _advice(password: str, rest: str) -> str:
    if _COMMON.search(password):
        return "not_common"
    if _REPEATS.search(password):
        return "no_repeats"
    if len(password) >= 8 and rest.isdecimal():
        return "no_number_only"
    return "longer"
