"""What the law says about complaints, read once from resources/legal/complaints.toml, strictly."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated

import msgspec

from kassadesk.core.complaint_laws import BoardRule, ComplaintLaws, SettleRule
from kassadesk.core.places import resource
from kassadesk.services.laws import Sourced, Strict, read_file

_Text = Annotated[str, msgspec.Meta(min_length=1)]


class _RawRule(Sourced, kw_only=True):
    text: _Text
    to: _Text
    effective_from: date


class _RawSettle(_RawRule, kw_only=True):
    days: Annotated[int, msgspec.Meta(ge=1, le=3660)]


class _Complaints(Strict):
    settle: _RawSettle
    board: _RawRule


@cache
def complaint_laws() -> ComplaintLaws:
    """The rules that ship with the program. Raises BadLegalData."""
    return read_complaint_laws(resource("legal", "complaints.toml").read_text(encoding="utf-8"))


def read_complaint_laws(text: str) -> ComplaintLaws:
    """The file as values. Raises BadLegalData."""
    raw = read_file("complaints", text, _Complaints)
    settle, board = raw.settle, raw.board
    return ComplaintLaws(
        settle=SettleRule(
            settle.days, settle.to, settle.effective_from, settle.text, settle.origin()
        ),
        board=BoardRule(board.to, board.effective_from, board.text, board.origin()),
    )
