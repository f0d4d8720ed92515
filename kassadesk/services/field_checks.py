"""Can this value be right? Checked on this PC only; nothing is sent, no register is asked."""

from __future__ import annotations

from dataclasses import dataclass

from kassadesk.core.rows import Kind
from kassadesk.services.gst_states import STATES

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LONGEST = 500
"""No value of these kinds is longer; parsers are not asked about more."""


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One rule and whether it holds."""

    code: str
    """length, shape, state, pan, same_pan, check_digit, holder, valid, india, local, domain, digits,
    first_digit, not_empty."""
    ok: bool
    fact: str = ""
    """What was found or what should be: a state's name, a length, the right check character."""


@dataclass(frozen=True, slots=True)
class FieldCheck:
    """The outcome for one value."""

    ok: bool
    normal: str
    """The value in the form it should be sent in."""
    steps: tuple[CheckStep, ...]
    suggestion: str | None = None
    """A value that would hold, when one slip explains the failure."""


def check(kind: Kind, text: str, same_pan_as: str | None = None) -> FieldCheck:
    """Whether `text` can be a value of that kind, rule by rule. Fast, offline, never raises.

    `same_pan_as`: the PAN a GSTIN of the same shop must hold. Rules: GSTIN and PAN by their published
    build-up, phones by the numbering plan of India, e-mail by RFC 5321 and 5322, PIN by India Post.
    """
    stripped = text.strip()[:_LONGEST]
    if kind is Kind.GSTIN:
        return _gstin(stripped, same_pan_as)
    checks = {Kind.PAN: _pan, Kind.PHONE: _phone, Kind.EMAIL: _email, Kind.PIN: _pin}
    return checks.get(kind, _anything)(stripped)


def _gstin(text: str, same_pan_as: str | None) -> FieldCheck:
    number = _compact(text)
    pan = number[2:12]
    state = number[:2]
    expected = _gstin_check_digit(number)
    steps = [
        CheckStep("length", len(number) == 15, str(len(number))),
        CheckStep("state", state in STATES, STATES.get(state, state)),
        CheckStep("same_pan", pan == _compact(same_pan_as))
        if same_pan_as
        else CheckStep("pan", all(step.ok for step in _pan(pan).steps)),
        CheckStep("check_digit", len(number) == 15 and number[14] == expected, expected),
    ]
    if len(number) == 15 and (number[12] == "0" or number[13] != "Z"):
        steps.insert(1, CheckStep("shape", False))
    only_the_end = [step.code for step in steps if not step.ok] == ["check_digit"]
    return _outcome(number, steps, number[:14] + expected if only_the_end and expected else None)


def _gstin_check_digit(number: str) -> str:
    """The 15th character that the first 14 demand; "" when they cannot be part of a GSTIN."""
    from stdnum import luhn

    first = number[:14]
    if len(first) < 14 or any(character not in _ALPHABET for character in first):
        return ""
    return str(luhn.calc_check_digit(first, _ALPHABET))


def _pan(text: str) -> FieldCheck:
    from stdnum.exceptions import ValidationError
    from stdnum.in_ import pan

    number = _compact(text)
    letters, digits, last = number[:5], number[5:9], number[9:]
    shape = _letters(letters) and _digits(digits) and digits != "0000" and _letters(last)
    try:
        holder = str(pan.info(number)["holder_type"]) if len(number) > 3 else ""
    except ValidationError:
        holder = ""
    steps = [
        CheckStep("length", len(number) == 10, str(len(number))),
        CheckStep("shape", shape),
        CheckStep("holder", bool(holder), holder),
    ]
    return _outcome(number, steps)


def _phone(text: str) -> FieldCheck:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "IN")
    except phonenumbers.NumberParseException:
        return _outcome(text, [CheckStep("valid", False)])
    valid = phonenumbers.is_valid_number(number)  # parse alone accepts "12345"
    normal = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    steps = [CheckStep("valid", valid), CheckStep("india", number.country_code == 91)]
    return _outcome(normal if valid else text, steps)


def _email(text: str) -> FieldCheck:
    from email_validator import EmailNotValidError, validate_email

    local, _, domain = text.rpartition("@")
    try:
        normal = validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        domain_holds = _domain_holds(domain)
        # One of the two parts is wrong; when the domain holds, it is what stands before the @.
        steps = [CheckStep("local", not domain_holds), CheckStep("domain", domain_holds)]
        return _outcome(text, steps if local else [CheckStep("local", False)])
    return _outcome(normal, [CheckStep("local", True), CheckStep("domain", True)])


def _domain_holds(domain: str) -> bool:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(f"a@{domain}", check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _pin(text: str) -> FieldCheck:
    number = "".join(text.split())
    steps = [
        CheckStep("length", len(number) == 6, str(len(number))),
        CheckStep("digits", _digits(number)),
        CheckStep("first_digit", number[:1] in set("123456789")),
    ]
    return _outcome(number, steps)


def _anything(text: str) -> FieldCheck:
    return _outcome(text, [CheckStep("not_empty", bool(text))])


def _outcome(normal: str, steps: list[CheckStep], suggestion: str | None = None) -> FieldCheck:
    return FieldCheck(all(step.ok for step in steps), normal, tuple(steps), suggestion)


def _compact(text: str) -> str:
    """Upper case without the spaces and hyphens people write."""
    return "".join(character for character in text.upper() if character not in " -\t\u00a0")


def _letters(text: str) -> bool:
    return bool(text) and all("A" <= character <= "Z" for character in text)


def _digits(text: str) -> bool:
    return bool(text) and all("0" <= character <= "9" for character in text)
