"""What the person is told while another window is in front: how far an export is, and what has ended.

How far: in the window's title, and on its button in the taskbar of Windows. The end: by the taskbar's own
sign for "look here", and by a word in the notification area, but not while KassaDesk is in front, where the
page says it. Nothing of it names anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from kassadesk.app.rooms import Rooms
    from kassadesk.core.exports import ExportReport
    from kassadesk.core.intents import Arrived, Intent
    from kassadesk.ui.looks import Looks
    from kassadesk.ui.main_window import MainWindow
    from kassadesk.ui.taskbar import Taskbar
    from kassadesk.ui.tray_notice import TrayNotice
    from kassadesk.viewmodels.exports import ExportsViewModel


class WhileAway(QObject):
    """Follows the rooms of one visit after the other. UI thread only.

    `go(page, argument)` is called when the person clicks a notice.
    """

    def __init__(self, window: MainWindow, looks: Looks, go: Callable[[str, object], None]) -> None:
        super().__init__(window)
        self._window, self._looks, self._go = window, looks, go
        self._rooms: Rooms | None = None
        self._exports: ExportsViewModel | None = None
        self._exporting = False
        self._told_end = False
        window.page_opened.connect(self._on_page)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._on_state)

    @cached_property
    def tray(self) -> TrayNotice:
        """The notification area; its code is read when there is something to say."""
        from kassadesk.ui.tray_notice import TrayNotice

        made = TrayNotice(self._looks, self)
        made.clicked.connect(self._go)
        return made

    @cached_property
    def _taskbar(self) -> Taskbar:
        """The button in the taskbar of Windows."""
        from kassadesk.ui.taskbar import Taskbar

        return Taskbar()

    def follow(self, rooms: Rooms) -> None:
        """A visit begins."""
        self.forget()
        self._rooms = rooms
        rooms.outbox.filed.connect(self._on_filed)
        rooms.outbox.refused.connect(self._on_refused)

    def forget(self) -> None:
        """The visit ends; what becomes of its works is not told any more."""
        if self._rooms is not None:
            self._rooms.outbox.filed.disconnect(self._on_filed)
            self._rooms.outbox.refused.disconnect(self._on_refused)
        if self._exports is not None:
            self._exports.progressed.disconnect(self._on_progress)
            self._exports.changed.disconnect(self._on_exports)
            self._exports.finished.disconnect(self._on_finished)
        self._rooms, self._exports, self._exporting = None, None, False
        self._show(None)
        self._leave_end()

    def leave(self) -> None:
        """Take the icon out of the notification area."""
        if "tray" in self.__dict__:
            self.tray.leave()

    def _on_page(self, key: str) -> None:
        """Exports begin on their page; its view-model is there from then on."""
        if key == "export" and self._rooms is not None and self._exports is None:
            self._exports = self._rooms.exports
            self._exports.progressed.connect(self._on_progress)
            self._exports.changed.connect(self._on_exports)
            self._exports.finished.connect(self._on_finished)

    def _on_progress(self) -> None:
        if self._exports is not None and self._exports.running is not None:
            self._show(self._exports.progress.percent)

    def _show(self, percent: int | None) -> None:
        if self._window.show_progress(percent):
            self._taskbar.show(int(self._window.winId()), percent)

    def _on_exports(self) -> None:
        exports = self._exports
        if exports is None:
            return
        ended, self._exporting = self._exporting, exports.running is not None
        if not ended or self._exporting:
            return
        self._show(None)
        if exports.error is not None:
            self._tell("export_failed", "export")

    def _on_finished(self, _report: ExportReport) -> None:
        self._tell("export_done", "export")

    def _on_filed(self, arrived: Arrived) -> None:
        self._tell_of(arrived.intent, "sent")

    def _on_refused(self, intent: Intent) -> None:
        self._tell_of(intent, "refused")

    def _tell_of(self, intent: Intent, how: str) -> None:
        from kassadesk.core.intents import IntentKind  # late: nothing is sent before a sign-in

        if intent.kind is IntentKind.CHOICE:
            self._tell(f"choice_{how}", "opt_ins")
        else:
            filed = intent.filed.request_id if intent.filed is not None else ""
            self._tell(f"request_{how}", "requests", filed or intent.client_ref)

    def _tell(self, kind: str, page: str, argument: object = None) -> None:
        if self._window.in_front:
            return
        QApplication.alert(self._window)
        self._told_end = True
        self.tray.end(kind, page, argument)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and self._window.in_front:
            self._leave_end()

    def _leave_end(self) -> None:
        """The person looks at the window now: what has ended stands there."""
        if self._told_end:
            self._told_end = False
            self.leave()
