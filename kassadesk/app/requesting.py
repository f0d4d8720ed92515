"""`kassadesk requests`: what was asked, how far it is, and sending what waits on this PC."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from kassadesk.app.folders import Folders
from kassadesk.app.request_lines import (
    drained_lines,
    intent_line,
    request_line,
    request_lines,
)
from kassadesk.app.signed_in import SignedIn, signed_in
from kassadesk.core.data_requests import DataRequest
from kassadesk.core.errors import NotFound
from kassadesk.core.intents import Drained
from kassadesk.core.work import Work
from kassadesk.services.data_requests import DataRequestsService
from kassadesk.services.outbox import OutboxService


@dataclass(frozen=True, slots=True)
class RequestsWish:
    """What the command line asked for."""

    act: str = "list"
    """list, show or drain."""
    wanted: str = ""
    """For show: the reference or id of a request."""
    sandbox: bool = False
    shop: str = "kaveri"


def lines_of(wish: RequestsWish, folders: Folders) -> list[str]:
    """The lines of `list` and `show`. Raises KassaError; NotFound for an id nobody knows."""
    with signed_in(folders, wish.sandbox, wish.shop) as here, _outbox(here, folders) as outbox:
        requests = DataRequestsService(here.api)
        if wish.act == "show":
            return _shown(requests, wish.wanted)
        unsent = [intent_line(one) for one in outbox.intents()]
        return [*unsent, *(request_line(one) for one in requests.all())]


def drain(wish: RequestsWish, folders: Folders, work: Work) -> tuple[Drained, list[str]]:
    """Send what waits, at once, and tell what came of it. Raises KassaError and Cancelled."""
    with signed_in(folders, wish.sandbox, wish.shop) as here, _outbox(here, folders) as outbox:
        drained = outbox.drain(work, hurry=True)
        return drained, drained_lines(drained)


@contextmanager
def _outbox(here: SignedIn, folders: Folders) -> Iterator[OutboxService]:
    with closing(OutboxService(here.api, here.vault, folders.data)) as outbox:
        outbox.enter(here.api.held.read_me()[0].merchant_id, lasting=not here.sample)
        if outbox.trouble is not None:
            raise outbox.trouble
        yield outbox


def _shown(requests: DataRequestsService, wanted: str) -> list[str]:
    request = _found(requests.all(), wanted)
    return request_lines(request, requests.events(request.request_id))


def _found(requests: tuple[DataRequest, ...], wanted: str) -> DataRequest:
    for request in requests:
        if wanted in (request.reference, request.request_id, request.client_ref):
            return request
    raise NotFound
