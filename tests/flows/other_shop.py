"""The sample shop once more, with every personal value another one and all else the same.

Run as a process like the sandbox itself. What two such shops show while values are hidden must not
differ in a single pixel (non-interference): then nothing personal shines through a mask, not even
its length.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from tests.sandbox.running import Sandbox, started

_VALUES = {
    "business.name": "Om Stores",
    "business.name_on_bills": "Om Stores, the big shop beside the bus stand",
    "business.gstin.main": "33QQXPZ9876L1Z",
    "business.gstin.puducherry": "34QQXPZ9876L1Z!",
    "business.address.main": "2 Car Street, Karur 639 001",
    "business.address.puducherry": "117 Very Long Beach Road near the old lighthouse, Puducherry 605 003",
    "business.fssai_licence": "20024042009999",
    "contact.person.name": "வெங்கடேசன் சுப்பிரமணியன்",
    "contact.person.mobile": "+91 90000 12345",
    "contact.person.email": "v@om.example",
    "contact.person.mobile_second": "+91 81111 22222",
    "contact.person.email_second": "the.daily.report.of.the.shop@om-stores.example",
    "contact.person.whatsapp": "+91 90000 12345",
    "contact.shop.landline": "04324 220 042",
    "contact.staff.1.name": "Li",
    "contact.staff.2.name": "अ",
    "contact.staff.3.name": "Somebody With A Very Long Name Indeed",
    "contact.accountant.name": "M",
    "contact.accountant.phone": "0431 2700098",
}


@contextmanager
def other_shop(today: str, transactions: int, port: int) -> Iterator[Sandbox]:
    """A running server of the other shop."""
    words = [sys.executable, "-m", "tests.flows.other_shop", today, str(transactions), str(port)]
    with started(words) as shop:
        yield shop


def _changed_text(text: str) -> str:
    """Another text, of another length and with none of its words; "" stays ""."""
    return f"x{'y' * (len(text) % 17)}{len(text)}" if text else ""


def _changed_shop(raw: dict[str, Any]) -> dict[str, Any]:
    from kassadesk.sandbox.world.gstins import check_character

    values = {key: _VALUES.get(key, value) for key, value in raw["values"].items()}
    wrong = values["business.gstin.puducherry"]
    right = check_character(wrong[:14])
    values["business.gstin.puducherry"] = wrong[:14] + ("A" if right != "A" else "B")
    values["business.gstin.main"] += check_character(values["business.gstin.main"])
    changes = [
        {
            **change,
            "before": values["business.gstin.puducherry"][:14] + "9"
            if ".gstin." in change["field_id"]
            else _changed_text(change["before"]),
            "reason": _changed_text(change["reason"]),
            "by_name": change["by_name"] if change["by"] == "support" else "Li",
        }
        for change in raw["changes"]
    ]
    return {
        **raw,
        "legal_name": values["contact.person.name"],
        "trade_name": values["business.name"],
        "person_name": values["contact.person.name"],
        "values": values,
        "changes": changes,
    }


def _change_the_world() -> None:
    """Before the rest of the sandbox is read: other names, numbers, amounts, addresses."""
    from kassadesk.sandbox.world import shops

    real = shops.told.__wrapped__

    def told(name: str) -> dict[str, Any]:
        raw: dict[str, Any] = real(name)
        if name == "shops":
            return {**raw, "kaveri": _changed_shop(raw["kaveri"])}
        if name == "names":
            odd = [{**one, "name": _changed_text(one["name"])} for one in raw["odd"]]
            odd = [{**one, "phone": "12345"} if "phone" in one else one for one in odd]
            plain = ("people", "businesses", "notes", "odd_notes")
            return {"odd": odd, **{key: [_changed_text(one) for one in raw[key]] for key in plain}}
        if name == "traces":
            traces = ("details", "places")
            return {**raw, **{key: [_changed_text(one) for one in raw[key]] for key in traces}}
        return raw

    for name, module in list(sys.modules.items()):
        if name.startswith("kassadesk.sandbox") and getattr(module, "told", None) is shops.told:
            vars(module)["told"] = told
    shops.told = told  # type: ignore[assignment]
    _change_numbers()


def _change_numbers() -> None:
    from kassadesk.sandbox import past_requests, seeds
    from kassadesk.sandbox.world import baskets, bills, devices, people, sign_ins

    real_pack, real_address, real_phone = baskets.pack, devices.address, people._phone

    def pack(seed: int, outlets: tuple[str, ...]) -> list[baskets.Basket]:
        return [
            replace(
                one,
                items=one.items + 7,
                taxable_paise=one.taxable_paise * 3,
                gst_paise=one.gst_paise * 3,
                total_paise=one.total_paise * 3,
            )
            for one in real_pack(seed, outlets)
        ]

    def address(dice: Any) -> str:
        real_address(dice)
        return "192.0.2.1"

    def phone(dice: Any) -> str | None:
        return "1234567" if real_phone(dice) else None

    bills.pack = pack  # type: ignore[attr-defined]
    devices.address = sign_ins.address = address  # type: ignore[attr-defined]
    people._phone = phone
    name = past_requests.NAME
    item = replace(name.items[0], before="Venkatesan", after=_VALUES["contact.person.name"])
    other = replace(name, items=(item,), note=_changed_text(name.note or ""))
    kept = tuple(other if one is name else one for one in past_requests.KAVERI)
    vars(past_requests)["KAVERI"] = vars(seeds)["KAVERI"] = kept


def _serve(today: str, transactions: int, port: int) -> int:
    from datetime import date

    _change_the_world()
    from kassadesk.sandbox.main import run

    return run(
        port=port,
        transactions=transactions,
        today=date.fromisoformat(today),
        faults=True,
        until_stdin_closes=True,
    )


if __name__ == "__main__":
    sys.exit(_serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
