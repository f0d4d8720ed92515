"""The window, built from top to bottom and run."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kassadesk import __version__
from kassadesk.app import logs
from kassadesk.app.first_paint import AfterFirstPaint
from kassadesk.app.folders import SAMPLE_SHOP, Folders, own_folders
from kassadesk.app.late import LateSamples, LateSession
from kassadesk.app.one_window import OneWindow, raise_first
from kassadesk.app.roads import Roads
from kassadesk.app.rooms import Rooms, merchant_of
from kassadesk.app.text_scale import follow_text_scale
from kassadesk.app.warming import Warming
from kassadesk.app.while_away import WhileAway
from kassadesk.app.window_place import has_screen, place_of, put_back
from kassadesk.app.wiring import Services
from kassadesk.core.clock import IST, Clock, utc_now
from kassadesk.core.errors import EndNotTold, FileProblem, KassaError, SessionExpired
from kassadesk.ui.looks import Looks
from kassadesk.ui.main_window import MainWindow
from kassadesk.viewmodels.connection import Connection
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.session import SessionViewModel
from kassadesk.viewmodels.tasks import Tasks, as_unexpected
from kassadesk.viewmodels.walkthrough import Walkthrough

if TYPE_CHECKING:
    from kassadesk.app.locking import Locking
    from kassadesk.core.merchant import Merchant


_SWITCH_S = 0.0005
"""How long a worker may hold the interpreter while the UI thread waits for it. One frame asks for it
dozens of times; with Python's own 5 ms an export would hold the window for a quarter of a second."""


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """What the command line asks of the window."""

    sandbox: bool = False
    """Start the sample shop and sign in to it at once."""
    shop: str = "kaveri"
    open_file: Path | None = None
    """An export to review, without signing in."""
    today: date | None = None
    """The day the sample shop plays, for pictures and tests; None: the real one."""


_HOME_FIRST_MS = 700
"""Home reads and draws itself in this time after a sign-in; making pages would add to its pauses."""


