"""Papers about the policy and the books, put where the person wants them."""

from __future__ import annotations

from pathlib import Path

from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.papers import DrawnPaper
from kassadesk.files.atomic import write_bytes


class PolicyPapersService:
    """Writes what was drawn. Blocking; raises FileProblem."""

    def __init__(self, clock: Clock = utc_now) -> None:
        self._clock = clock

    def save(self, drawn: DrawnPaper, target: Path, language: str = "en") -> None:
        """The paper as a PDF that can be printed, searched and read aloud."""
        from kassadesk.files.pdf_finish import finished  # late: its library takes long to read

        write_bytes(target, finished(drawn, self._clock(), language))
