"""Start to painted sign-in page, side by side with a bare PySide6 main window.

Both run as fresh processes, in turn, on the same platform plugin. Ours is the whole program as a
person starts it: command line, log, window. Each prints, when its first paint is over, the
milliseconds since its process began (as the operating system knows it) and the processor time it
used; the second figure depends less on what else the machine does. A third row is the bare window
with one word in it: the first word makes Qt look through all fonts of the machine, which on Linux
takes the longer the more there are, for every program with words in its window.

    python -m tests.bench.start [rounds]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

_TELL = """
import os, time
def tell_and_end():
    used = time.process_time() * 1000
    with open("/proc/self/stat") as stat:
        ticks = int(stat.read().rsplit(")", 1)[1].split()[19])
    started = ticks / os.sysconf("SC_CLK_TCK")
    print((time.clock_gettime(time.CLOCK_BOOTTIME) - started) * 1000, used, flush=True)
    os._exit(0)
"""

_BARE = (
    _TELL
    + """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, tell_and_end)
app = QApplication([])
window = Bare()
window.resize(1366, 736)
window.show()
app.exec()
"""
)

_WORD = _BARE.replace("QMainWindow\n", "QLabel, QMainWindow\n", 1).replace(
    "window.show()", 'window.setCentralWidget(QLabel("KassaDesk"))\nwindow.show()'
)

_OURS = (
    _TELL
    + """
import sys
sys.argv = ["kassadesk"]
from kassadesk.app import window
from PySide6.QtCore import QEvent, QObject, QTimer
class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:  # the window's own; all its children follow at once
            watched.removeEventFilter(self)
            QTimer.singleShot(0, tell_and_end)
        return False
build, watcher = window.build, FirstPaint()
def build_and_watch(*given):
    program = build(*given)
    program.window.installEventFilter(watcher)
    return program
window.build = build_and_watch
from kassadesk.__main__ import main
main()
"""
)


def once(code: str, home: str) -> tuple[float, float]:
    """One start; milliseconds to the first painted frame, and of processor time until then."""
    environment = {**os.environ, "KASSADESK_HOME": home}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program comes compiled
    environment["PYTHONPYCACHEPREFIX"] = str(Path(home, "compiled"))
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    passed, used = done.stdout.split()[:2]
    return float(passed), float(used)


def main(rounds: int = 9) -> None:
    """Print the medians and their ratios."""
    with tempfile.TemporaryDirectory() as home:
        kinds = (_BARE, _WORD, _OURS)
        for kind in kinds:
            once(kind, home)  # compiles, and warms the disk cache for all
        found = [[once(kind, home) for kind in kinds] for _ in range(rounds)]
    print(f"start to first paint, median of {rounds} fresh processes each, in turn")
    print(f"{'':22}{'passed ms':>12}{'processor ms':>14}")
    bare, word, ours = (
        [statistics.median(one[place][figure] for one in found) for figure in (0, 1)]
        for place in range(len(kinds))
    )
    for name, (passed, used) in (
        ("bare PySide6 window", bare),
        ("the same with a word", word),
        ("KassaDesk sign-in", ours),
    ):
        print(f"{name:22}{passed:12.0f}{used:14.0f}")
    print(f"{'ratio (at most 2.0)':22}{ours[0] / bare[0]:12.2f}{ours[1] / bare[1]:14.2f}")
    print(f"{'ratio to one word':22}{ours[0] / word[0]:12.2f}{ours[1] / word[1]:14.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