class Program:
    """Everything of one run. `window` is not shown yet; `close` ends it all and waits."""

    def __init__(self, application: QApplication, folders: Folders, options: WindowOptions) -> None:
        self.application = application
        self.options = options
        clock = _clock(options.today)
        self.services = Services(folders, clock, options.today, folders.data / SAMPLE_SHOP)
        settings = self.services.settings.load()
        self.looks = Looks(settings.theme)
        self.looks.prepare(application)
        self.tasks = Tasks()
        self.notices = Notices()
        self.walkthrough = Walkthrough()
        self.connection = Connection(clock)
        self.rooms = self._new_rooms()
        self.session = SessionViewModel(
            self.tasks,
            self.notices,
            self.walkthrough,
            LateSession(self.services, settings),
            LateSamples(self.services),
        )
        self.roads = Roads(
            self.services,
            lambda: self.rooms,
            self.looks,
            self.notices,
            self.walkthrough,
            self.tasks,
            lambda: self.locking.lock,
            self.session,
        )
        self.window = MainWindow(
            self.looks,
            self.session,
            self.connection,
            self.notices,
            self.walkthrough,
            self.roads.factories(),
        )
        self.looks.apply(application)
        self.roads.window = self.window
        put_back(self.window, settings.window_place)
        self.while_away = WhileAway(self.window, self.looks, self._to_page)
        self._warming = Warming(self.window)
        self._settings = settings
        self._closed = False
        self.settled: Callable[[], object] = lambda: None
        """Called when a page is made; what is in memory then stays there for the visit."""
        self._shop_id = ""
        self._left: tuple[str, Rooms] | None = None
        """The shop and the rooms of a visit that the server ended: its drafts are not lost."""
        self._connect()

    def begin(self) -> None:
        """After the first paint: look for the keychain, enter the sample shop or the shop."""
        self._warming.find_fonts(self.looks)
        self._warming.read_code(lambda: self.window.frame)
        elsewhere = self.options.sandbox or self.options.open_file is not None
        resumes = bool(self._settings.remembered_session) and not elsewhere
        self.locking.begin(self._go_in, resumes=resumes, sample=self.options.sandbox)
        self.tasks.run(lambda _: self._warm_up(), on_done=self._on_warm)

    def _go_in(self, may_resume: bool) -> None:
        """Where the start leads, once the lock lets it."""
        if self.options.sandbox:
            self.session.try_sample(self.options.shop)
        elif self.options.open_file is not None:
            self.window.visit()
            self.roads.go("review", self.options.open_file)
        elif may_resume and self._settings.remembered_session:
            self.session.resume()

    def come_forward(self, file: str) -> None:
        """Somebody started KassaDesk again, perhaps to review a file."""
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if file:
            if self.session.state != "signed_in":
                window.visit()
            self.roads.go("review", Path(file))

    def close(self) -> None:
        """Finish what must be finished, end the sample shop, wait for the workers."""
        if self._closed:
            return
        self._closed = True
        self._warming.stop()
        self.while_away.leave()
        if self.session.shared:
            from kassadesk.app.last_work import leave_nothing

            leave_nothing(self.services, self.window)
        else:
            with suppress(FileProblem):  # then it stands where the system puts it
                self.services.settings.change(window_place=place_of(self.window))
        if "locking" in self.__dict__:
            self.locking.leave()
        clear_away = self.rooms.leave()
        self.tasks.shutdown()
        clear_away()
        self.services.close()

    def _connect(self) -> None:
        self.tasks.unhandled.connect(self.window.show_error)
        self.session.signed_in_now.connect(self._on_signed_in)
        self.session.signed_out_now.connect(self._on_signed_out)
        self.window.try_again_wanted.connect(self._read_merchant)
        self.window.closing.connect(self.close)
        self.connection.changed.connect(self._on_connection)

    @cached_property
    def locking(self) -> Locking:
        """The lock; made after the first paint."""
        from kassadesk.app.locking import Locking

        made = Locking(
            self.services,
            self._settings,
            self.window,
            self.looks,
            self.session,
            self.tasks,
            self.notices,
            self.walkthrough,
        )
        made.lock.locked_now.connect(self.while_away.leave)
        made.lock.opened_now.connect(self._tell_new_policy)
        return made

    def _warm_up(self) -> int:
        """On a worker; gives how many ended sign-ins the server was never told of."""
        from kassadesk.app.first_work import first_work

        self.services.listen(self._on_outcome, self._on_ended)
        return first_work(
            self.services, lambda error: self.tasks.post(partial(self.notices.error, error))
        )

    def _on_warm(self, never_told: int) -> None:
        """The keychain's name is known; what older runs could not tell the server is given up."""
        self.session.changed.emit()
        if self.session.state != "signed_in":
            self._make_ahead("home")  # what comes first; its services are all there now
        if never_told:
            self.notices.error(EndNotTold())

    def _on_outcome(self, error: KassaError | None) -> None:
        """On a worker: how a call to the server went."""
        if error is None:
            self.tasks.post(self.connection.heard)
        else:
            self.tasks.post(lambda: self.connection.failed(error))

    def _on_ended(self) -> None:
        """On a worker: Kassapos has ended the sign-in; whatever page asked, the way in is shown."""
        self.tasks.post(lambda: self.session.expired(SessionExpired()))

    def _on_connection(self) -> None:
        if self.connection.state == "connected" and self.session.state == "signed_in":
            self.rooms.outbox.came_online()

    def _on_signed_in(self) -> None:
        self.rooms.outbox.changed.connect(self._count_turns)
        self.rooms.home.changed.connect(self._count_turns)
        self.rooms.requests.changed.connect(self._count_turns)
        self.rooms.home.changed.connect(self._tell_new_policy)
        self.rooms.outbox.entered.connect(self._tell_new_policy)
        self.while_away.follow(self.rooms)
        self._read_merchant()
        self._warming.rest(_HOME_FIRST_MS)
        self._make_ahead(*self.roads.factories())

    def _dress(self, key: str) -> None:
        self.window.shelf.dress(key)
        self.settled()

    def _make_ahead(self, *keys: str) -> None:
        """Make and dress these pages while nothing else is to do, so that a first look is quick."""
        shelf = self.window.shelf
        for key in keys:
            self._warming.make(
                [
                    partial(shelf.build, key),
                    partial(shelf.make, key),
                    partial(self._dress, key),
                ]
            )

    def _on_signed_out(self) -> None:
        self._warming.stop()
        self.while_away.forget()
        ended_by_server = isinstance(self.session.error, SessionExpired)
        self._left = (self._shop_id, self.rooms) if ended_by_server else None
        clear_away = self.rooms.leave()
        self.tasks.drop_running()
        self.tasks.run(lambda _: clear_away())
        self._shop_id = ""
        self.tasks.run(lambda _: self._leave_shop(forget=not ended_by_server))
        self.locking.signed_out(by_server=ended_by_server)
        self.rooms = self._new_rooms()
        self.window.set_attention("requests", 0)

    def _leave_shop(self, *, forget: bool) -> None:
        """On a worker."""
        self.services.outbox.leave(forget=forget)
        self.services.shared_pc.begin()

    def _count_turns(self) -> None:
        """The bubble beside Requests: from the list when it was read, else from the overview."""
        requests, overview = self.rooms.requests, self.rooms.home.overview
        if requests.any:
            self.window.set_attention("requests", requests.waiting)
        elif overview is not None:
            turns = overview.open_turns + self.rooms.outbox.refusals
            self.window.set_attention("requests", turns)

    def _tell_new_policy(self) -> None:
        """A next policy that this PC sees for the first time goes to the notification area too."""
        if self.locking.lock.locked or self.session.state != "signed_in":
            return
        new = self.services.policies.take_new()
        if new is not None:
            self.while_away.tray.new_policy(new)

    def _to_page(self, goal: str, argument: object) -> None:
        self.window.showNormal()
        self.window.activateWindow()
        if self.session.state == "signed_in" and not self.locking.lock.locked:
            self.roads.go(goal, argument)

    def _read_merchant(self) -> None:
        if self.session.state == "signed_in":
            self.tasks.run(lambda _: merchant_of(self.services), self._on_merchant)

    def _on_merchant(self, found: tuple[Merchant, bool | None]) -> None:
        if self.session.state != "signed_in":
            return
        merchant, _ = found
        self.window.show_merchant(*found)
        if merchant.merchant_id != self._shop_id:
            self.rooms.outbox.entered.connect(lambda: self.rooms.know_writer(merchant))
            lasting = not self.session.sample and self.services.lasts()
            self.rooms.outbox.enter(merchant.merchant_id, lasting=lasting)
        self._shop_id = merchant.merchant_id
        left, self._left = self._left, None
        if left is not None and left[0] == merchant.merchant_id:
            self.rooms.take_over_drafts(left[1])

    def _new_rooms(self) -> Rooms:
        return Rooms(self.services, self.tasks, self.notices, self.walkthrough)


