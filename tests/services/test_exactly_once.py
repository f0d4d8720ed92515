"""A small run of the killing bench: a few seeds, some of the side effects, a few random kills.

The whole run is `python -m tests.bench.exactly_once`. It forks, so it has a process of its own.
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.sandbox.running import ROOT
from tests.systems import forks

_MEASURE = """
import sys
from tests.bench.exactly_once import measured
seeds, kills, every, careless = map(int, sys.argv[1:])
counts = measured(seeds, kills, bool(careless), every)
print(counts.line(), *counts.wrong, sep="\\n")
"""


def counted(
    seeds: int, kills: int, every: int, careless: bool = False
) -> tuple[dict[str, int], str]:
    """The seven counts by name, and everything that was printed."""
    words = [str(int(one)) for one in (seeds, kills, every, careless)]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *words],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {name: int(n) for name, n in re.findall(r"(\w+) (\d+)", done.stdout.splitlines()[0])}, (
        done.stdout + done.stderr
    )


@pytest.mark.slow
@forks
def test_killed_anywhere_nothing_is_lost_and_nothing_is_filed_twice() -> None:
    counts, told = counted(seeds=2, kills=6, every=9)
    assert counts["acknowledged"] > 20
    assert (counts["lost"], counts["duplicated"], counts["unexpected"]) == (0, 0, 0), told


@pytest.mark.slow
@forks
def test_with_a_new_key_for_each_attempt_the_same_kills_file_twice() -> None:
    """The control: the counting above sees a duplicate when there is one."""
    counts, _told = counted(seeds=2, kills=0, every=5, careless=True)
    assert counts["duplicated"] > 0
