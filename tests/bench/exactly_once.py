"""Requests are filed exactly once: the program is killed at every side effect and at random.

python -m tests.bench.exactly_once [seeds] [random kills] [--new-key-per-attempt]

The last is the negative control: another reference and key for each attempt, as a program without
an outbox would do; then the same faults file twice, which shows that the count can see it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.sandbox.running import running_sandbox
from tests.services.exactly_once import Campaign, Counts

CARELESS = "--new-key-per-attempt"
LONGEST_RUN_S = 0.6
"""Random kills fall anywhere in so long; most runs end within it."""


def measured(seeds: int, random_kills: int, careless: bool = False, every: int = 1) -> Counts:
    """The seven counts. `every`: kill only at each so-manieth side effect, another one per seed."""
    with ExitStack() as opened:
        room = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="kassadesk-once-")))
        server, cases = room / "server", room / "cases"
        server.mkdir()
        cases.mkdir()
        sandbox = opened.enter_context(running_sandbox(data=server, transactions=20))
        campaign = Campaign(sandbox, server, cases, careless)
        for seed in range(seeds):
            points = campaign.every_point(seed, every, 1 + seed % every)
            campaign.counts.points = max(points, campaign.counts.points)
            progress(f"seed {seed + 1} of {seeds}")
        for number in range(random_kills):
            campaign.random_kill(10_000 + number, LONGEST_RUN_S)
            progress(f"random kill {number + 1} of {random_kills}")
        progress("")
        return campaign.finish()


def progress(line: str) -> None:
    """How far it is, on a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{line:40}")
        sys.stderr.flush()


def main(seeds: int = 20, random_kills: int = 500, careless: bool = False) -> int:
    """Print the figures; 1 when one of the three zeros is none (with the control: when it is)."""
    begin = time.perf_counter()
    counts = measured(seeds, random_kills, careless)
    seconds = time.perf_counter() - begin
    name = "control, new key per attempt" if careless else "exactly once"
    print(f"{name}: {counts.line()}")
    print(
        f"  {seeds} seeds x up to {counts.points} side effects and {random_kills} random"
        f" kills: {counts.kills} kills, {counts.faults} faults, {counts.runs} runs, {seconds:.0f} s"
    )
    for one in counts.wrong[: 0 if careless else 10]:
        print(one)
    wrong = counts.lost + counts.duplicated + counts.unexpected
    return int((counts.duplicated == 0) if careless else (wrong > 0))


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != CARELESS]
    wanted = [int(word) for word in words] + [20, 500][len(words) :]
    sys.exit(main(wanted[0], wanted[1], CARELESS in sys.argv))
