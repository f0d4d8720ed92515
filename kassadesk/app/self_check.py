"""`kassadesk self-check`: what the program must be able to do on this PC, done for real.

The window on a sample shop: keychain, scripts, sign-in, pages, export, verify, review, in a folder of its
own that goes afterwards. For a PC where something is odd, and for every build before it is given away.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics

from kassadesk.app.console import say
from kassadesk.app.exit_codes import Exit
from kassadesk.app.folders import own_folders
from kassadesk.app.window import Program, WindowOptions, begin, build
from kassadesk.core.errors import KassaError
from kassadesk.core.exports import ExportFormat, ExportPlan, Verdict
from kassadesk.core.held import CategoryId
from kassadesk.core.work import QUIET
from kassadesk.ui.fonts import font_of
from kassadesk.vault.keychain import KeychainVault

_PATIENCE_S = 60.0
_PAGES = ("my_data", "opt_ins", "export", "requests", "policy", "help")
_SCRIPTS = {"Latin": "A₹", "Tamil": "கடை", "Devanagari": "दुकान"}


class Failed(Exception):
    """A check that did not hold; its words say which."""


def self_check(pictures: Path | None = None) -> Exit:
    """Try everything, a line for each; `pictures`: a folder for what the window showed."""
    place = tempfile.TemporaryDirectory(prefix="kassadesk-self-check-", ignore_cleanup_errors=True)
    with place as folder:
        home = Path(folder)
        try:
            _keychain()
            with _running(home) as program:
                _scripts()
                _window(program, home, _Camera(program, pictures))
        except Failed as failure:
            say(f"FAILED  {failure}")
            return Exit.FAILED
        except KassaError as error:
            say(f"FAILED  {error.code}")
            return Exit.FAILED
    say("All of it works on this PC.")
    return Exit.DONE


def _keychain() -> None:
    vault, account = KeychainVault(), "self-check/entry"
    name = vault.name()
    if name is None:
        say("note    no safe keychain: a sign-in lasts for one run")
        return
    for secret in ("first", "x" * 1024):
        vault.put(account, secret)
        _held(vault.get(account) == secret, "the keychain gives back what was put")
    vault.delete(account)
    _held(vault.get(account) is None, f"keychain: {name}")


def _scripts() -> None:
    metrics = QFontMetrics(font_of("body"))
    for script, letters in _SCRIPTS.items():
        _held(all(metrics.inFontUcs4(ord(one)) for one in letters), f"letters: {script}")


def _window(program: Program, home: Path, camera: _Camera) -> None:
    target = home / "KassaDesk" / "copy.xlsx"
    _wait(lambda: program.session.state == "signed_in", program, "signed in to the sample shop")
    _wait(lambda: program.rooms.home.overview is not None, program, "Home is read")
    camera.take("home")
    for page in _PAGES:
        program.roads.go(page)
        _wait(lambda page=page: program.window.shelf.current_key == page, program, f"page {page}")  # type: ignore[misc]
        camera.take(page)
    target.parent.mkdir(exist_ok=True)
    small = frozenset({CategoryId.BUSINESS, CategoryId.CONTACT, CategoryId.DEVICE})
    plan = ExportPlan(small, ExportFormat.EXCEL, target)
    report = program.services.exports.export(plan, QUIET)
    _held(report.path == target and target.exists(), "an export is written and read back")
    check = program.services.reviews.check(target)
    _held(check.verdict is Verdict.UNCHANGED, "verify: unchanged and signed")
    program.roads.go("review", target)
    review = program.rooms.review
    _wait(lambda: review.review is not None or review.error is not None, program, "review opens")
    _held(review.error is None and len(review.data_sheets) > 1, "the review shows the sheets")
    camera.take("review")


class _Camera:
    """Puts away what the window shows, when a folder for it was named."""

    def __init__(self, program: Program, folder: Path | None) -> None:
        self._program, self._folder = program, folder

    def take(self, name: str) -> None:
        """One picture."""
        _quiet(self._program)
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._program.window.grab().save(str(self._folder / f"{name}.png"))


@contextmanager
def _running(home: Path) -> Iterator[Program]:
    folders = own_folders({"KASSADESK_HOME": str(home), "HOME": str(home)})
    program = build(WindowOptions(sandbox=True), folders)
    try:
        program.window.resize(1366, 736)
        program.window.show()
        begin(program)
        yield program
    finally:
        program.window.close()
        program.close()


def _held(holds: bool, what: str) -> None:
    if not holds:
        raise Failed(what)
    say(f"ok      {what}")


def _wait(condition: Callable[[], bool], program: Program, what: str) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise Failed(f"{what} (not within {_PATIENCE_S:.0f} s)")
        QCoreApplication.processEvents()
        time.sleep(0.01)
    say(f"ok      {what}")


def _quiet(program: Program) -> None:
    """Let the window live until nothing is read any more."""
    end = time.monotonic() + _PATIENCE_S
    calm = 0
    while calm < 20 and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)
        calm = 0 if program.tasks.busy else calm + 1
