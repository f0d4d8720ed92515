"""Draws every page and dialog in both themes: `python -m tests.gallery DIR`.

Writes DIR/light/NAME.png and DIR/dark/NAME.png at 1366 x 768 (with a drawn title bar of 32 px, so
that they can be held beside the design pictures) and ends with 1 when words are cut or letters have
no shape. `--only WORD` draws the pictures whose name holds the word; `--size 1024x600` draws smaller.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from kassadesk.ui.looks import THEMES, Looks
from kassadesk.ui.pages.first_drawing import FirstDrawing
from kassadesk.ui.widgets.brand_mark import paint_mark
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough
from tests.gallery_checks import clipped_words, missing_letters
from tests.gallery_stage import Picture, Stage

TITLE_BAR = 32


def take(
    app: QApplication, looks: Looks, picture: Picture, target: Path, size: QSize | None = None
) -> list[str]:
    """Draw one picture into a file; gives what is wrong with it."""
    tasks = Tasks()
    stage = Stage(app, looks, tasks, Notices(), Walkthrough())
    widget = picture.make(stage)
    try:
        if picture.dialog:
            widget.adjustSize()
        else:
            widget.resize(size or QSize(*picture.size))
        widget.show()
        stage.settle()
        stage.wait_until(lambda: tasks.busy == 0)
        stage.wait_until(lambda: not any(one.busy for one in widget.findChildren(FirstDrawing)))
        stage.settle()
        target.parent.mkdir(parents=True, exist_ok=True)
        shot = widget.grab()
        (shot if picture.dialog else with_title_bar(widget, shot, looks)).save(str(target))
        return [*clipped_words(widget), *missing_letters(widget)]
    finally:
        tasks.shutdown()
        widget.close()
        widget.deleteLater()
        stage.settle()


def with_title_bar(widget: QWidget, shot: QPixmap, looks: Looks) -> QPixmap:
    """The picture with a title bar as Windows would draw one."""
    whole = QPixmap(shot.width(), shot.height() + TITLE_BAR)
    whole.fill(looks.color("nav"))
    painter = QPainter(whole)
    paint_mark(painter, QRectF(12, 8, 16, 16), looks)
    painter.setFont(looks.font("caption"))
    painter.setPen(looks.color("text2"))
    painter.drawText(
        36, 0, 600, TITLE_BAR, int(Qt.AlignmentFlag.AlignVCenter), widget.windowTitle()
    )
    painter.drawPixmap(0, TITLE_BAR, shot)
    painter.end()
    return whole


def draw(
    folder: Path, pictures: Iterable[Picture], themes: Iterable[str], size: QSize | None = None
) -> list[str]:
    """Draw all; gives one line per fault."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([])
    looks = Looks("light")
    looks.apply(app)
    faults = []
    wanted = list(pictures)
    for theme in themes:
        looks.choose(theme)
        for picture in wanted:
            target = folder / theme / f"{picture.name}.png"
            for fault in take(app, looks, picture, target, size):
                faults.append(f"{theme}/{picture.name}: {fault}")
    return faults


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, draw, tell the faults."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--theme", choices=THEMES, action="append")
    parser.add_argument("--size", default="", help="like 1024x600, without the title bar")
    chosen = parser.parse_args(arguments)
    from tests.gallery_pages import PICTURES

    size = QSize(*map(int, chosen.size.split("x"))) if chosen.size else None
    pictures = [picture for picture in PICTURES if chosen.only in picture.name]
    faults = draw(chosen.folder, pictures, chosen.theme or THEMES, size)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(f"{len(pictures)} pictures, {len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
