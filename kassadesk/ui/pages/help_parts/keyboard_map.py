"""The keyboard map: every key of the program and what it does."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def keyboard_map() -> tuple[tuple[str, str], ...]:
    """(keys, what they do), in the order they are read. Keys stay in Latin letters."""
    return (
        ("Ctrl+1 … Ctrl+7", translate("Help", "Go to a page")),
        ("F1", translate("Help", "This page")),
        ("F5", translate("Help", "Read the page again")),
        ("Ctrl+F", translate("Help", "Find in the page")),
        ("Ctrl+E", translate("Help", "Go to Export")),
        ("Ctrl+O", translate("Help", "Open an export file")),
        ("Ctrl+N", translate("Help", "New request")),
        ("Ctrl+Shift+M", translate("Help", "Walkthrough mode on or off")),
        ("Ctrl+L", translate("Help", "Lock the window")),
        ("Tab, Shift+Tab", translate("Help", "Next or previous control")),
        ("F6", translate("Help", "Next region: navigation, header, page, pane, news")),
        (translate("Help", "Arrows"), translate("Help", "Move in tables, lists and switches")),
        ("Enter", translate("Help", "Open the row or press the button")),
        (translate("Help", "Space"), translate("Help", "Flip a switch, tick a box")),
        ("Home, End", translate("Help", "First or last column; with Ctrl, first or last row")),
        (
            "Ctrl+Shift+S",
            translate("Help", "Sort a large table by the column; again turns it round"),
        ),
        ("Ctrl+C", translate("Help", "Copy what is chosen; hidden values stay hidden")),
        ("Esc", translate("Help", "Close a pane or a menu; leave a form and keep the draft")),
    )
