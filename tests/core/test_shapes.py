"""A shape may be used first by several threads at once."""

from __future__ import annotations

import subprocess
import sys

_RACE = """
import contextlib, sys, threading
from typing import Annotated
import msgspec
from kassadesk.core.shapes import shaped

with contextlib.suppress(ImportError):
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # the control leaves no file behind
sys.setswitchinterval(1e-6)
use = shaped if sys.argv[1] == "ours" else msgspec.convert


def chain(length):
    shape, raw = None, None
    for _ in range(length):
        fields = [(f"a{n}", Annotated[int, msgspec.Meta(ge=0)]) for n in range(20)]
        fields += [("inner", shape)] if shape else []
        shape = msgspec.defstruct("Link", fields)
        raw = {**{f"a{n}": n for n in range(20)}, **({"inner": raw} if raw else {})}
        yield shape, raw


def convert(start, raw, shape):
    start.wait()
    use(raw, shape)


for _ in range(150):
    links = list(chain(12))
    start = threading.Barrier(4)
    threads = [
        threading.Thread(target=convert, args=(start, raw, shape))
        for shape, raw in (links[11], links[5], links[11], links[8])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print("whole")
"""


def _raced(how: str) -> tuple[int, str]:
    words = [sys.executable, "-c", _RACE, how]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip()


def test_four_threads_may_use_a_shape_first_at_the_same_moment() -> None:
    assert _raced("ours") == (0, "whole")


def test_without_the_lock_the_same_race_ends_the_process() -> None:
    """The negative control; when it no longer fails, msgspec has mended it and the lock can go."""
    assert any(_raced("msgspec alone") != (0, "whole") for _ in range(5))
