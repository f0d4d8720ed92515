"""Wire shapes of the policy, the companies, the rules and the notices."""

from __future__ import annotations

from datetime import date

from kassadesk.api.wire import Moment, Wire, utc, utc_or_none
from kassadesk.core.exports import PublishedKey
from kassadesk.core.policy import (
    Clause,
    PolicyChange,
    PolicyVersion,
    Processor,
    RetentionRule,
    ServerNotice,
)


class RawClause(Wire):
    """One numbered part."""

    clause_id: str
    number: str
    title: str
    text: str


class RawPolicyChange(Wire):
    """One change in plain words."""

    about: str
    now: str
    next: str
    clause_id: str | None


class RawPolicyVersion(Wire):
    """One version; lists leave clauses and changes out."""

    version: str
    published_on: date
    effective_on: date
    state: str
    told_at: Moment | None
    sha256: str
    clauses: list[RawClause] = []
    changes: list[RawPolicyChange] = []

    def value(self) -> PolicyVersion:
        """As the core says it."""
        return PolicyVersion(
            version=self.version,
            published_on=self.published_on,
            effective_on=self.effective_on,
            state=self.state,
            told_at=utc_or_none(self.told_at),
            sha256=self.sha256,
            clauses=tuple(Clause(c.clause_id, c.number, c.title, c.text) for c in self.clauses),
            changes=tuple(PolicyChange(c.about, c.now, c.next, c.clause_id) for c in self.changes),
        )


class RawPolicies(Wire):
    """All versions."""

    items: list[RawPolicyVersion]


class RawProcessor(Wire):
    """A company that works with the data."""

    processor_id: str
    name: str
    purpose: str
    country: str | None
    since: date | None
    named_in_policy: str
    fields: list[str] = []

    def value(self) -> Processor:
        """As the core says it."""
        return Processor(
            processor_id=self.processor_id,
            name=self.name,
            purpose=self.purpose,
            country=self.country,
            since=self.since,
            named_in_policy=self.named_in_policy,
            fields=tuple(self.fields),
        )


class RawProcessors(Wire):
    """All companies."""

    items: list[RawProcessor]


class RawRetentionRule(Wire):
    """How long one kind of data is kept."""

    rule_id: str
    covers: str
    text: str
    citation: str | None
    source: str

    def value(self) -> RetentionRule:
        """As the core says it."""
        return RetentionRule(self.rule_id, self.covers, self.text, self.citation, self.source)


class RawRetentionRules(Wire):
    """All rules."""

    items: list[RawRetentionRule]


class RawNotice(Wire):
    """Something Kassapos tells."""

    notice_id: str
    sent_at: Moment
    kind: str
    title: str
    text: str
    read: bool

    def value(self) -> ServerNotice:
        """As the core says it."""
        return ServerNotice(
            notice_id=self.notice_id,
            sent_at=utc(self.sent_at),
            kind=self.kind,
            title=self.title,
            text=self.text,
            read=self.read,
        )


class RawNotices(Wire):
    """All notices."""

    items: list[RawNotice]


class RawKey(Wire):
    """One published key."""

    key_id: str
    algorithm: str
    public_key: str
    not_before: Moment

    def value(self) -> PublishedKey:
        """As the core says it."""
        return PublishedKey(self.key_id, self.public_key, utc(self.not_before))


class RawKeys(Wire):
    """All published keys."""

    keys: list[RawKey]
