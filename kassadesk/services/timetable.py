"""When the scheduled copy is made: one task of the Windows Task Scheduler, in the person's own name.

The task starts this very program without a window, as the person who set it up and only while they are
signed in to Windows: nobody else's keychain opens for it. A time that was missed (the PC was off) is
made up for. Elsewhere there is no such task, and the program says so.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

from kassadesk.core.own_copies import Every

TASK = "KassaDesk copy"
_PATIENCE_S = 30


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def can_schedule() -> bool:
    """Whether this PC has a scheduler that the program knows how to use."""
    return sys.platform == "win32"


def schedule(command: tuple[str, ...], every: Every, first: datetime) -> bool:
    """Start this command at that time of the day (local) from then on, in place of an older task;
    False where the system would not take it."""
    if not can_schedule():
        return False
    with tempfile.TemporaryDirectory(prefix="kassadesk-", ignore_cleanup_errors=True) as folder:
        place = Path(folder, "task.xml")
        place.write_text(task_xml(command, every, first), encoding="utf-16")
        return _schtasks("/Create", "/F", "/TN", TASK, "/XML", str(place)) == 0


def unschedule() -> None:
    """There is no task of ours any more; fine when there was none."""
    if can_schedule():
        _schtasks("/Delete", "/F", "/TN", TASK)


def task_xml(command: tuple[str, ...], every: Every, first: datetime) -> str:
    """The task as the Task Scheduler reads it (schema of Windows Vista and later)."""
    program, *words = command
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>KassaDesk: a copy of your data</Description></RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{first:%Y-%m-%dT%H:%M:%S}</StartBoundary>
      <Enabled>true</Enabled>
      {_rhythm(every, first)}
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>true</RunOnlyIfNetworkAvailable>
    <ExecutionTimeLimit>PT4H</ExecutionTimeLimit>
    <Enabled>true</Enabled>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(subprocess.list2cmdline(words))}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def _rhythm(every: Every, first: datetime) -> str:
    if every is Every.DAY:
        return "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>"
    if every is Every.WEEK:
        day = _DAYS[first.weekday()]
        return (
            "<ScheduleByWeek><WeeksInterval>1</WeeksInterval>"
            f"<DaysOfWeek><{day}/></DaysOfWeek></ScheduleByWeek>"
        )
    months = "".join(f"<{month}/>" for month in _MONTHS)
    day = str(min(first.day, 28))  # a day that every month has
    return (
        f"<ScheduleByMonth><DaysOfMonth><Day>{day}</Day></DaysOfMonth>"
        f"<Months>{months}</Months></ScheduleByMonth>"
    )


def _schtasks(*words: str) -> int:
    program = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "schtasks.exe")
    try:
        return subprocess.run(  # noqa: S603 - the system's own program, our own words
            [str(program), *words],
            capture_output=True,
            check=False,
            timeout=_PATIENCE_S,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        return 1
