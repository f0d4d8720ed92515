"""A receipt as a PDF: the paper, the signed bytes attached, and a strict reading of such a file.

A last line names the digest of all before it, so any damage shows. Who forges a paper makes that line
too: therefore what is shown is compared with what the signature covers, letter by letter, and a page
may hold nothing but the letters and the one code this program draws. Not compared are the shapes of
letters inside the embedded fonts, and of Tamil and Hindi only the words beside the glyphs: the check
prints the signed words, and those count.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, PdfObject, StreamObject

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.papers import Modules
from kassadesk.files.page_words import StrangePage, words_of_page

ATTACHED = "receipt.json"
CONSENT = "consent.jsonld"
"""What is attached to the paper of a request, and to that of a choice."""
LARGEST = 8 * 1024 * 1024
_TAIL = b"%%KassaDesk sha256 %s\n"
_TAIL_LENGTH = len(_TAIL) - 3 + 64
_MARK = b"%KassaDesk sha256 "
_UNREADABLE = (
    PyPdfError,
    StrangePage,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    RecursionError,
    zlib.error,
)
_ROOT = {"/Type", "/Pages", "/Names", "/Lang", "/ViewerPreferences"}
_PAGE = {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/TrimBox", "/Annots"}

_PICTURE = {
    "/Type",
    "/Subtype",
    "/Width",
    "/Height",
    "/BitsPerComponent",
    "/ColorSpace",
    "/Filter",
}


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """What was found in a PDF."""

    name: str
    """Of the attached file: ATTACHED or CONSENT."""
    attached: bytes
    """The receipt file in it, as found."""
    whole: bool
    """True when the last line fits all before it."""
    words: str = ""
    """What is shown, without white space; "" when a page is not as ours are."""
    code: bytes = b""
    """The one picture, as packed bits."""


def with_tail(content: bytes) -> bytes:
    """A finished PDF with its last line."""
    return content + _TAIL % hashlib.sha256(content).hexdigest().encode()


def is_damaged(content: bytes) -> bool:
    """Whether a paper of ours is not the bytes its last line stands for."""
    return _MARK in content and content != with_tail(content[:-_TAIL_LENGTH])


def read_paper(content: bytes, path: Path) -> ReadPaper:
    """What a PDF holds. Raises UnreadableExport when no receipt of ours is attached to it."""
    body = content[:-_TAIL_LENGTH]
    whole = content == with_tail(body)
    try:
        reader = PdfReader(io.BytesIO(content), strict=True)
        name, attached = _attached(reader)
    except _UNREADABLE as error:
        ours = _MARK in content
        raise UnreadableExport(path, reason="damaged" if ours else "not_an_export") from error
    try:
        words, code = _shown(reader)
    except _UNREADABLE:
        return ReadPaper(name, attached, whole)
    return ReadPaper(name, attached, whole, words, code)


def code_bits(modules: Modules) -> bytes:
    """The code as a picture of one bit a square, rows filled up to whole bytes; dark is 0."""
    rows = []
    for row in modules:
        bits = "".join("0" if dark else "1" for dark in row)
        rows.append(int(bits.ljust(-(-len(bits) // 8) * 8, "1"), 2).to_bytes(-(-len(bits) // 8)))
    return b"".join(rows)


def _attached(reader: PdfReader) -> tuple[str, bytes]:
    found = list(reader.attachment_list)
    if len(found) != 1 or found[0].name not in (ATTACHED, CONSENT):
        raise StrangePage
    return found[0].name, found[0].content


def _shown(reader: PdfReader) -> tuple[str, bytes]:
    root = reader.root_object
    if set(root) - _ROOT or set(_dictionary(root["/Names"])) != {"/EmbeddedFiles"}:
        raise StrangePage
    words: list[str] = []
    codes: list[bytes] = []
    for page in reader.pages:
        if set(page) - _PAGE or page.annotations:
            raise StrangePage
        resources = _dictionary(page["/Resources"])
        shown = words_of_page(_stream(page["/Contents"]).get_data(), resources)
        words.append(shown.words)
        codes += [_code(_dictionary(resources["/XObject"]), name) for name in shown.pictures]
    if len(codes) != 1:
        raise StrangePage
    return "".join(words), codes[0]


def _code(pictures: DictionaryObject, name: str) -> bytes:
    picture = _stream(pictures[name])
    facts = (str(picture.get("/Subtype")), picture.get("/BitsPerComponent"))
    if set(picture) != _PICTURE or facts != ("/Image", 1):
        raise StrangePage
    return picture.get_data()


def _dictionary(found: PdfObject) -> DictionaryObject:
    there = found.get_object()
    if not isinstance(there, DictionaryObject):
        raise StrangePage
    return there


def _stream(found: PdfObject) -> StreamObject:
    there = found.get_object()
    if not isinstance(there, StreamObject):
        raise StrangePage
    return there
