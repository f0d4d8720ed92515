"""Start to painted sign-in page, side by side with a bare PySide6 main window.

Both run as fresh processes, in turn, on the same platform plugin; each prints the milliseconds from
the start of its process (as the operating system knows it) to the end of its first paint.

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

_SINCE_START = """
import os, time
def since_start_ms():
    with open("/proc/self/stat") as stat:
        ticks = int(stat.read().rsplit(")", 1)[1].split()[19])
    started = ticks / os.sysconf("SC_CLK_TCK")
    return (time.clock_gettime(time.CLOCK_BOOTTIME) - started) * 1000
"""

_BARE = (
    _SINCE_START
    + """
from PySide6.QtWidgets import QApplication, QMainWindow
class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(since_start_ms(), flush=True)
        os._exit(0)
app = QApplication([])
window = Bare()
window.resize(1366, 736)
window.show()
app.exec()
"""
)

_OURS = (
    _SINCE_START
    + """
from PySide6.QtCore import QEvent, QObject
from kassadesk.app.window import WindowOptions, build
from kassadesk.app.folders import own_folders
class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            watched.event(event)
            print(since_start_ms(), flush=True)
            os._exit(0)
        return False
program = build(WindowOptions(), own_folders())
watcher = FirstPaint()
program.window.installEventFilter(watcher)
program.window.resize(1366, 736)
program.window.show()
program.application.exec()
"""
)


def once(code: str, home: str) -> float:
    """One start; milliseconds to the first painted frame."""
    environment = {**os.environ, "KASSADESK_HOME": home}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return float(done.stdout.split()[0])


def main(rounds: int = 9) -> None:
    """Print both medians and their ratio."""
    with tempfile.TemporaryDirectory() as home:
        once(_BARE, home), once(_OURS, home)  # warm the disk cache for both
        pairs = [(once(_BARE, home), once(_OURS, home)) for _ in range(rounds)]
    bare = statistics.median(pair[0] for pair in pairs)
    ours = statistics.median(pair[1] for pair in pairs)
    print(f"bare PySide6 window: {bare:.0f} ms (median of {rounds})")
    print(f"KassaDesk sign-in:   {ours:.0f} ms (median of {rounds})")
    print(f"ratio:               {ours / bare:.2f} (target at most 2.0)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
