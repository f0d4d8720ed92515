"""Reading the policy and what belongs to it; open facts of the service."""

from __future__ import annotations

from kassadesk.api.calls import Calls, OpenCalls
from kassadesk.api.origin import path_of
from kassadesk.api.wire_policy import (
    RawKeys,
    RawNotice,
    RawNotices,
    RawPolicies,
    RawPolicyVersion,
    RawProcessors,
    RawRetentionRules,
)
from kassadesk.api.wire_signin import RawMeta
from kassadesk.core.errors import BadAnswer
from kassadesk.core.exports import PublishedKey
from kassadesk.core.policy import PolicyVersion, Processor, RetentionRule, ServerNotice

SERVICE = "kassapos-privacy"


class PolicyCalls:
    """/v1/policies, processors, rules and notices. Blocking; raises KassaError."""

    def __init__(self, open_calls: OpenCalls, calls: Calls) -> None:
        self._open = open_calls
        self._calls = calls

    def read_meta(self) -> str:
        """The environment word ("production", "sample") of a real Kassapos service.

        Needs no sign-in. Raises BadAnswer when something else answers in the right form (R24).
        """
        raw_meta = self._open.get("/v1/meta", RawMeta)
        if raw_meta.service != SERVICE:
            raise BadAnswer(what="service")
        return raw_meta.environment

    def list_keys(self) -> tuple[PublishedKey, ...]:
        """The Ed25519 keys the server signs with; kinds newer than this program are left out."""
        raw_keys = self._open.get("/.well-known/kassapos-keys", RawKeys)
        return tuple(raw.value() for raw in raw_keys.keys if raw.algorithm == "Ed25519")

    def list_policies(self) -> tuple[PolicyVersion, ...]:
        """All versions, without their clauses."""
        return tuple(raw.value() for raw in self._calls.get("/v1/policies", RawPolicies).items)

    def read_policy(self, version: str) -> PolicyVersion:
        """One version with clauses and changes."""
        return self._calls.get(path_of("v1", "policies", version), RawPolicyVersion).value()

    def list_processors(self) -> tuple[Processor, ...]:
        """The companies that work with the data."""
        return tuple(raw.value() for raw in self._calls.get("/v1/processors", RawProcessors).items)

    def list_retention_rules(self) -> tuple[RetentionRule, ...]:
        """How long each kind of data is kept."""
        raw_rules = self._calls.get("/v1/retention-rules", RawRetentionRules)
        return tuple(raw.value() for raw in raw_rules.items)

    def list_notices(self) -> tuple[ServerNotice, ...]:
        """What Kassapos has told this shop."""
        return tuple(raw.value() for raw in self._calls.get("/v1/notices", RawNotices).items)

    def mark_notice(self, notice_id: str, idempotency_key: str) -> ServerNotice:
        """The notice, read."""
        path = path_of("v1", "notices", notice_id)
        return self._calls.change("PUT", path, {"read": True}, RawNotice, idempotency_key).value()
