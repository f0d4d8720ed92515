"""Who may sign in: logins in one written form, and the mask a code is announced with."""

from __future__ import annotations

import re

_SEPARATORS = re.compile(r"[\s().\-\u2010-\u2015]+")


def normal_login(login: str) -> str:
    """A mobile as "+919842012345" from any usual Indian form, an e-mail in small letters."""
    login = login.strip()
    if "@" in login:
        return login.lower()
    digits = _SEPARATORS.sub("", login)
    match = re.fullmatch(r"(?:\+91|0091|91|0)?([6-9][0-9]{9})", digits, re.ASCII)
    return f"+91{match[1]}" if match else digits


def masked(login: str) -> str:
    """Where a code went, told so that only its owner knows it: "+91 98••• ••345"."""
    if "@" in login:
        name, _, domain = login.partition("@")
        return f"{name[:1]}•••@{domain}"
    return f"{login[:3]} {login[3:5]}••• ••{login[-3:]}"
