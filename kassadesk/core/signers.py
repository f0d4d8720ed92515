"""Who vouches for the connection to the server: a public authority, or one of this PC's own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class SignerKind(Enum):
    """What kind of authority signed the certificate that the server showed."""

    NOT_YET = "not_yet"
    """Nothing was asked of this server yet."""
    THIS_PC = "this_pc"
    """The server is on this very PC and nothing is encrypted (the sample shop)."""
    PUBLIC = "public"
    """One of the authorities that browsers everywhere trust."""
    OWN = "own"
    """One that only this PC trusts: a virus scanner's or a company's, which can read along."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed the connection in use."""

    kind: SignerKind
    name: str = ""
    """Organisation and name of the authority, one short line of text from outside; "" when it has none.
    It may name a person (an authority somebody made at home), so the Lens shows it."""
