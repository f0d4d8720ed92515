"""Wire shapes of opt-ins and their append-only history."""

from __future__ import annotations

from kassadesk.api.wire import Moment, Wire, utc, utc_or_none
from kassadesk.core.opt_ins import ConsentEvent, Lock, OptIn, Propagation


class RawLock(Wire):
    """Why a choice cannot be switched."""

    reason: str
    rule: str | None


class RawPropagation(Wire):
    """What one processor knows of a choice."""

    processor_id: str
    state: str
    at: Moment | None


class RawOptIn(Wire):
    """One choice."""

    opt_in_id: str
    purpose: str
    channel: str
    label: str
    granted: bool
    lock: RawLock | None
    changed_at: Moment
    effective_at: Moment
    policy_version: str
    record_id: str | None
    receipt_number: str | None
    propagation: list[RawPropagation]
    etag: str

    def value(self) -> OptIn:
        """As the core says it."""
        return OptIn(
            opt_in_id=self.opt_in_id,
            purpose=self.purpose,
            channel=self.channel,
            label=self.label,
            granted=self.granted,
            lock=Lock(self.lock.reason, self.lock.rule) if self.lock else None,
            changed_at=utc(self.changed_at),
            effective_at=utc(self.effective_at),
            policy_version=self.policy_version,
            record_id=self.record_id,
            receipt_number=self.receipt_number,
            propagation=tuple(
                Propagation(raw.processor_id, raw.state, utc_or_none(raw.at))
                for raw in self.propagation
            ),
            etag=self.etag,
        )


class RawOptIns(Wire):
    """All choices."""

    items: list[RawOptIn]


class RawConsentEvent(Wire):
    """One entry of a choice's history."""

    event_id: str
    record_id: str
    opt_in_id: str
    happened_at: Moment
    state: str
    actor: str
    actor_name: str | None
    method: str
    policy_version: str
    language: str
    receipt_number: str | None

    def value(self) -> ConsentEvent:
        """As the core says it."""
        return ConsentEvent(
            event_id=self.event_id,
            record_id=self.record_id,
            opt_in_id=self.opt_in_id,
            happened_at=utc(self.happened_at),
            state=self.state,
            actor=self.actor,
            actor_name=self.actor_name,
            method=self.method,
            policy_version=self.policy_version,
            language=self.language,
            receipt_number=self.receipt_number,
        )


class RawConsentHistory(Wire):
    """A choice's history, newest first."""

    items: list[RawConsentEvent]


class RawConsentRecordName(Wire):
    """Which record belongs to which choice."""

    record_id: str
    opt_in_id: str


class RawConsentRecords(Wire):
    """All consent records by name."""

    items: list[RawConsentRecordName]


class RawNewChoice(Wire):
    """What is sent to change a choice."""

    granted: bool
    policy_version: str
    language: str
    method: str
