"""The words and letters of one page as Qt draws it; anything Qt does not draw for us is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from pypdf.generic import DictionaryObject, StreamObject


class StrangePage(Exception):
    """The page holds something this program does not draw."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a page shows."""

    words: str
    """The words of all lines, without white space. In Latin letters they are what is drawn; of Tamil
    and Hindi they are what stands beside the glyphs."""
    pictures: tuple[str, ...]


_NUMBER = r"-?\d*\.?\d+"
_NUMBERS = rf"{_NUMBER}(?: {_NUMBER})*"
_HARMLESS = re.compile(
    rf"(?:/GSa gs(?: /CSp cs /CSp CS)?|/CSp cs|/CSp CS|[qQ](?: [qQ])*|{_NUMBERS} cm"
    rf"|[01] w 2 J 2 j \[\]0  d|{_NUMBERS} [ml]|h|W\* n)?"
)
"""State, moves, and the clip to the page; nothing that leaves ink."""
_INK = re.compile(rf"({_NUMBERS}) (?:scn|SCN)")
_INKS = {"0 0 0", "1 1 1"}
_WORDS = re.compile(r"/Span <</ActualText <FEFF((?:[0-9A-F]{4})*)>>> BDC")
_FONT = re.compile(rf"(/F\d+) {_NUMBER} Tf 1 0 0 -1 0 0 Tm")
_GLYPHS = re.compile(rf"{_NUMBER} {_NUMBER} Td <([0-9A-F]{{4}})> Tj")
_LATIN = re.compile(r"/(?:[A-Z]{6}\+)?NotoSans-(?:[A-Za-z]+|0-\d+)")
"""As FreeType names the font on Linux (NotoSans-SemiBold), and DirectWrite on Windows (NotoSans-0-600)."""
_PICTURE = re.compile(rf"{_NUMBERS} cm (/Im\d+)  Do")


def words_of_page(content: bytes, resources: Mapping[str, object]) -> PageWords:
    """What the page shows. Raises StrangePage, and what a broken PDF makes Python raise."""
    page = _Page(_fonts(resources))
    for line in content.decode("ascii").split("\n"):
        page.take(line.strip())
    return PageWords("".join(page.words), tuple(page.pictures))


class _Page:
    """Goes through a page, line by line of its content."""

    def __init__(self, fonts: Mapping[str, dict[str, str] | None]) -> None:
        self._fonts = fonts
        self._font: dict[str, str] | None = None
        self._inside = False
        self._line: str | None = None
        self._letters: list[str] = []
        self._all_latin = True
        self.words: list[str] = []
        self.pictures: list[str] = []

    def take(self, line: str) -> None:
        if line in ("BT", "ET"):
            if self._inside == (line == "BT") or self._line is None:
                raise StrangePage
            self._inside = line == "BT"
        elif line == "EMC":
            self._end_line()
        elif found := _WORDS.fullmatch(line):
            if self._line is not None:
                raise StrangePage
            self._line = bare(bytes.fromhex(found.group(1)).decode("utf-16-be"))
            self._letters, self._all_latin = [], True
        elif found := _PICTURE.fullmatch(line):
            self.pictures.append(found.group(1))
        elif not (self._inside and self._drawn(line)) and not _is_harmless(line):
            raise StrangePage

    def _drawn(self, line: str) -> bool:
        if found := _GLYPHS.fullmatch(line):
            if self._font is not None:
                self._letters.append(self._font[found.group(1)])
        elif found := _FONT.fullmatch(line):
            self._font = self._fonts[found.group(1)]
            self._all_latin &= self._font is not None
        else:
            return False
        return True

    def _end_line(self) -> None:
        """A line in Latin letters says what is drawn; in a mixed one the Latin letters stand in order."""
        words, letters = self._line, bare("".join(self._letters))
        if words is None or self._inside:
            raise StrangePage
        if letters != words and (self._all_latin or not _in_order(letters, words)):
            raise StrangePage
        self.words.append(words)
        self._line = None


def _in_order(letters: str, words: str) -> bool:
    rest = iter(words)
    return all(letter in rest for letter in letters)


def bare(text: str) -> str:
    """A text without white space, and with ligatures taken apart."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _is_harmless(line: str) -> bool:
    ink = _INK.fullmatch(line)
    if ink is not None:
        return ink.group(1) in _INKS or _dark(ink.group(1))
    return _HARMLESS.fullmatch(line) is not None


def _dark(ink: str) -> bool:
    """Letters that could hardly be seen are no letters."""
    return all(float(part) <= 0.4 for part in ink.split())


def _fonts(resources: Mapping[str, object]) -> dict[str, dict[str, str] | None]:
    """For each font what its glyphs mean; None for one that draws Tamil or Hindi."""
    found: dict[str, dict[str, str] | None] = {}
    fonts = resources["/Font"]
    assert isinstance(fonts, DictionaryObject)
    for name, reference in fonts.items():
        font = reference.get_object()
        is_latin = _LATIN.fullmatch(str(font["/BaseFont"]))
        cmap = font["/ToUnicode"].get_object()
        assert isinstance(cmap, StreamObject)
        found[name] = _meanings(cmap.get_data().decode("ascii")) if is_latin else None
    return found


def _meanings(cmap: str) -> dict[str, str]:
    """Glyph codes and their letters, from the lines of a ToUnicode map."""
    meanings: dict[str, str] = {}
    for low, high, start in re.findall(
        r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4,8})>", cmap
    ):
        for step in range(int(high, 16) - int(low, 16) + 1):
            meanings[f"{int(low, 16) + step:04X}"] = chr(int(start, 16) + step)
    for low, _high, listed in re.findall(
        r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*\[([^\]]*)\]", cmap
    ):
        for step, letter in enumerate(re.findall(r"<([0-9A-Fa-f]+)>", listed)):
            meanings[f"{int(low, 16) + step:04X}"] = bytes.fromhex(letter).decode("utf-16-be")
    return meanings
