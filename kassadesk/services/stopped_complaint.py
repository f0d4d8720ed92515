"""What goes with a complaint about messages that came after a stop: their list, and the receipts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Protocol

from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.data_requests import Evidence
from kassadesk.core.errors import KassaError
from kassadesk.core.opt_ins import OptIn
from kassadesk.core.papers import DrawnPaper, Paper, PaperText
from kassadesk.core.stopped_messages import AfterStop
from kassadesk.services.consents import ConsentsService
from kassadesk.services.evidence import made_pdf

LIST_NAME = "messages-after-stop.pdf"
MOST_RECEIPTS = 4
"""With the list they are as many documents as a complaint may have."""
Draw = Callable[[Paper], DrawnPaper]


class StoppedWords(Protocol):
    """Says the list in words; implemented by `ui.words.stopped_lines`."""

    def __call__(self, found: Sequence[AfterStop]) -> tuple[PaperText, ...]:
        """Every paragraph of the list; the first is its title."""


class StoppedComplaintService:
    """Makes the documents. Blocking."""

    def __init__(
        self, consents: ConsentsService, words: StoppedWords, clock: Clock = utc_now
    ) -> None:
        self._consents = consents
        self._words = words
        self._clock = clock

    def documents(
        self, found: Sequence[AfterStop], choices: Iterable[OptIn], draw: Draw
    ) -> tuple[Evidence, ...]:
        """The list as a PDF, then the consent receipt of each choice it is about.

        A receipt that cannot be had now is left out: the list alone says what happened.
        """
        return (self._list(found, draw), *self._receipts(found, choices, draw))

    def _list(self, found: Sequence[AfterStop], draw: Draw) -> Evidence:
        from kassadesk.files.pdf_finish import finished  # late: its library takes long to read

        texts = self._words(found)
        drawn = draw(Paper(texts[0].text, "en", texts))
        return made_pdf(LIST_NAME, finished(drawn, self._clock(), "en"))

    def _receipts(
        self, found: Sequence[AfterStop], choices: Iterable[OptIn], draw: Draw
    ) -> list[Evidence]:
        about = {one.stop.opt_in_id for one in found}
        made: list[Evidence] = []
        for choice in choices:
            if choice.opt_in_id not in about or len(made) == MOST_RECEIPTS:
                continue
            with suppress(KassaError):
                receipt = self._consents.fetch(choice)
                drawn = draw(self._consents.paper(receipt))
                content = self._consents.paper_bytes(receipt, drawn)
                made.append(made_pdf(f"consent-{choice.opt_in_id}.pdf", content))
        return made
