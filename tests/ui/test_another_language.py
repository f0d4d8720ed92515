"""The language changes while the program runs: every word of ours changes, English comes back.

A made-up language puts brackets around every text that goes through Qt's translator. What stands
without brackets afterwards must have come from the server, or be of a kind listed here with a reason.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kassadesk.api import row_calls, strict_json
from kassadesk.api.wire_rows import page_at_once
from kassadesk.core.places import resource
from kassadesk.core.rows import Resource
from kassadesk.ui.page_shelf import FOOT_PAGES, PAGES
from tests.flows.desk import TODAY, Desk
from tests.sandbox.running import running_sandbox

pytestmark = pytest.mark.qt_log_ignore("OpenType support missing", "propagateSizeHints")

GROWS = re.compile("Connected|ago|just now")

LATIN_IN_EVERY_LANGUAGE = {
    "financial years": r"FY \d{4}-\d{2}",
    "days and times, made by the lens below the window": r"\d{1,2} [A-Z][a-z]{2} \d{4}|\d{1,2}:\d{2} [AP]M",
    "sizes": r"[\d.]+ [KMG]B",
    "keys as printed on the keyboard": r"\b(?:Ctrl|Shift|Tab|Enter|Home|End|Esc|F\d+)\b",
    "addresses, folders and file names": (
        r"https?://\S+|(?<!\w)/\S+|\b[A-Z]:\\\S+|KassaDesk-\S+|(?<![@\w.])[a-z0-9-]+\.(?:com|in|org)\b"
    ),
    "versions of libraries": r"\b\d+(?:\.\d+)+(?:\.?(?:post|dev|rc)\d+)?\b",
    "our name and theirs": r"KassaDesk|Kassapos",
    "the beginning of a fingerprint": r"\b[0-9a-f]{6,}…",
}


class Brackets(QTranslator):
    """A language in which every text stands in brackets."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The text, marked."""
        return f"⟦{source}⟧"

    def isEmpty(self) -> bool:
        """Qt asks before it uses a translator."""
        return False


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every text the server sends from now on."""
    found: set[str] = set()
    parse = strict_json.parse

    def listening(body: bytes) -> strict_json.ParsedJson:
        parsed = parse(body)
        found.update(_texts_in(parsed.value))
        return parsed

    def listening_to_rows(resource: Resource, body: bytes) -> object:
        found.update(_texts_in(json.loads(body)))
        return page_at_once(resource, body)

    monkeypatch.setattr(strict_json, "parse", listening)
    monkeypatch.setattr(row_calls, "page_at_once", listening_to_rows)
    return found


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, told: set[str]) -> Iterator[Desk]:
    """Signed in at Kaveri Fresh Mart, every page made once, in English."""
    with running_sandbox(today=TODAY.isoformat(), transactions=600) as shop:
        made = Desk(tmp_path / "home", shop=shop)
        try:
            made.start()
            made.sign_in()
            for goal in ("correct", "delete", "asking", *PAGES, *FOOT_PAGES):
                made.program.roads.go(goal)
                made.rest()
            made.program.roads.go("rows", Resource.TRANSACTIONS)
            made.rest()
            yield made
        finally:
            made.close()


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[Brackets]:
    """The made-up language, gone again afterwards."""
    language = Brackets()
    yield language
    qapp.removeTranslator(language)


def test_every_word_of_ours_changes_while_the_window_is_open(
    desk: Desk, told: set[str], brackets: Brackets, qapp: QApplication
) -> None:
    window = desk.window
    pages = {type(page).__name__: page for page in window.shelf.made()}
    pages |= {"frame": window.frame.navigation, "header": window.frame.header}
    pages["sign-in"] = window.sign_in_page
    assert len(pages) >= len(PAGES) + len(FOOT_PAGES) + 3
    english = settled_words(desk, pages)

    qapp.installTranslator(brackets)
    desk.rest()

    keychain = desk.program.services.vault.name()
    known = told | _bundled_names() | {str(keychain)}
    left = [
        f"{name}: {words!r}"
        for name, page in pages.items()
        for words in sorted(set(words_of(page)))
        if _is_ours(words, known)
    ]
    assert not left, "\n".join(left)
    bracketed = [words for page in pages.values() for words in words_of(page) if "⟦" in words]
    assert len(bracketed) > 300

    qapp.removeTranslator(brackets)
    assert settled_words(desk, pages) == english


def test_a_word_that_stays_english_is_seen() -> None:
    assert _is_ours("Financial year", {"Kaveri Fresh Mart"})
    assert _is_ours("⟦Rows⟧ of ⟦everything⟧ here", set())
    assert not _is_ours("⟦Kept until ⟦31 Mar 2034⟧⟧ · Kaveri Fresh Mart", {"Kaveri Fresh Mart"})


def settled_words(desk: Desk, pages: dict[str, QWidget]) -> dict[str, list[str]]:
    """The words of each page once rows have come and nothing changes by itself any more.

    Without how long ago Kassapos answered: that grows.
    """

    def now() -> dict[str, list[str]]:
        desk.rest()
        return {
            name: sorted({words for words in words_of(page) if not GROWS.search(words)})
            for name, page in pages.items()
        }

    before, after = now(), now()
    for _ in range(20):
        if before == after:
            break
        before, after = after, now()
    return after


def words_of(root: QWidget) -> Iterator[str]:
    """Every word a page shows or tells to a screen reader."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget is not root and not widget.isVisibleTo(root):
            continue
        yield from filter(None, (widget.accessibleName(), widget.accessibleDescription()))
        yield from filter(None, (widget.toolTip(), *_own_words(widget)))


def _own_words(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
        for row in range(min(model.rowCount(), 20)):
            yield from (str(model.index(row, at).data() or "") for at in range(columns))


def _is_ours(words: str, known: set[str]) -> bool:
    """True when letters are left that neither the language nor the server has given."""
    rest, depth = [], 0
    for letter in words:
        depth += letter == "⟦"
        if depth == 0:
            rest.append(letter)
        depth -= letter == "⟧"
    folders = LATIN_IN_EVERY_LANGUAGE["addresses, folders and file names"]
    text = re.sub(folders, " ", "".join(rest))  # first: the words of the server may stand in them
    letters = (k for k in known if k in text and re.search(r"[^\W\d_]", k))
    for piece in sorted(letters, key=len, reverse=True):
        text = text.replace(piece, " ")
    for pattern in LATIN_IN_EVERY_LANGUAGE.values():
        text = re.sub(pattern, " ", text)
    return re.search(r"[A-Za-z]{2}", text) is not None


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) > 1:
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts_in(item)


def _bundled_names() -> set[str]:
    """Names, versions and licences of third parties, as their authors write them; laws and where they
    were read, as they are called everywhere."""
    text = resource("licences", "third-party.toml").read_text(encoding="utf-8")
    laws = sorted(resource("legal").glob("*.toml"))
    rules = [tomllib.loads(one.read_text(encoding="utf-8")) for one in laws]
    return {*_texts_in(tomllib.loads(text)), *_texts_in(rules)}
