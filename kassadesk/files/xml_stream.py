"""The XML of one part of a workbook as text in pieces that end with a whole row or a whole text.

Cutting XML without parsing it is only right where nothing can hide a tag: no comment, no CDATA, no
processing instruction. A part that has one raises OddMarkup and goes through the parser as a whole
(`parsed_rows`), which is slower and gives the same rows.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from kassadesk.files.guarded_zip import Refused

_HEAD_MOST = 1 << 20
_DECLARATION = re.compile(r"\ufeff?<\?xml [^<>?]*\?>")
_ENCODING = re.compile(r"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:(#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[a-z]{1,5});)?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class OddMarkup(Exception):
    """The part cannot be cut without a parser."""


class Pieces:
    """Cuts a part: what stands between the tags `outer`, in pieces that end with `</inner>`."""

    def __init__(self, outer: str, inner: str, most: int) -> None:
        self._begin = re.compile(rf"<{outer}(?: [^<>]*)?>")
        self._outer_end = f"</{outer}"
        self._inner_end = f"</{inner}>"
        self._most = most

    def of(self, blocks: Iterator[bytes]) -> Iterator[str]:
        """The pieces. Raises OddMarkup, and Refused for text that is not UTF-8."""
        decode = codecs.getincrementaldecoder("utf-8")().decode
        held, inside, over = "", False, False
        for block in blocks:
            try:
                held += decode(block)
            except UnicodeDecodeError as error:
                raise Refused("damaged") from error
            if over:
                held = ""
                continue
            if not inside:
                held, inside, over = self._after_head(held)
                if not inside:
                    continue
            if "<!" in held or "<?" in held:
                raise OddMarkup
            stop = held.find(self._outer_end)
            over = stop >= 0
            cut = stop if over else held.rfind(self._inner_end) + len(self._inner_end)
            if not over and cut < len(self._inner_end):
                if len(held) > self._most:
                    raise Refused("too_large")
                continue
            piece, held = held[:cut], held[cut:]
            yield piece.replace("\r\n", "\n").replace("\r", "\n") if "\r" in piece else piece
        if not over:
            raise OddMarkup  # the parser will say what is wrong with it

    def _after_head(self, held: str) -> tuple[str, bool, bool]:
        """What follows the opening tag; whether it came; whether it was closed at once."""
        head = _DECLARATION.match(held)
        start = head.end() if head else 0
        if head and _ENCODING.search(head[0]):
            raise OddMarkup
        found = self._begin.search(held, start)
        upto = found.start() if found else len(held)
        if held.find("<!", start, upto) >= 0 or (head and held.find("<?", start, upto) >= 0):
            raise OddMarkup
        if found is None:
            if len(held) > _HEAD_MOST:
                raise OddMarkup
            return held, False, False
        return held[found.end() :], True, found[0].endswith("/>")


def plain_text(text: str) -> str:
    """The text behind XML's references and behind Excel's own `_xHHHH_` (ECMA-376 part 1, 22.9.2.19)."""
    if "&" in text:
        text = _REFERENCE.sub(_referred, text)
    return unescaped(text) if "_x" in text else text


def unescaped(text: str) -> str:
    """The text behind Excel's `_xHHHH_`."""
    return _ESCAPED.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code < 0xE000 else chr(code)


def _referred(found: re.Match[str]) -> str:
    name = found[1] or ""
    if name in _NAMED:
        return _NAMED[name]
    if not name.startswith("#"):
        raise OddMarkup
    code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    if code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF:
        return chr(code)
    raise OddMarkup
