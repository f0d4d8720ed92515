"""Looks: two themes of the same meanings, readable in both."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kassadesk.core.places import resource
from kassadesk.ui import looks as looks_module
from kassadesk.ui.fonts import FAMILIES, ROLES, font_of
from kassadesk.ui.looks import THEMES, Looks, read_theme
from kassadesk.ui.page_shelf import ICONS
from kassadesk.ui.texts import category_icon, event_icon, request_icon
from kassadesk.ui.widgets.pill import _STATES
from tests.gallery_checks import letters_without_shape

TEXT_ON = [
    ("text", "surface"),
    ("text", "bg"),
    ("text2", "surface"),
    ("text2", "brandTint"),
    ("text3", "surface"),
    ("brand", "surface"),
    ("brand", "brandTint"),
    ("onBrand", "brand"),
    ("onTurn", "turn"),
    ("onDanger", "danger"),
    ("turn", "turnTint"),
    ("ok", "okTint"),
    ("warn", "warnTint"),
    ("danger", "dangerTint"),
    ("danger", "surface"),
    ("neutral", "neutralTint"),
    ("onStrip", "strip"),
    ("onStripSoft", "strip"),
    ("stripAction", "strip"),
]


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: contrast ratio of two colours."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_both_themes_have_the_same_meanings() -> None:
    assert set(read_theme("light")) == set(read_theme("dark"))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_every_text_is_readable_on_its_ground(theme: str, ink: str, ground: str) -> None:
    colours = read_theme(theme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_edges_of_controls_are_visible(theme: str) -> None:
    colours = read_theme(theme)
    assert contrast(colours["control"], colours["surface"]) >= 3


def test_the_style_sheet_names_only_known_meanings_and_no_colour_of_its_own() -> None:
    text = resource("styles", "kassadesk.qss").read_text(encoding="utf-8")
    assert set(re.findall(r"\$(\w+)", text)) <= {*read_theme("light"), "tokens"}
    assert not re.findall(r"#[0-9A-Fa-f]{6}", text)
    assert "tokens" not in re.findall(r"\$(\w+)", text)


def test_another_theme_is_told_and_changes_colours_while_running(
    qtbot: QtBot, qapp: QApplication, looks: Looks
) -> None:
    before = looks.color("bg")
    with qtbot.waitSignal(looks.changed):
        looks.choose("dark")
    assert looks.theme == "dark"
    assert looks.color("bg") != before
    assert qapp.palette().window().color() == looks.color("bg")
    looks.choose("light")
    assert looks.color("bg") == before


@pytest.mark.parametrize("choice", ["system", "light"])
def test_the_system_s_scheme_is_followed_while_running_unless_one_was_chosen(
    qapp: QApplication, looks: Looks, monkeypatch: pytest.MonkeyPatch, choice: str
) -> None:
    followed = choice == "system"
    own, told = Looks(choice), list[str]()
    own.changed.connect(lambda: told.append(own.theme))
    own.apply(qapp)
    try:
        for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
            monkeypatch.setattr(looks_module, "_system_scheme", lambda scheme=scheme: scheme)
            qapp.styleHints().colorSchemeChanged.emit(scheme)
            dark = followed and scheme is Qt.ColorScheme.Dark
            assert own.theme == ("dark" if dark else "light")
            if followed:  # the system's own accent never shows through
                assert qapp.palette().window().color() == own.color("bg")
                assert qapp.palette().accent().color() == own.color("brand")
        assert told == (["dark", "light"] if followed else [])
    finally:
        own.deleteLater()
        looks.prepare(qapp)
        qapp.setStyleSheet(looks.style_sheet())


@pytest.mark.parametrize("theme", THEMES)
def test_the_colour_of_focus_and_choice_is_seen_and_means_nothing_else(theme: str) -> None:
    colours = read_theme(theme)
    for ground in ("surface", "bg", "surface2"):
        assert contrast(colours["brand"], colours[ground]) >= 3
    assert colours["brand"] not in {colours[one] for one in ("danger", "turn", "warn", "ok")}


def test_an_icon_has_the_colour_of_its_meaning_and_goes_grey_when_disabled(looks: Looks) -> None:
    icon = looks.icon("house", "brand", 64)
    inks = {
        mode: _ink(icon.pixmap(64, 64, mode).toImage())
        for mode in (icon.Mode.Normal, icon.Mode.Disabled)
    }
    assert inks[icon.Mode.Normal] == looks.color("brand").rgb()
    assert inks[icon.Mode.Disabled] == looks.color("disabledText").rgb()


def _ink(image: QImage) -> int:
    solid = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    ]
    return solid[0].rgb()


def test_every_icon_named_in_the_window_is_in_the_house() -> None:
    names = {*ICONS.values(), *(icon for icon, *_ in _STATES.values())}
    names |= {category_icon(word) for word in ("business", "contact", "billing", "usage", "device")}
    names |= {request_icon(word) for word in ("correction", "deletion", "access", "portability")}
    names |= {event_icon(word) for word in ("filed", "acknowledged", "refused", "approved")}
    for file in resource("..", "kassadesk", "ui").rglob("*.py"):
        names |= set(re.findall(r'\.icon\("([a-z0-9-]+)"', file.read_text(encoding="utf-8")))
    missing = {name for name in names if not resource("icons", f"{name}.svg").is_file()}
    assert missing == set()


def test_no_font_is_smaller_than_twelve() -> None:
    assert min(size for size, _ in ROLES.values()) >= 12
    assert font_of("table").families() == list(FAMILIES)


@pytest.mark.parametrize("text", ["₹1,23,456.00 −", "தமிழ்", "हिन्दी", "•••••", "· “ ” … →"])
def test_bundled_fonts_have_every_letter_that_is_used(looks: Looks, text: str) -> None:
    assert not letters_without_shape(text, looks.font("table"))
