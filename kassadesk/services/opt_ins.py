"""Opt-ins: read them, draft a change of one, and see what came although it was stopped.

A change is not made here: its draft goes through the outbox, which sends it, now or when Kassapos can
be reached, and never twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime

from kassadesk.api.client import ApiClient
from kassadesk.api.server_rows import ServerRows
from kassadesk.core.clock import indian_day
from kassadesk.core.columns import columns_of
from kassadesk.core.errors import KassaError
from kassadesk.core.opt_ins import ChoiceDraft, ConsentEvent, OptIn, SentMessage
from kassadesk.core.rows import Cell, Resource, Row, RowFilter, RowQuery
from kassadesk.core.stopped_messages import AfterStop, messages_after_stops

METHOD = "kassadesk"
"""How the choice was made, for the consent record."""


class OptInsService:
    """The choices of the shop. Blocking, but for `draft`; raises KassaError."""

    def __init__(self, api: ApiClient) -> None:
        self._api = api
        self._text = ""

    def all(self) -> tuple[OptIn, ...]:
        """Every choice as Kassapos has it now."""
        return self._api.opt_ins.list_opt_ins()

    def look(self) -> tuple[OptIn, ...]:
        """Every choice, and with it the policy text in force, which a change has to name."""
        choices = self.all()
        with suppress(KassaError):
            versions = self._api.policy.list_policies()
            self._text = next((one.version for one in versions if one.state == "in_force"), "")
        return choices

    def draft(self, opt_in: OptIn, granted: bool, language: str) -> ChoiceDraft:
        """The change of a choice, to be saved in the outbox. Needs no line to Kassapos.

        `opt_in` is what the person saw. It names the policy text read last, or when none could be
        read, the one this choice stands under.
        """
        return ChoiceDraft(
            client_ref=str(uuid.uuid4()),
            idempotency_key=str(uuid.uuid4()),
            opt_in_id=opt_in.opt_in_id,
            purpose=opt_in.purpose,
            channel=opt_in.channel,
            granted=granted,
            etag=opt_in.etag,
            policy_version=self._text or opt_in.policy_version,
            language=language,
            method=METHOD,
        )

    def history(self, opt_in_id: str) -> tuple[ConsentEvent, ...]:
        """Each change of one choice, newest first."""
        return self._api.opt_ins.list_opt_in_history(opt_in_id)

    def companies(self) -> dict[str, str]:
        """Names of the companies that are told of choices, by id."""
        return {one.processor_id: one.name for one in self._api.policy.list_processors()}

    def after_stop(self, opt_in: OptIn, history: Iterable[ConsentEvent]) -> tuple[AfterStop, ...]:
        """What was sent for one choice after it was stopped, newest first; `history` is so too."""
        return self._judged([opt_in], list(history)[::-1], ServerRows(self._api.rows))

    def after_all_stops(self, opt_ins: Iterable[OptIn]) -> tuple[AfterStop, ...]:
        """What was sent although its choice had been stopped, over all choices; newest first."""
        rows = ServerRows(self._api.rows)
        events = [_event(row) for row in _rows(rows, RowQuery(Resource.CONSENT_EVENTS))]
        return self._judged(list(opt_ins), events, rows)

    def _judged(
        self, opt_ins: list[OptIn], events: list[ConsentEvent], rows: ServerRows
    ) -> tuple[AfterStop, ...]:
        if not events:
            return ()
        first_day = indian_day(min(event.happened_at for event in events))
        query = RowQuery(Resource.MESSAGES, RowFilter(date_from=first_day))
        messages = (_message(row) for row in _rows(rows, query))
        return messages_after_stops(opt_ins, events, messages)


def _rows(rows: ServerRows, query: RowQuery) -> Iterator[Row]:
    for page in rows.pages(query):
        yield from page


def _cells(resource: Resource, row: Row) -> dict[str, Cell]:
    return {column.key: cell for column, cell in zip(columns_of(resource), row, strict=True)}


def _event(row: Row) -> ConsentEvent:
    cells = _cells(Resource.CONSENT_EVENTS, row)
    happened_at = cells.pop("happened_at")
    assert isinstance(happened_at, datetime)
    person, number = cells.pop("actor_name"), cells.pop("receipt_number")
    return ConsentEvent(
        happened_at=happened_at,
        actor_name=None if person is None else str(person),
        receipt_number=None if number is None else str(number),
        **{name: str(cell) for name, cell in cells.items()},
    )


def _message(row: Row) -> SentMessage:
    cells = _cells(Resource.MESSAGES, row)
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
