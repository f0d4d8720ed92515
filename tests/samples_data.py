"""Kaveri Fresh Mart's data in memory: for tests of states that a real server gives only by luck."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from kassadesk.core.errors import KassaError
from kassadesk.core.opt_ins import ConsentEvent, Lock, OptIn, SentMessage

REGISTERED = datetime(2022, 2, 14, 11, 39, tzinfo=UTC)
STOPPED_OFFERS = datetime(2026, 7, 2, 15, 17, tzinfo=UTC)
CHANNELS = ("whatsapp", "sms", "email", "in_app")
ON = {
    "low_stock.whatsapp",
    "low_stock.in_app",
    "daily_report.whatsapp",
    "daily_report.email",
    "daily_report.in_app",
    "product_updates.in_app",
    "security_notices.none",
    "legal_notices.none",
}


def opt_in(name: str, granted: bool | None = None, lock: Lock | None = None) -> OptIn:
    """One choice of the shop as it stands on 23 Nov 2026."""
    purpose, _, channel = name.partition(".")
    changed = STOPPED_OFFERS if name == "offers.whatsapp" else REGISTERED
    return OptIn(
        opt_in_id=name,
        purpose=purpose,
        channel=channel,
        label="promotional" if purpose in ("offers", "product_updates") else "service",
        granted=name in ON if granted is None else granted,
        lock=lock,
        changed_at=changed,
        effective_at=changed,
        receipt_number="OPT-0219" if name == "offers.whatsapp" else None,
        propagation=(),
        etag=f'"{name}-1"',
    )


def all_opt_ins() -> tuple[OptIn, ...]:
    """The whole matrix, in the server's order."""
    names = [
        f"{purpose}.{channel}"
        for purpose in ("low_stock", "daily_report", "product_updates", "offers")
        for channel in CHANNELS
    ]
    return (
        *(opt_in(name) for name in names),
        opt_in("usage_analytics.none"),
        opt_in("website_analytics.none", lock=Lock("browser", None)),
        opt_in("security_notices.none", lock=Lock("security", None)),
        opt_in("legal_notices.none", lock=Lock("legal", "Rule 46, CGST Rules 2017")),
    )


@dataclass
class KaveriOptIns:
    """Keeps the choices in memory; can be told to wait and to fail."""

    choices: dict[str, OptIn] = field(
        default_factory=lambda: {one.opt_in_id: one for one in all_opt_ins()}
    )
    failures: list[KassaError] = field(default_factory=list)
    """Errors the next changes raise, first one first."""
    saved_all_the_same: bool = False
    """True: a failing change takes effect before it fails."""
    unreadable: KassaError | None = None
    gate: threading.Event = field(default_factory=threading.Event)
    """Changes wait here until the test opens it."""
    asked: list[tuple[str, bool, str]] = field(default_factory=list)
    receipts: int = 223

    def __post_init__(self) -> None:
        self.gate.set()

    def all(self) -> tuple[OptIn, ...]:
        if self.unreadable is not None:
            raise self.unreadable
        return tuple(self.choices.values())

    def set(self, opt_in: OptIn, granted: bool, language: str) -> OptIn:
        self.asked.append((opt_in.opt_in_id, granted, language))
        assert self.gate.wait(20)
        failure = self.failures.pop(0) if self.failures else None
        if failure is None or self.saved_all_the_same:
            self.receipts += 1
            self.choices[opt_in.opt_in_id] = replace(
                self.choices[opt_in.opt_in_id],
                granted=granted,
                changed_at=datetime(2026, 11, 23, 4, 44, tzinfo=UTC),
                receipt_number=f"OPT-0{self.receipts}",
                etag=f'"{opt_in.opt_in_id}-{self.receipts}"',
            )
        if failure is not None:
            raise failure
        return self.choices[opt_in.opt_in_id]

    def history(self, opt_in_id: str) -> tuple[ConsentEvent, ...]:
        if opt_in_id != "offers.whatsapp":
            return (_event("EV-0004", opt_in_id, REGISTERED, "given", "sign_up_form", "OPT-0004"),)
        return (
            _event("EV-0219", opt_in_id, STOPPED_OFFERS, "withdrawn", "app_settings", "OPT-0219"),
            _event("EV-0004", opt_in_id, REGISTERED, "given", "sign_up_form", "OPT-0004"),
        )

    def messages_after_stop(
        self, opt_in: OptIn, history: tuple[ConsentEvent, ...]
    ) -> tuple[SentMessage, ...]:
        if opt_in.granted or opt_in.opt_in_id != "offers.whatsapp":
            return ()
        return tuple(
            SentMessage(f"MSG-{n}", history[0].happened_at + timedelta(days=days), *_OFFER, subject)
            for n, (days, subject) in enumerate(
                [(110, "Diwali plan offer"), (44, "Freedom sale"), (7, "Yearly plan")]
            )
        )


_OFFER = ("offers", "whatsapp", "promotional")


def _event(
    event_id: str, opt_in_id: str, at: datetime, state: str, method: str, receipt: str
) -> ConsentEvent:
    return ConsentEvent(
        event_id,
        "REC-1",
        opt_in_id,
        at,
        state,
        "owner",
        "Kavitha",
        method,
        "2026-05-01",
        "en",
        receipt,
    )
