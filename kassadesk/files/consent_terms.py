"""The words of linked data for consent records, from resources/consent: read once, strictly."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache

import msgspec

from kassadesk.core.places import resource
from kassadesk.core.shapes import shaped


class Jurisdiction(msgspec.Struct, forbid_unknown_fields=True):
    """How a country is said: place, law, authority."""

    place: str
    law: str
    authority: str


class Terms(msgspec.Struct, forbid_unknown_fields=True):
    """Which term stands for which word of a record."""

    source: str
    checked_on: date
    record: str
    receipt: str
    prefixes: dict[str, str]
    states: dict[str, str]
    actors: dict[str, str]
    roles: dict[str, str]
    jurisdictions: dict[str, Jurisdiction]
    places: dict[str, str]


@cache
def terms() -> Terms:
    """The words as they ship with the program."""
    content = resource("consent/dpv-terms.toml").read_text(encoding="utf-8")
    return shaped(tomllib.loads(content), Terms)
