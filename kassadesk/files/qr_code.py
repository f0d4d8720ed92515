"""A text as the squares of a QR code (ISO/IEC 18004)."""

from __future__ import annotations

import segno

from kassadesk.core.papers import Modules

_BORDER = 4


def modules_of(text: str) -> Modules:
    """The squares, a quiet border of four around them; a quarter may be damaged and it still reads."""
    code = segno.make(text, error="q", micro=False, boost_error=False)
    return tuple(tuple(bool(dot) for dot in row) for row in code.matrix_iter(border=_BORDER))