def build(options: WindowOptions, folders: Folders) -> Program:
    """The program with its window, not shown yet. Does not run the event loop, so tests can."""
    existing = QApplication.instance()
    if existing is None:
        follow_text_scale()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    sys.setswitchinterval(_SWITCH_S)
    application.setApplicationName("KassaDesk")
    application.setApplicationVersion(__version__)
    return Program(application, folders, options)


def run_window(options: WindowOptions) -> int:
    """Show the window and run until it is closed; the exit code."""
    if not has_screen():
        sys.stderr.write("kassadesk: there is no screen to show the window on\n")
        return 1
    folders = own_folders()
    first = OneWindow.take(folders.data, sample=options.sandbox)
    if first is None:
        there = raise_first(folders.data, sample=options.sandbox, file=options.open_file)
        return 0 if there else 1
    logs.start(folders.logs)
    running: list[Program] = []
    logs.catch_the_rest(folders.logs, lambda error: _tell(running, error))
    program = build(options, folders)
    running.append(program)
    AfterFirstPaint(program.window, lambda: begin(program, first))
    program.window.show()
    code = program.application.exec()
    program.close()
    first.close()
    logs.release_crash_file()
    return code


def _tell(running: list[Program], error: BaseException) -> None:
    """On any thread: what nobody caught is in the log; the window tells it once there is one."""
    known = as_unexpected(error)
    for program in running:
        program.tasks.post(partial(program.window.show_error, known))


def begin(program: Program, first: OneWindow | None = None) -> None:
    """The window is painted: look for garbage again, but never in what stays, and begin.

    `first` hears of later starts from now on.
    """
    gc.freeze()  # the code read so far is never garbage
    gc.enable()
    program.settled = gc.freeze  # nor are the pages; to look through them all stops every thread
    program.begin()
    if first is not None:
        first.asked.connect(program.come_forward)
        first.listen()


def _clock(today: date | None) -> Clock:
    """The real clock, or one that plays another day from 10:14 AM Indian time on."""
    if today is None:
        return utc_now
    shift = datetime.combine(today, time(10, 14), IST).astimezone(UTC) - utc_now()
    return lambda: utc_now() + shift
