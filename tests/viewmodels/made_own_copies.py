"""The view-model of copies by themselves over a real settings file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kassadesk.core.own_copies import CopySchedule, CopyTrouble, Every
from kassadesk.files.settings_file import SettingsFile
from kassadesk.services.copy_schedule import CopyScheduleService
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.own_copies import OwnCopiesViewModel
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough


class AsOnWindows(CopyScheduleService):
    """Says that there is a task scheduler, and what is set in it, whatever the system."""

    every = Every.WEEK
    trouble: CopyTrouble | None = None

    def read(self) -> CopySchedule:
        """What the settings hold, but for what the system knows."""
        return replace(super().read(), possible=True, every=self.every, trouble=self.trouble)


def own_copies(
    tasks: Tasks,
    walkthrough: Walkthrough,
    folder: Path,
    kind: type[CopyScheduleService] = CopyScheduleService,
    notices: Notices | None = None,
) -> OwnCopiesViewModel:
    """As the program makes it."""
    service = kind(SettingsFile(folder), folder, folder)
    return OwnCopiesViewModel(tasks, notices or Notices(), walkthrough, service)
