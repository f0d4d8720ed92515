"""Protections switched off, so that the crash tests show that they can find something."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from kassadesk.core.work import QUIET, Work
from kassadesk.files import export_file
from kassadesk.files.atomic import Fill, Verify, WrittenFile, sha256_of, sweep
from kassadesk.files.spool import sweep_spools
from tests.crashing.runs import Place


@contextmanager
def straight_to_the_target() -> Iterator[None]:
    """Exports are written as most programs write: under the final name, buffers in the system's temp."""
    with mock.patch.object(export_file, "write_file", _straight):
        yield


def no_sweep(place: Place) -> None:
    """A start that removes nothing."""


def sweep_without_notes(place: Place) -> None:
    """A start that looks only where it would look anyway, not where an export was begun."""
    for folder in (place.own, place.usual):
        sweep(folder)
        sweep_spools(folder)


def _straight(
    target: Path,
    fill: Fill,
    verify: Verify | None = None,
    *,
    may_replace: bool = False,
    beside: bool = False,
    work: Work = QUIET,
) -> WrittenFile:
    with tempfile.TemporaryDirectory() as buffers, target.open("w+b") as out:
        fill(out, Path(buffers))
    if verify is not None:
        verify(target)
    return WrittenFile(target, *sha256_of(target, work))
