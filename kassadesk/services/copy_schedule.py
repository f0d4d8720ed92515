"""Setting up the copies that are made by themselves: settings and the system's task scheduler agree."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kassadesk.core.errors import NotScheduled
from kassadesk.core.own_copies import CopySchedule, Every
from kassadesk.files.copy_trouble import CopyTroubleFile
from kassadesk.files.settings_file import SettingsFile
from kassadesk.services import timetable


class CopyScheduleService:
    """Blocking; raises KassaError."""

    def __init__(
        self,
        settings_file: SettingsFile,
        own: Path,
        usual: Path,
        local_now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        """`own`: the program's folder; `usual`: where copies go unless the person chose a folder."""
        self._settings = settings_file
        self._trouble = CopyTroubleFile(own)
        self._usual = usual
        self._local_now = local_now

    def read(self) -> CopySchedule:
        """What is set."""
        settings = self._settings.load()
        every = Every(settings.copy_every) if settings.copy_every in list(Every) else Every.NEVER
        folder = Path(settings.copy_folder) if settings.copy_folder else self._usual
        possible = timetable.can_schedule()
        trouble = self._trouble.read()
        return CopySchedule(
            every, folder, settings.copy_keep, possible, trouble, settings.shared_pc
        )

    def choose(self, every: Every, folder: Path) -> CopySchedule:
        """Make copies this often into this folder from now on, at this time of the day; or never.

        Raises NotScheduled when the system would not take the task: then nothing is changed.
        """
        now = self._local_now()
        if every is Every.NEVER:
            timetable.unschedule()
        elif not timetable.schedule(copy_command(folder, self.read().keep), every, now):
            raise NotScheduled
        self._settings.change(copy_every=every.value, copy_folder=str(folder))
        if every is Every.NEVER:
            self._trouble.clear()
        return self.read()


def copy_command(folder: Path, keep: int) -> tuple[str, ...]:
    """What the task starts: this very program. Frozen, the windowed one, so that no black window opens."""
    words = ("export", "--since-last", "--to", str(folder), "--keep", str(keep))
    if getattr(sys, "frozen", False):
        return (str(Path(sys.executable).with_name("KassaDesk.exe")), *words)
    return (sys.executable, "-m", "kassadesk", *words)
