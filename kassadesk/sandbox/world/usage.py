"""Usage events: which screen, what was done, what went wrong."""

from __future__ import annotations

from collections.abc import Iterator

from kassadesk.sandbox.world.days import Days
from kassadesk.sandbox.world.dice import mixed
from kassadesk.sandbox.world.shops import told
from kassadesk.sandbox.world.tables import WireRow


def usage_rows(days: Days, seed: int, devices: int) -> Iterator[WireRow]:
    """Every usage event, oldest first."""
    traces = told("traces")
    screens, actions, errors = traces["screens"], traces["actions"], traces["errors"]
    versions, details = traces["versions"], traces["details"]
    for number, time in enumerate(days.texts(range(days.count))):
        bits = mixed(seed, number)
        yield (
            f"use_{number + 1:08d}",
            time,
            screens[bits % len(screens)],
            actions[(bits >> 8) % len(actions)],
            versions[min(number * len(versions) // days.count, len(versions) - 1)],
            f"dev_{(bits >> 16) % devices + 1:05d}" if devices else None,
            errors[(bits >> 24) % len(errors)] or None,
            details[(bits >> 32) % len(details)] or None,
        )
