"""The last hand on a PDF that Qt drew: words for readers, facts about the file, attached files.

Qt writes which glyphs stand where, and from glyphs of Tamil and Hindi no program finds the words
again. So each drawn line gets its words beside it (ActualText, PDF 1.7, 14.9.4): they can be searched,
copied and read aloud. The file tells nothing of the person or of this PC, and two drawings of the same
paper are the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from kassadesk.core.errors import WriteFailed
from kassadesk.core.papers import DrawnPaper

_RUN = re.compile(rb"BT\n.*?\nET\n", re.DOTALL)
_BASELINE = re.compile(rb"Tm\n-?[\d.]+ (-?[\d.]+) Td ")


def finished(
    drawn: DrawnPaper, at: datetime, language: str, attached: Mapping[str, bytes] | None = None
) -> bytes:
    """The PDF as it is kept. Raises WriteFailed when its lines are not those that were drawn."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn.content)))
    for page, lines in zip(writer.pages, drawn.pages, strict=True):
        stream = DecodedStreamObject()
        stream.set_data(_with_words(_content(page), lines))
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(language)
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    if "/Metadata" in root:  # tells a random number and the moment of drawing
        del root["/Metadata"]
    for name, content in (attached or {}).items():
        writer.add_attachment(name, content)
    moment = at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    writer.metadata = {
        "/Title": drawn.title,
        "/Creator": "KassaDesk",
        "/Producer": "KassaDesk",
        "/CreationDate": moment,
        "/ModDate": moment,
    }
    writer.pdf_header = "%PDF-1.7"
    writer.compress_identical_objects(remove_unreferenced=True)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    """The bytes; the file's identifier is made from them, not from chance."""
    nothing = ByteStringObject(bytes(16))
    writer._ID = ArrayObject([nothing, nothing])
    first = io.BytesIO()
    writer.write(first)
    made = ByteStringObject(hashlib.sha256(first.getvalue()).digest()[:16])
    writer._ID = ArrayObject([made, made])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _content(page: DictionaryObject) -> bytes:
    content = page["/Contents"].get_object()
    if isinstance(content, ArrayObject):
        return b"\n".join(part.get_object().get_data() for part in content)
    data: bytes = content.get_data()  # type: ignore[union-attr]
    return data


def _with_words(content: bytes, lines: tuple[str, ...]) -> bytes:
    groups = list(_groups(content))
    if len(groups) != len(lines):
        raise WriteFailed
    pieces, at = [], 0
    for (start, end), line in zip(groups, lines, strict=True):
        words = b"FEFF" + line.encode("utf-16-be").hex().upper().encode()
        pieces += [
            content[at:start],
            b"/Span <</ActualText <" + words + b">>> BDC\n",
            content[start:end],
            b"EMC\n",
        ]
        at = end
    return b"".join([*pieces, content[at:]])


def _groups(content: bytes) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends: runs of glyphs that stand on one baseline."""
    baseline: bytes | None = None
    start = end = 0
    for run in _RUN.finditer(content):
        found = _BASELINE.search(run.group())
        here = found.group(1) if found else b""
        if here != baseline:
            if baseline is not None:
                yield start, end
            baseline, start = here, run.start()
        end = run.end()
    if baseline is not None:
        yield start, end
