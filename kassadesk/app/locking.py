"""The lock put together: what makes it close, what covers the window, and what follows when it gives up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

from kassadesk.app.session_lock import SessionLock, session_lock
from kassadesk.core.idle import Idle
from kassadesk.viewmodels.lock import LockViewModel

if TYPE_CHECKING:
    from kassadesk.app.wiring import Services
    from kassadesk.core.errors import LockedOut
    from kassadesk.core.settings import Settings
    from kassadesk.ui.looks import Looks
    from kassadesk.ui.main_window import MainWindow
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.session import SessionViewModel
    from kassadesk.viewmodels.tasks import Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough

_USES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,  # all that comes of a key that an action takes
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Locking(QObject):
    """Made after the first paint. `lock` is what the keys, Help and the system's lock talk to."""

    def __init__(
        self,
        services: Services,
        settings: Settings,
        window: MainWindow,
        looks: Looks,
        session: SessionViewModel,
        tasks: Tasks,
        notices: Notices,
        walkthrough: Walkthrough,
    ) -> None:
        super().__init__(window)
        self._services, self._settings = services, settings
        self._window, self._looks, self._session = window, looks, session
        self._tasks, self._notices, self._walkthrough = tasks, notices, walkthrough
        self.idle = Idle(settings.lock_after_min)
        self.lock = LockViewModel(
            tasks,
            lambda: services.locking,
            self.idle,
            guarded=lambda: session.state == "signed_in" and not session.sample,
            pin_set=settings.pin_set and not settings.shared_pc,
            parent=self,
        )
        self.system: SessionLock = session_lock(self)
        self._covered, self._sample_visit = False, False
        session.signed_in_now.connect(self._on_signed_in)
        self.lock.locked_now.connect(self._cover)
        self.lock.gave_up.connect(self._on_gave_up)
        self.system.locked.connect(self.lock.lock)
        window.lock_wanted.connect(self.lock.lock)

    def begin(self, then: Callable[[bool], None], *, resumes: bool, sample: bool) -> None:
        """Watch from now on. `then`: see LockViewModel.begin; `resumes`: it would sign in by itself."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        self._watch(self._window.windowHandle())
        self.system.listen()
        self.lock.begin(then, careful=resumes or self._settings.locked, sample=sample)

    def signed_out(self, *, by_server: bool) -> None:
        """The visit has ended."""
        self.lock.signed_out(by_server=by_server, sample=self._sample_visit)

    def leave(self) -> None:
        """The program ends."""
        self.system.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: keys and mouse as they come in; one that comes too late only locks."""
        if not vars(self):  # Python collected a whole window: emptied before Qt deletes it
            return False
        return event.type() in _USES and self.lock.used()

    def _on_signed_in(self) -> None:
        self._sample_visit = self._session.sample

    def _watch(self, window: QWindow | None) -> None:
        """The main window, and each dialog once it has the keyboard."""
        if window is not None:
            window.installEventFilter(self)  # once more is the same as once

    def _cover(self) -> None:
        """The first time; then the cover hears of it itself."""
        if not self._covered:
            from kassadesk.ui.lock_cover import LockCover

            self._covered = True
            LockCover(self._window, self._looks, self.lock, self._come_back).close()

    def _come_back(self) -> SessionViewModel:
        from kassadesk.app.late import ComingBack, LateSamples
        from kassadesk.viewmodels.session import SessionViewModel

        service = ComingBack(self._services)
        samples = LateSamples(self._services)
        return SessionViewModel(self._tasks, self._notices, self._walkthrough, service, samples)

    def _on_gave_up(self, because: LockedOut | None) -> None:
        """The sign-in of this PC has to end; what follows a sign-out opens the lock."""
        if self._session.state == "signed_in":
            self._session.sign_out(because)
            return

        def ended(_: object) -> None:
            then = self.lock.let_go()
            if because is not None:
                self._session.turned_away(because)
            if then is not None:
                then(False)

        self._tasks.run(lambda _: self._services.session.end_remembered(), ended, ended)
