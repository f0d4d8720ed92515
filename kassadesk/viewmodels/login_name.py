"""What a person typed to sign in: a mobile number or an e-mail address."""

from __future__ import annotations

from enum import Enum, auto


class LoginKind(Enum):
    """How the typed text is read."""

    EMPTY = auto()
    MOBILE = auto()
    EMAIL = auto()
    UNFINISHED = auto()
    """May still become one of them."""
    NEITHER = auto()


def read_login(text: str) -> LoginKind:
    """How a text is read while it is typed. Indian mobile numbers have ten digits and begin with
    6 to 9 (National Numbering Plan); +91, 0091 and a leading 0 are dropped."""
    text = text.strip()
    if not text:
        return LoginKind.EMPTY
    if "@" in text:
        name, _, place = text.partition("@")
        whole = bool(name) and "." in place.strip(".") and " " not in text and "@" not in place
        return LoginKind.EMAIL if whole else LoginKind.UNFINISHED
    if any(letter not in "+0123456789 -()" for letter in text):
        return LoginKind.UNFINISHED if text[0].isalpha() and " " not in text else LoginKind.NEITHER
    digits = "".join(letter for letter in text if letter.isdecimal())
    number = _without_country(digits, text.startswith("+"))
    if len(number) == 10 and number[0] in "6789":
        return LoginKind.MOBILE
    return LoginKind.UNFINISHED if len(number) < 10 else LoginKind.NEITHER


def _without_country(digits: str, plus: bool) -> str:
    if plus:
        return digits.removeprefix("91")
    for prefix in ("0091", "91", "0"):
        if digits.startswith(prefix) and len(digits) == len(prefix) + 10:
            return digits[len(prefix) :]
    return digits
