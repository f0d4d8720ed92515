"""Where the program's worker threads stand, for the words of a test that waited in vain."""

from __future__ import annotations

import sys
import threading
import traceback

_FRAMES = 12


def running_workers() -> list[threading.Thread]:
    """The worker threads of the program that live."""
    return [one for one in threading.enumerate() if one.name.startswith("kassadesk")]


def where_workers_stand() -> str:
    """The name and the last calls of each of them; "" when there is none."""
    frames = sys._current_frames()
    return "\n".join(
        f"{one.name}:\n{''.join(traceback.format_stack(frames[one.ident])[-_FRAMES:])}"
        for one in running_workers()
        if one.ident in frames
    )
