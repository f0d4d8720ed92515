"""A command line that refuses in one line, and the numbers it takes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn


class OneLineParser(argparse.ArgumentParser):
    """An ArgumentParser whose refusal is one line on stderr and exit code 2, for its verbs too."""

    def error(self, message: str) -> NoReturn:
        """End with what was wrong and where help is; argparse alone would print its usage as well."""
        if sys.stderr is not None:  # a windowed Windows program has none
            line = " ".join(message.split())
            sys.stderr.write(f"{self.prog}: {line}. See {self.prog} --help\n")
        raise SystemExit(2)


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """What turns a word into a whole number between two bounds; for `type=` of an argument."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text[:12]) <= most):
            raise argparse.ArgumentTypeError(f"{text[:20]!r} is no number from {least} to {most}")
        return int(text)

    return read


BILLS = whole_number(0, 10_000_000)
"""How many bills a sample shop can be asked for."""
