"""The policy as Kassapos publishes it: versions, companies, keep times, notices."""

from __future__ import annotations

import uuid

from kassadesk.api.client import ApiClient
from kassadesk.core.policy import PolicyVersion, Processor, RetentionRule, ServerNotice


class PoliciesService:
    """Reads the policy and what belongs to it. Blocking; raises KassaError."""

    def __init__(self, api: ApiClient) -> None:
        self._api = api

    def versions(self) -> tuple[PolicyVersion, ...]:
        """All versions without their clauses, newest effective first."""
        found = self._api.policy.list_policies()
        return tuple(sorted(found, key=lambda one: one.effective_on, reverse=True))

    def version(self, version: str) -> PolicyVersion:
        """One version with clauses and changes. Raises NotFound."""
        return self._api.policy.read_policy(version)

    def processors(self) -> tuple[Processor, ...]:
        """The companies that work with the data."""
        return self._api.policy.list_processors()

    def retention_rules(self) -> tuple[RetentionRule, ...]:
        """How long each kind of data is kept, and who says so."""
        return self._api.policy.list_retention_rules()

    def notices(self) -> tuple[ServerNotice, ...]:
        """What Kassapos has told this shop, newest first."""
        found = self._api.policy.list_notices()
        return tuple(sorted(found, key=lambda notice: notice.sent_at, reverse=True))

    def mark_read(self, notice: ServerNotice) -> ServerNotice:
        """The notice, read; Kassapos is told."""
        return self._api.policy.mark_notice(notice.notice_id, str(uuid.uuid4()))
