"""Opt-ins: read them, change one, and see what came although it was stopped."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime

from kassadesk.api.client import ApiClient
from kassadesk.api.server_rows import ServerRows
from kassadesk.core.clock import indian_day
from kassadesk.core.columns import columns_of
from kassadesk.core.errors import NotFound
from kassadesk.core.evidence import EvidenceKind, Note, no_note
from kassadesk.core.opt_ins import ConsentEvent, OptIn, SentMessage
from kassadesk.core.rows import Cell, Resource, Row, RowFilter, RowQuery

METHOD = "kassadesk"
"""How the choice was made, for the consent record."""
_STOPS = frozenset({"withdrawn", "refused", "expired", "invalidated"})


class OptInsService:
    """The choices of the shop. Blocking; raises KassaError."""

    def __init__(self, api: ApiClient, note: Note = no_note) -> None:
        self._api = api
        self._note = note

    def all(self) -> tuple[OptIn, ...]:
        """Every choice as Kassapos has it now."""
        return self._api.opt_ins.list_opt_ins()

    def set(self, opt_in: OptIn, granted: bool, language: str) -> OptIn:
        """The choice as Kassapos has it after the change, with its receipt number.

        `opt_in` is what the person saw. Raises Conflict, with `.current` an OptIn, when it was changed
        elsewhere meanwhile; nothing is overwritten then.
        """
        changed = self._api.opt_ins.change_opt_in(
            opt_in,
            granted,
            policy_version=self._policy_in_force(),
            language=language,
            method=METHOD,
            idempotency_key=str(uuid.uuid4()),
        )
        facts = {
            "opt_in_id": changed.opt_in_id,
            "granted": "yes" if changed.granted else "no",
            "receipt": changed.receipt_number or "",
        }
        self._note(EvidenceKind.OPT_IN, facts)
        return changed

    def history(self, opt_in_id: str) -> tuple[ConsentEvent, ...]:
        """Each change of one choice, newest first."""
        return self._api.opt_ins.list_opt_in_history(opt_in_id)

    def messages_after_stop(
        self, opt_in: OptIn, history: Iterable[ConsentEvent]
    ) -> tuple[SentMessage, ...]:
        """What was sent for a choice after its stop took effect; newest first, () while it is on."""
        stops = [event.happened_at for event in history if event.state in _STOPS]
        if opt_in.granted or not stops:
            return ()
        return tuple(self._messages_after_stops([opt_in]))

    def messages_after_all_stops(self, opt_ins: Iterable[OptIn]) -> tuple[SentMessage, ...]:
        """What was sent although its choice had been stopped, over all choices; newest first."""
        stopped = [one for one in opt_ins if not one.granted and one.receipt_number]
        return tuple(self._messages_after_stops(stopped))

    def _messages_after_stops(self, stopped: list[OptIn]) -> Iterator[SentMessage]:
        if not stopped:
            return
        since = {(one.purpose, one.channel): one.effective_at for one in stopped}
        first_day = indian_day(min(since.values()))
        query = RowQuery(Resource.MESSAGES, RowFilter(date_from=first_day))
        for page in ServerRows(self._api.rows).pages(query):
            for row in page:
                message = _message(row)
                stop = since.get((message.purpose, message.channel))
                if stop is not None and message.sent_at > stop:
                    yield message

    def _policy_in_force(self) -> str:
        for version in self._api.policy.list_policies():
            if version.state == "in_force":
                return version.version
        raise NotFound


def _message(row: Row) -> SentMessage:
    cells: dict[str, Cell] = {
        column.key: cell for column, cell in zip(columns_of(Resource.MESSAGES), row, strict=True)
    }
    sent_at = cells["sent_at"]
    assert isinstance(sent_at, datetime)
    return SentMessage(
        message_id=str(cells["message_id"]),
        sent_at=sent_at,
        purpose=str(cells["purpose"]),
        channel=str(cells["channel"]),
        label=str(cells["label"]),
        subject=str(cells["subject"] or ""),
    )
