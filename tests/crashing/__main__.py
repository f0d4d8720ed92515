"""Kills exports in a process without threads, for the tests: prints what was found as JSON.

python -m tests.crashing FORMAT new|old FIRST STEP RANDOM SEED CONTROL
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from kassadesk.core.exports import ExportFormat
from kassadesk.core.held import CategoryId
from tests.crashing import planted
from tests.crashing.kills import Killing, next_start
from tests.crashing.runs import BILLS, Case, Runs
from tests.sample_shop_signed_in import SignedInShop

SMALL = frozenset({CategoryId.BUSINESS})
STARTS = {"no_sweep": planted.no_sweep, "sweep_without_notes": planted.sweep_without_notes}


def main(kind: str, old: str, first: str, step: str, count: str, seed: str, control: str) -> None:
    """Kill a small export at points FIRST, FIRST + STEP, ... and RANDOM times at random."""
    case = Case(ExportFormat(kind), old == "old")
    broken = planted.straight_to_the_target() if control == "straight" else nullcontext()
    with tempfile.TemporaryDirectory() as folder, SignedInShop("kaveri", BILLS) as shop, broken:
        killing = Killing(
            Runs(shop, Path(folder), SMALL), STARTS.get(control, next_start), again_each=6
        )
        points = killing.at_every_point(case, int(first), int(step)) if int(step) else 0
        chance = random.Random(int(seed))
        for _ in range(int(count)):
            killing.at_random(case, chance)
    print(json.dumps({**vars(killing.found), "points": points}))


if __name__ == "__main__":
    main(*sys.argv[1:8])
