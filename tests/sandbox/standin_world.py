"""A tiny shop for the server core's own tests, until the world is merged."""

from __future__ import annotations

import sys
import types
from datetime import date
from typing import Any

FIELDS = [
    ("business.trade_name", "business", "Shop name", "Kaveri Fresh Mart", "name"),
    ("business.gstin", "business", "GSTIN", "33ABCPS1234K1ZT", "gstin"),
    ("business.address", "business", "Business address", "12 Big Bazaar Street", "address"),
    ("business.industry", "business", "Industry type", "Grocery", "text"),
    ("contact.name", "contact", "Name", "Kavita Selvan", "name"),
    ("contact.mobile", "contact", "Mobile", "+919842012345", "phone"),
    ("contact.mobile_2", "contact", "Second mobile", "+919842012346", "phone"),
    ("contact.email", "contact", "E-mail", "kavita@example.in", "email"),
]


class World:
    shop = "kaveri"
    merchant_id = "m-1"
    login_mobile = "+91 98420 12345"
    login_email = "kavita@example.in"
    password = "sample-shop"
    code = "407218"
    person_name = "Kavita Selvan"

    def me(self) -> dict[str, Any]:
        return {"trade_name": "Kaveri Fresh Mart", "outlets": []}

    def categories(self) -> list[dict[str, Any]]:
        return [{"category_id": c, "count": n} for c, n in self.counts_of().items()]

    def counts_of(self) -> dict[str, int]:
        return {"business": 4, "contact": 4, "billing": 20000, "usage": 41208, "device": 3184}

    def fields(self) -> list[dict[str, Any]]:
        return [
            {"field_id": i, "category_id": c, "label": n, "value": v, "kind": k, "personal": True,
             "correctable": True, "deletable": {"allowed": i == "contact.mobile_2" or i.endswith("industry"),
             "reason": None, "rule": None, "until": None}}
            for i, c, n, v, k in FIELDS
        ]

    def bills_by_year(self) -> dict[str, int]:
        return {"2025-26": 12000, "2026-27": 8000}

    def counts(self) -> dict[str, int]:
        return {"transactions": 20000, "usage-events": 41208, "devices": 84, "sign-ins": 3100,
                "messages": 100, "consent-events": 219, "fields": 8, "field-changes": 3}


def open_world(shop: str, today: date, transactions: int | None) -> World:
    return World()


module = types.ModuleType("kassadesk.sandbox.world")
module.World = World  # type: ignore[attr-defined]
module.open_world = open_world  # type: ignore[attr-defined]
sys.modules["kassadesk.sandbox.world"] = module
if __name__ == "__main__":
    from kassadesk.sandbox.main import main
    raise SystemExit(main())
