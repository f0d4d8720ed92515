"""Plain English lines about requests, for people and scripts at a terminal; nothing personal in them."""

from __future__ import annotations

from kassadesk.core.data_requests import DataRequest, RequestEvent
from kassadesk.core.intents import Drained, Intent, as_error
from kassadesk.core.lens import day_in_words, time_in_words

_STATES = {
    "draft": "draft, not sent",
    "queued": "waits to be sent",
    "sending": "is being sent",
    "not_sure": "not sure it arrived, Kassapos is asked",
    "refused": "refused, not filed",
}


def request_line(request: DataRequest) -> str:
    """One request of the list."""
    state = str(request.status) + (f"/{request.reason}" if request.reason else "")
    turn = ", your turn" if request.your_turn else ""
    return (
        f"{request.reference}  {request.type}  {state}{turn}  sent {day_in_words(request.filed_at)}"
    )


def intent_line(intent: Intent) -> str:
    """One that is only on this PC."""
    state = _STATES.get(str(intent.state), str(intent.state))
    why = f" [{as_error(intent.trouble).code}]" if intent.trouble else ""
    written = day_in_words(intent.created_at)
    return f"(on this PC)  {intent.kind}  {state}{why}  written {written}  {intent.client_ref}"


def request_lines(request: DataRequest, events: tuple[RequestEvent, ...]) -> list[str]:
    """One request in full: state, dates, receipt, story."""
    lines = [request_line(request), f"id         {request.request_id}"]
    dates = {
        "promised": request.promised_by,
        "policy": request.policy_by,
        "law": request.law_by,
        "starts": request.effective_at,
        "your turn": request.expires_at,
    }
    lines += [f"{name:<10} {day_in_words(day)}" for name, day in dates.items() if day]
    if request.receipt is not None:
        receipt = request.receipt
        received = time_in_words(receipt.received_at)
        lines.append(f"receipt    {receipt.receipt_number}, {received}, {receipt.request_digest}")
    lines += [f"{one.seq:>3}  {time_in_words(one.happened_at)}  {one.kind}" for one in events]
    return lines


def drained_lines(drained: Drained) -> list[str]:
    """What a round of sending came to."""
    lines = []
    for arrived in drained.filed:
        filed = arrived.intent.filed
        if filed is not None:
            receipt = f", receipt {filed.receipt_number}" if filed.receipt_number else ""
            lines.append(f"Filed: {filed.reference}{receipt}")
    for intent in drained.refused:
        code = as_error(intent.trouble).code if intent.trouble else ""
        lines.append(f"Refused: {intent.kind} {intent.client_ref} [{code}]")
    if drained.busy:
        lines.append("Another KassaDesk is sending just now.")
    lines.append(f"{drained.waiting} wait to be sent." if drained.waiting else "Nothing waits.")
    return lines
