"""A paragraph that goes over the end of a page is on paper once, whole, and in its order."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from kassadesk.core.papers import LineRole, Paper, PaperText
from kassadesk.files.pdf_finish import finished
from kassadesk.ui.looks import Looks
from kassadesk.ui.paper.drawing import draw

pytestmark = pytest.mark.qt_log_ignore("OpenType support missing")
NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.mark.parametrize("above", range(0, 8))
def test_every_word_of_a_long_paragraph_is_there_once(looks: Looks, above: int) -> None:
    words = [f"word{number}" for number in range(1500)]
    lead = [PaperText(f"line{number}", LineRole.HEAD) for number in range(above)]
    drawn = draw(Paper("Long", "en", (*lead, PaperText(" ".join(words)), PaperText("end"))))
    pages = PdfReader(io.BytesIO(finished(drawn, NOW, "en"))).pages
    assert len(pages) > 2
    told = "".join("".join(page.extract_text().split()) for page in pages)
    assert told == "".join([*(text.text for text in lead), *words, "end"])
