"""Runs one thing in a process of its own and says how long it took and how much memory it had."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent


class Measured(NamedTuple):
    """What one child took."""

    seconds: float
    cpu_s: float
    """Processor time of all its threads; other programs disturb it less than the clock's."""
    peak_mb: float
    facts: dict[str, float]


def run(module: str, *words: object) -> Measured:
    """Run `python -m module words`, whose last line of output is one JSON object with `seconds`."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    facts = json.loads(done.stdout.splitlines()[-1])
    return Measured(facts.pop("seconds"), facts.pop("cpu_s"), facts.pop("peak_mb"), facts)


def tell(seconds: float, **facts: float) -> None:
    """The child's last line: its time, its peak memory, and anything else it measured."""
    used = psutil.Process().cpu_times()
    told = {"seconds": seconds, "cpu_s": used.user + used.system}
    print(json.dumps({**told, "peak_mb": _peak_kb() / 1024, **facts}))


def _peak_kb() -> int:
    """Linux reports at least what the parent had when it forked; its own mark begins at exec."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset) // 1024
    import resource

    reported = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return reported
