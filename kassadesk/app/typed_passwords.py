"""Passwords for the command line: asked for without showing them, or one line of standard input.

Never an argument: other people of the PC could read it in the list of processes and in the shell's
history.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from getpass import getpass
from typing import TypeVar

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.passwords import LONGEST

T = TypeVar("T")


class NoPassword(Exception):
    """What was given cannot be a password; the text says why."""


def from_stdin(*, twice: bool) -> str:
    """The first line of standard input; at a terminal it is asked for, `twice` for a new file.

    Raises NoPassword.
    """
    if at_terminal():
        return _checked(_asked_twice() if twice else asked("Password of the file: "))
    raw = sys.stdin.buffer.readline() if sys.stdin is not None else b""
    try:
        line = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoPassword("the password on standard input is not UTF-8") from error
    return _checked(line.rstrip("\r\n"))


def opened_with(call: Callable[[str], T], password: str) -> T:
    """`call(password)`; when the file turns out to be locked and a person is there to be asked, once
    more with what they type. Raises what `call` raises."""
    try:
        return call(password)
    except UnreadableExport as error:
        if error.reason != "encrypted" or password or not at_terminal():
            raise
        try:
            typed = asked(f"{error.place} has a password. Password: ")
        except NoPassword:
            raise error from None
        if not typed:
            raise
    return call(typed)


def at_terminal() -> bool:
    """True when a person can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def asked(question: str) -> str:
    """What a person types at the terminal, unseen. Raises NoPassword when nobody answers."""
    try:
        return getpass(question)
    except EOFError as error:
        raise NoPassword("no password was typed") from error


def _asked_twice() -> str:
    first = asked("Password for the file: ")
    if asked("Password again: ") != first:
        raise NoPassword("the two passwords are not the same")
    return first


def _checked(password: str) -> str:
    if not password:
        raise NoPassword("there is no password on standard input")
    if len(password) > LONGEST:
        raise NoPassword(f"a password has at most {LONGEST} characters")
    return password
