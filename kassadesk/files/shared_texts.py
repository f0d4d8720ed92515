"""The table of shared texts of a workbook, held small: one run of bytes and where each text ends.

Programs that save a workbook again put all texts of all sheets into one table. A million bills have
four million different texts; as Python objects they would take half a gigabyte.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from kassadesk.files.guarded_zip import GuardedZip, Refused
from kassadesk.files.parsed_rows import texts_of, texts_of_piece
from kassadesk.files.xml_stream import OddMarkup, Pieces, plain_text

_MOST_BYTES = 256 << 20
_PLAIN = re.compile(r'\s*<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')


class SharedTexts:
    """The texts by number. IndexError for a number that none has."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("I", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        if number < 0:
            raise IndexError(number)
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode()

    def add(self, text: str) -> None:
        """The next text. Raises Refused when there are too many to hold."""
        self._bytes += text.encode("utf-8", "replace")
        self._ends.append(len(self._bytes))
        if len(self._bytes) + 4 * len(self._ends) > _MOST_BYTES:
            raise Refused("too_large")


def shared_texts(package: GuardedZip, part: str) -> SharedTexts:
    """The table in a part of the package; an empty one when there is none. Raises Refused."""
    texts = SharedTexts()
    if part not in package:
        return texts
    try:
        for text in _cut(package, part):
            texts.add(text)
    except OddMarkup:
        texts = SharedTexts()
        for text in texts_of(package.blocks(part), package.limits):
            texts.add(text)
    return texts


def _cut(package: GuardedZip, part: str) -> Iterator[str]:
    """Plain texts at once, the others (with runs of different looks) through the parser."""
    pieces = Pieces("sst", "si", package.limits.cell_bytes)
    for piece in pieces.of(package.blocks(part)):
        at = 0
        while at < len(piece):
            found = _PLAIN.match(piece, at)
            if found is not None:
                yield plain_text(found[1])
                at = found.end()
                continue
            end = piece.find("</si>", at) + len("</si>")
            end = len(piece) if end < len("</si>") else end
            yield from texts_of_piece(piece[at:end], package.limits)
            at = end
