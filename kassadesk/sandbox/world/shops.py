"""The made-up shops as the data file tells them."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kassadesk.core.places import resource
from kassadesk.sandbox.world.gstins import completed


@dataclass(frozen=True, slots=True)
class OutletPlan:
    """One place of business; its GSTIN and address are fields of the shop."""

    outlet_id: str
    name: str
    gstin_field: str
    address_field: str
    state_code: str


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """One change in the history of a field."""

    field_id: str
    at: str
    by: str
    by_name: str
    before: str
    reason: str


@dataclass(frozen=True, slots=True)
class Shop:
    """Everything about one shop that is written down and not computed."""

    shop: str
    seed: int
    merchant_id: str
    legal_name: str
    trade_name: str
    industry: str
    opened: str
    person_name: str
    person_role: str
    login_mobile: str
    login_email: str
    password: str
    code: str
    bill_prefix: str
    transactions: int
    year_weights: tuple[int, ...]
    """Bills per financial year, oldest first; the last is the running year up to 23 November."""
    usage_events: int
    devices: int
    sign_ins: int
    consent_events: int
    outlets: tuple[OutletPlan, ...]
    values: dict[str, str]
    created: dict[str, str]
    changes: tuple[ChangePlan, ...] = field(default=())


@cache
def told(name: str) -> dict[str, Any]:
    """One data file of the sandbox, read once; its text in NFC, as the contract wants it."""
    text = resource("sandbox", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(unicodedata.normalize("NFC", text))


def shop_names() -> tuple[str, ...]:
    """The shops that can be opened."""
    return tuple(told("shops"))


def shop_called(name: str) -> Shop:
    """The shop of that name; KeyError for a name that is not in the data file."""
    raw = dict(told("shops")[name])
    values = {key: _well_formed(key, value) for key, value in raw.pop("values").items()}
    return Shop(
        shop=name,
        year_weights=tuple(raw.pop("year_weights")),
        outlets=tuple(OutletPlan(**outlet) for outlet in raw.pop("outlets")),
        changes=tuple(ChangePlan(**change) for change in raw.pop("changes", ())),
        values=values,
        **raw,
    )


def _well_formed(field_id: str, value: str) -> str:
    return completed(value) if ".gstin." in field_id else value
