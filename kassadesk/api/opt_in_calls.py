"""Reading and changing opt-ins, and their consent records."""

from __future__ import annotations

from kassadesk.api.answer import Answer
from kassadesk.api.calls import Calls, shaped
from kassadesk.api.origin import path_of
from kassadesk.api.transport import Call
from kassadesk.api.wire_opt_ins import (
    RawConsentHistory,
    RawConsentRecords,
    RawNewChoice,
    RawOptIn,
    RawOptIns,
)
from kassadesk.core.errors import Conflict
from kassadesk.core.opt_ins import ChoiceDraft, ConsentEvent, OptIn


class OptInCalls:
    """/v1/opt-ins and /v1/consent-records. Blocking; raises KassaError."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_opt_ins(self) -> tuple[OptIn, ...]:
        """Every choice as the server has it."""
        return tuple(raw.value() for raw in self._calls.get("/v1/opt-ins", RawOptIns).items)

    def read_opt_in(self, opt_in_id: str) -> OptIn:
        """One choice as the server has it now."""
        return self._calls.get(path_of("v1", "opt-ins", opt_in_id), RawOptIn).value()

    def change_opt_in(self, draft: ChoiceDraft) -> OptIn:
        """The choice after the change, told on the base of what the person saw (If-Match, R16).

        Raises Conflict with `.current` when it was changed elsewhere meanwhile.
        """
        return self._calls.change(
            "PUT",
            path_of("v1", "opt-ins", draft.opt_in_id),
            RawNewChoice(
                granted=draft.granted,
                policy_version=draft.policy_version,
                language=draft.language,
                method=draft.method,
            ),
            RawOptIn,
            draft.idempotency_key,
            headers={"If-Match": _quoted(draft.etag)},
            on_refusal=_raise_with_current,
        ).value()

    def list_opt_in_history(self, opt_in_id: str) -> tuple[ConsentEvent, ...]:
        """Each change of one choice, newest first."""
        path = path_of("v1", "opt-ins", opt_in_id, "history")
        return tuple(raw.value() for raw in self._calls.get(path, RawConsentHistory).items)

    def list_consent_records(self) -> dict[str, str]:
        """Record id of each choice, by opt-in id."""
        raw_records = self._calls.get("/v1/consent-records", RawConsentRecords)
        return {raw.opt_in_id: raw.record_id for raw in raw_records.items}

    def read_consent_record(self, record_id: str) -> bytes:
        """The full consent record (ISO/IEC TS 27560) as the exact JSON bytes sent."""
        answer = self._calls.send(Call("GET", path_of("v1", "consent-records", record_id)))
        answer.json()
        return answer.body


def _quoted(etag: str) -> str:
    """A strong entity tag in its header form (RFC 9110, 8.8.3)."""
    return etag if etag.startswith('"') else f'"{etag}"'


def _raise_with_current(answer: Answer) -> None:
    problem = answer.json_object()
    if answer.status == 412 and isinstance(problem.get("current"), dict):
        current = shaped(problem["current"], RawOptIn, answer.request_id).value()
        raise Conflict(reason="precondition_failed", current=current)
