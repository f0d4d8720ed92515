"""The first look at a page: what is done ahead, what is done in pieces, what is left until it is seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kassadesk.ui.line_icon import LineIcon
from kassadesk.ui.looks import Looks
from kassadesk.ui.page_shelf import PageShelf
from kassadesk.ui.pages.first_drawing import FirstDrawing
from kassadesk.ui.widgets.labels import Label
from kassadesk.ui.widgets.read_states import ReadStates
from kassadesk.ui.widgets.scroll_column import ScrollColumn
from kassadesk.viewmodels.help import installed_version, look_up_versions, third_parties


def _styled(widget: QWidget) -> bool:
    return widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)


def _drawing(page: QWidget, drawn: list[str], between: Callable[[], object]) -> FirstDrawing:
    """Two steps; as soon as the window answers again after the first, `between` is done."""

    def one() -> None:
        drawn.append("one")
        if drawn.count("one") == 1:
            QTimer.singleShot(0, between)

    return FirstDrawing(page, one, lambda: drawn.append("two"))


def test_the_window_answers_between_the_steps_of_a_first_drawing_and_later_all_is_drawn_at_once(
    qtbot: QtBot,
) -> None:
    page, drawn = QWidget(), list[str]()
    qtbot.addWidget(page)
    drawing = _drawing(page, drawn, lambda: drawn.append(f"over: {drawing.over}"))
    drawing.draw()
    assert drawn == []
    qtbot.waitUntil(lambda: drawing.over)
    assert drawn == ["one", "over: False", "two"]
    drawing.draw()
    assert drawn[3:] == ["one", "two"]


def test_what_comes_while_a_page_is_drawn_is_drawn_from_the_first_step_on(qtbot: QtBot) -> None:
    page, drawn = QWidget(), list[str]()
    qtbot.addWidget(page)
    drawing = _drawing(page, drawn, lambda: drawing.draw())
    drawing.draw()
    qtbot.waitUntil(lambda: drawing.over)
    assert drawn == ["one", "one", "two"]


def test_a_drawing_that_was_stopped_draws_nothing_more(qtbot: QtBot) -> None:
    page, drawn = QWidget(), list[str]()
    qtbot.addWidget(page)
    drawing = _drawing(page, drawn, lambda: drawing.stop())
    drawing.draw()
    qtbot.waitUntil(lambda: "one" in drawn)
    qtbot.wait(50)
    assert drawn == ["one"]
    assert not drawing.over


def test_a_page_is_painted_once_what_was_drawn_has_its_place(qtbot: QtBot) -> None:
    page, painted = QWidget(), list[bool]()
    qtbot.addWidget(page)
    drawing = FirstDrawing(
        page,
        lambda: painted.append(page.updatesEnabled()),
        lambda: QTimer.singleShot(0, lambda: painted.append(page.updatesEnabled())),
    )
    drawing.draw()
    qtbot.waitUntil(lambda: drawing.over and not drawing.busy)
    assert painted == [True, False]
    assert page.updatesEnabled()


def test_the_content_of_a_column_is_styled_once_it_is_seen(qtbot: QtBot, looks: Looks) -> None:
    content = QWidget()
    rows = QVBoxLayout(content)
    label = Label(looks, "words " * 60, wrap=True)
    rows.addWidget(label)
    column = ScrollColumn(content)
    assert content.window() is column.window()
    assert not _styled(label)
    qtbot.addWidget(column)
    column.resize(200, 100)
    column.show()
    assert _styled(label)
    assert column.widget() is content
    assert content.height() > 100  # measured at the width it got
    assert content.width() == column.viewport().width()


def test_content_that_is_read_later_is_not_styled_while_its_page_is_made(
    qtbot: QtBot, looks: Looks
) -> None:
    content = QWidget()
    states = ReadStates(looks, content)
    qtbot.addWidget(states)
    assert states.shows == "content"
    assert not _styled(content)
    states.show_reading(there=False, loading=True, error=None)
    states.show_reading(there=True, loading=False, error=None)
    states.show()
    assert content.isVisible()
    assert _styled(content)


def test_a_page_can_be_styled_and_laid_out_before_it_is_seen(qtbot: QtBot, looks: Looks) -> None:
    def page() -> QWidget:
        made = QWidget()
        QVBoxLayout(made).addWidget(Label(looks, "words"))
        return made

    shelf = PageShelf({"home": page, "help": page})
    qtbot.addWidget(shelf)
    shelf.resize(640, 480)
    shelf.show()
    shelf.open("home")
    made = shelf.make("help")
    label = made.findChild(QLabel)
    assert isinstance(label, QLabel)
    assert not _styled(label)
    shelf.dress("help")
    assert _styled(label)
    assert made.size() == shelf.size()
    assert not made.isVisible()
    shelf.dress("policy")  # no such page: nothing to do


def test_an_icon_is_drawn_when_it_is_painted_in_that_scale_only(looks: Looks) -> None:
    asked: list[tuple[int, QIcon.Mode, float]] = []

    def draw(side: int, mode: QIcon.Mode, scale: float) -> QPixmap:
        asked.append((side, mode, scale))
        return looks.pixmap("house", "brand", side)

    icon = QIcon(LineIcon(18, draw))
    assert asked == []
    screen = QPixmap(100, 100)
    screen.setDevicePixelRatio(1.5)
    painter = QPainter(screen)
    icon.paint(painter, 0, 0, 40, 40)
    icon.paint(painter, 0, 0, 14, 14, mode=QIcon.Mode.Disabled)
    painter.end()
    assert asked == [(18, QIcon.Mode.Normal, 1.5), (14, QIcon.Mode.Disabled, 1.5)]


def test_an_icon_has_as_many_pixels_as_the_screen_asks_for(looks: Looks) -> None:
    icon = looks.icon("house", "brand", 18)
    sides = [icon.pixmap(QSize(18, 18), scale).width() for scale in (1.0, 1.25, 1.5, 2.0)]
    assert sides == [18, 22, 27, 36]


def test_the_versions_of_what_is_installed_are_known_before_help_asks() -> None:
    installed_version.cache_clear()
    look_up_versions()
    known = installed_version.cache_info().misses
    assert known == len(third_parties())
    assert any(installed_version(party) for party in third_parties())
    assert installed_version.cache_info().misses == known
