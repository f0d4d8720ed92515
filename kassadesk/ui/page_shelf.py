"""The pages of the window: made when first shown, asked for what they can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QWidget

_PAGE_GOES_MS = 20

PageFactory = Callable[[], QWidget]

PAGES = ("home", "my_data", "opt_ins", "export", "review", "requests", "policy")
"""In the order of the navigation and of Ctrl+1..7."""

FOOT_PAGES = ("help",)

BELONGS_TO = {
    "rows": "my_data",
    "correction": "requests",
    "deletion": "requests",
    "letter": "requests",
    "asking": "requests",
}
"""Pages behind a page: the navigation goes on showing the page in front."""

ICONS = {
    "home": "house",
    "my_data": "table-2",
    "opt_ins": "bell-ring",
    "export": "download",
    "review": "file-search",
    "requests": "inbox",
    "policy": "scroll-text",
    "help": "circle-question-mark",
}


class PageShelf(QStackedWidget):
    """Shows one page; a page is a QWidget with `retranslate()` and `on_shown()`.

    What else a page can do is asked by name: `find_in_page()` (Ctrl+F), `reload()` (F5), `open_file()`
    (Ctrl+O), `new_request()` (Ctrl+N), `close_pane() -> bool` (Esc), `regions() -> list[QWidget]`
    (F6).
    """

    def __init__(self, factories: Mapping[str, PageFactory]) -> None:
        super().__init__()
        self._factories = dict(factories)
        self._made: dict[str, QWidget] = {}
        self._built: dict[str, QWidget] = {}
        """Built ahead, not on the shelf yet; every page is either here or in `_made`, or not built."""
        self.current_key = ""

    def keys(self) -> tuple[str, ...]:
        """The pages that can be shown."""
        return tuple(key for key in (*PAGES, *FOOT_PAGES) if key in self._factories)

    def open(self, key: str, *, rest: bool = False) -> QWidget | None:
        """Show a page, made now if it was never shown; None for a page that is not there.

        `rest` gives the keyboard to the page as a whole instead of one of its controls, so that
        nothing looks chosen after a click; Tab then goes to the first control.
        """
        if key not in self._factories:
            return None
        page = self.make(key)
        self.current_key = key
        self.setCurrentWidget(page)
        focused = QApplication.focusWidget()
        if rest and focused is not None and page.isAncestorOf(focused):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        tell(page, "on_shown")
        _name(page)
        return page

    def make(self, key: str) -> QWidget:
        """The page, made now if it was never asked for; not shown yet. KeyError: no such page."""
        if key not in self._made:
            self.build(key)
            self._made[key] = self._built.pop(key)
            self.addWidget(self._made[key])
        return self._made[key]

    def build(self, key: str) -> None:
        """Build a page that `make` then puts here: two turns are less of a pause than one."""
        if key not in self._made and key not in self._built:
            self._built[key] = self._factories[key]()

    def dress(self, key: str) -> None:
        """Do what Qt would do at the first look at a page that was made: style it and lay it out."""
        page = self._made.get(key)
        if page is None or page.isVisible():
            return
        for part in (page, *page.findChildren(QWidget)):
            part.ensurePolished()
        page.resize(self.size())
        layout = page.layout()
        if layout is not None:
            layout.activate()

    def retranslate(self) -> None:
        """Say everything in the language in force, on every page made so far."""
        for page in (*self._made.values(), *self._built.values()):
            tell(page, "retranslate")
            _name(page)

    def made(self) -> tuple[QWidget, ...]:
        """The pages made so far."""
        return tuple(self._made.values())

    def forget(self) -> None:
        """Throw all pages away: the next person must not see what the last one saw."""
        for number, page in enumerate(self._made.values()):
            self.removeWidget(page)
            page.hide()
            # one after the other: to take a page apart takes as long as to make it
            QTimer.singleShot(_PAGE_GOES_MS * number, page.deleteLater)
        for page in self._built.values():
            page.deleteLater()
        self._made.clear()
        self._built.clear()
        self.current_key = ""


def _name(page: QWidget) -> None:
    """What readers say when the page has the keyboard: its title."""
    title = getattr(page, "title", None)
    if isinstance(title, QLabel):
        page.setAccessibleName(title.text())


def tell(page: QWidget | None, deed: str) -> object:
    """Ask a page to do something it may or may not be able to; None when it is not."""
    method = getattr(page, deed, None)
    return method() if callable(method) else None
