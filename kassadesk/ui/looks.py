"""Looks: the one place that knows colours, icons and fonts, and swaps them while running.

What of the system's own looks is followed
------------------------------------------
Light or dark   at once, while the program runs, unless the person chose one (Help, Look).
Size of texts   at the start: everything grows with it, as far as the screen has room (`app.text_scale`).
                Qt does not tell it, and sizes here are pixels, so Qt follows it for nobody else either.
Accent colour   not. Colours here mean something: red is danger, amber is your turn, green is well. The
                system offers those very colours as accents, so a focus ring or a chosen row in one of them
                would say what is not so; and many accents are too pale or too dark to be seen at 3:1 on
                our grounds, or to carry white text at 4.5:1. The brand's teal is checked for both.
"""

from __future__ import annotations

from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from kassadesk.core.places import resource
from kassadesk.ui.drawn_controls import DrawnControls
from kassadesk.ui.fonts import font_of, register_fonts
from kassadesk.ui.line_icon import LineIcon

THEMES = ("light", "dark")


class Looks(QObject):
    """Colours by meaning, icons by name, fonts by role.

    Signals:
        changed (): another theme is in force; everything painted by hand paints itself again.
    """

    changed = Signal()

    def __init__(self, choice: str = "system", parent: QObject | None = None) -> None:
        """`choice` is system, light or dark, as in the settings."""
        super().__init__(parent)
        register_fonts()
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._fonts: dict[str, QFont] = {}
        self._app: QApplication | None = None
        self._choice = choice
        self._theme = theme_for(choice)
        self._colors = read_theme(self._theme)

    @property
    def theme(self) -> str:
        """The theme in force: light or dark."""
        return self._theme

    @property
    def choice(self) -> str:
        """What was chosen: system, light or dark."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Use system, light or dark from now on; sends `changed` when it looks different."""
        self._choice = choice
        self._switch()

    def color(self, token: str) -> QColor:
        """The colour of a meaning; KeyError for a token no theme file has."""
        return QColor(self._colors[token])

    def font(self, role: str) -> QFont:
        """The font of a role (see fonts.ROLES)."""
        if role not in self._fonts:
            self._fonts[role] = font_of(role)
        return self._fonts[role]

    def icon(self, name: str, token: str = "text2", size: int = 18) -> QIcon:  # noqa: S107 - a colour token
        """A line icon in the colour of a token, sharp at every scale; grey when disabled."""
        key = (name, token, size)
        if key not in self._icons:
            inks = {QIcon.Mode.Disabled: "disabledText"}
            self._icons[key] = QIcon(
                LineIcon(
                    size,
                    lambda px, mode, scale: self._drawn(name, inks.get(mode, token), px, scale),
                )
            )
        return self._icons[key]

    def pixmap(self, name: str, token: str = "text2", size: int = 18) -> QPixmap:  # noqa: S107 - a colour token
        """The icon as a pixmap for the main screen's scale."""
        screen = QGuiApplication.primaryScreen()
        return self._drawn(
            name, token, size, screen.devicePixelRatio() if screen is not None else 1.0
        )

    def apply(self, app: QApplication) -> None:
        """Dress the whole program: style, palette, font, style sheet; follows the system."""
        if self._app is None:
            self.prepare(app)
        app.setStyleSheet(self.style_sheet())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._switch)

    def prepare(self, app: QApplication) -> None:
        """All but the style sheet, for who makes the first window now: with the sheet in force, Qt
        polishes each widget again whenever something around it finds its parent."""
        self._app = app
        app.setStyle(DrawnControls(QStyleFactory.create("Fusion"), self.color))
        app.setFont(self.font("table"))
        app.setPalette(self._palette())

    def style_sheet(self) -> str:
        """The style sheet of the theme in force."""
        template = resource("styles", "kassadesk.qss").read_text(encoding="utf-8")
        icons = resource("icons").as_posix()
        return Template(template).substitute(self._colors, icons=icons)

    def _switch(self) -> None:
        theme = theme_for(self._choice)
        if theme == self._theme:
            return
        self._theme = theme
        self._colors = read_theme(theme)
        self._icons.clear()
        self._pixmaps.clear()
        if self._app is not None:
            self._dress(self._app)
        self.changed.emit()

    def _dress(self, app: QApplication) -> None:
        app.setPalette(self._palette())
        app.setStyleSheet(self.style_sheet())

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for place, token in (
            (role.Window, "bg"),
            (role.WindowText, "text"),
            (role.Base, "surface"),
            (role.AlternateBase, "surface2"),
            (role.Text, "text"),
            (role.Button, "surface"),
            (role.ButtonText, "text"),
            (role.BrightText, "onBrand"),
            (role.Highlight, "brand"),
            (role.HighlightedText, "onBrand"),
            (role.Accent, "brand"),
            (role.Link, "brand"),
            (role.LinkVisited, "brand"),
            (role.ToolTipBase, "strip"),
            (role.ToolTipText, "onStrip"),
            (role.PlaceholderText, "text3"),
            (role.Light, "surface"),
            (role.Midlight, "surface2"),
            (role.Mid, "line"),
            (role.Dark, "line2"),
            (role.Shadow, "line2"),
        ):
            palette.setColor(place, self.color(token))
        for place in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, place, self.color("disabledText"))
        return palette

    def _drawn(self, name: str, token: str, size: int, scale: float) -> QPixmap:
        key = (name, token, size, scale)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(name, token, size, scale)
        return self._pixmaps[key]

    def _draw(self, name: str, token: str, size: int, scale: float) -> QPixmap:
        stroke = "2" if size <= 14 else "1.75"
        text = _drawing(name).replace("currentColor", self._colors[token])
        text = text.replace('stroke-width="2"', f'stroke-width="{stroke}"')
        pixmap = QPixmap(round(size * scale), round(size * scale))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(text.encode())).render(
            painter, QRectF(0, 0, pixmap.width(), pixmap.height())
        )
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap


@cache
def _drawing(name: str) -> str:
    """The icon's SVG text; read once, drawn in several colours and sizes."""
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def theme_for(choice: str) -> str:
    """light or dark for a choice; "system" follows the system's own scheme where it tells one."""
    if choice in THEMES:
        return choice
    return "dark" if _system_scheme() is Qt.ColorScheme.Dark else "light"


def _system_scheme() -> Qt.ColorScheme:
    return QGuiApplication.styleHints().colorScheme()


def read_theme(theme: str) -> dict[str, str]:
    """Token -> colour like "#0B5A66", from resources/themes.

    The files are TOML of one shape only, token = "#colour", read without the library for all of TOML,
    which would take longer than everything else of the looks.
    """
    text = resource("themes", f"{theme}.toml").read_text(encoding="utf-8")
    pairs = (line.partition(" = ") for line in text.splitlines())
    return {token: value[1:8] for token, sign, value in pairs if sign and value.startswith('"#')}
