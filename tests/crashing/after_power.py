"""What the program finds after a power cut at any moment of any of its writers (`power` is the model)."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kassadesk.core.exports import PastExport, PublishedKey
from kassadesk.core.held import CategoryId
from kassadesk.core.settings import Settings
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.settings_file import SettingsFile
from tests.crashing.power import Journal, Reboot, reboots, recorded
from tests.crashing.runs import Case, Place, Runs
from tests.past_exports import past_export

_LONG_AGO = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
Change = Callable[[Journal], Journal]
Reader = Callable[[Path], object]


@dataclass
class Reboots:
    """What was found after the reboots of one run."""

    cuts: int = 0
    states: int = 0
    damaged: int = 0
    """A file under its final name that is neither the old one nor the whole new one."""
    lost: int = 0
    """The run had come to its end, and what it had written is not there."""
    unknown_leftovers: int = 0
    """Half-written files lie about and no note tells the next start where."""
    found: Counter[str] = field(default_factory=Counter)


def as_it_is(journal: Journal) -> Journal:
    """No protection is switched off."""
    return journal


def without_sync(journal: Journal) -> Journal:
    """As if files were never synced."""
    return journal.without("sync")


def without_folder_sync(journal: Journal) -> Journal:
    """As if folders were never synced."""
    return journal.without("sync_folder")


def after_export(place: Place, run: Journal, change: Change = as_it_is) -> Reboots:
    """What the reboots of a whole export come to. The new file is at its target now."""
    journal = change(run)
    old, new = journal.before.get(place.target), place.target.read_bytes()
    told, judged = Reboots(cuts=len(journal.done) + 1), dict[object, str]()
    for reboot in reboots(journal):
        key = reboot.key(place.target)
        if key not in judged:
            judged[key] = _kind(reboot.held(place.target), old, new)
        told.states += 1
        told.found[judged[key]] += 1
        told.damaged += judged[key] == "damaged"
        told.lost += reboot.cut == len(journal.done) and judged[key] != "new"
        told.unknown_leftovers += not _known(place, reboot)
    return told


def _kind(held: bytes | None, old: bytes | None, new: bytes) -> str:
    if held == new:
        return "new"
    return ("absent" if old is None else "old") if held == old else "damaged"


def _known(place: Place, reboot: Reboot) -> bool:
    if not any(
        path.name.startswith(".kd-") for path in reboot.names if path.parent == place.folder
    ):
        return True
    notes = [path for path in reboot.names if path.suffix == ".unfinished"]
    return any(reboot.held(note) == os.fsencode(place.folder) + b"\n" for note in notes)


@dataclass(frozen=True)
class SmallWriter:
    """A writer of a small file of the profile, and what reads it again."""

    name: str
    before: Callable[[Path], object]
    write: Callable[[Path], object]
    read: Reader


def _key(number: int) -> PublishedKey:
    return PublishedKey(f"key-{number}", "AAAA" * 11, _LONG_AGO)


def _past(number: int) -> PastExport:
    return past_export(
        _LONG_AGO.replace(minute=number),
        path=Path(f"/somewhere/{number}.xlsx"),
        categories=(CategoryId.BILLING,),
        rows=number,
        transactions=number,
        sha256=f"{number:064}",
        shop_id="mer",
    )


SMALL_WRITERS = (
    SmallWriter(
        "settings, first",
        lambda own: None,
        lambda own: SettingsFile(own).save(Settings(theme="dark")),
        lambda own: SettingsFile(own).load(),
    ),
    SmallWriter(
        "settings, changed",
        lambda own: SettingsFile(own).save(Settings(language="ta")),
        lambda own: SettingsFile(own).change(theme="dark"),
        lambda own: SettingsFile(own).load(),
    ),
    SmallWriter(
        "known keys",
        lambda own: KnownKeys(own).remember([_key(1)]),
        lambda own: KnownKeys(own).remember([_key(1), _key(2)]),
        lambda own: KnownKeys(own).all(),
    ),
    SmallWriter(
        "export history, first",
        lambda own: None,
        lambda own: ExportHistory(own).keep(_past(1)),
        lambda own: ExportHistory(own).all(),
    ),
    SmallWriter(
        "export history, added",
        lambda own: ExportHistory(own).keep(_past(1)),
        lambda own: ExportHistory(own).keep(_past(2)),
        lambda own: ExportHistory(own).all(),
    ),
)


def after_small_write(writer: SmallWriter, base: Path, change: Change = as_it_is) -> Reboots:
    """What the reader finds after the reboots of one write: what was there before, or the new."""
    own = base / "own"
    own.mkdir()
    writer.before(own)
    old = writer.read(own)
    journal = change(recorded(own, lambda: writer.write(own)))
    new = writer.read(own)
    assert old != new
    told, judged = Reboots(cuts=len(journal.done) + 1), dict[object, str]()
    for reboot in reboots(journal):
        key = reboot.whole_key
        if key not in judged:
            with _on_disk(reboot, own, base) as found:
                held = writer.read(found)
            judged[key] = "new" if held == new else "old" if held == old else "damaged"
        told.states += 1
        told.found[judged[key]] += 1
        told.damaged += judged[key] == "damaged"
        told.lost += reboot.cut == len(journal.done) and judged[key] != "new"
    shutil.rmtree(own)
    return told


@contextmanager
def _on_disk(reboot: Reboot, root: Path, base: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=base) as folder:
        reboot.write_to(root, Path(folder))
        yield Path(folder)


@dataclass
class GoneOn:
    """Exports made again after a power cut."""

    made: int = 0
    whole: int = 0
    resumed: int = 0
    failed: Counter[str] = field(default_factory=Counter)


def going_on(
    runs: Runs, case: Case, place: Place, journal: Journal, chance: random.Random, count: int
) -> GoneOn:
    """Make the export again on so many of the disks that hold kept pages and not the new file.

    The pages may be damaged in any way; the export must be whole.
    """
    spools = [reboot for reboot in reboots(journal) if _holds_pages(reboot)]
    picked = sorted(chance.sample(range(len(spools)), min(count, len(spools))))
    told, wanted = GoneOn(), set(picked)
    holding = (reboot for reboot in reboots(journal) if _holds_pages(reboot))
    for number, reboot in enumerate(holding):
        if number in wanted:
            _go_on(runs, case, place.root, reboot, told)
    return told


def _go_on(runs: Runs, case: Case, root: Path, reboot: Reboot, told: GoneOn) -> None:
    with runs.place(case) as place:
        reboot.write_to(root, place.root)
        report = runs.export(place)
        told.made += 1
        told.resumed += report.resumed_rows > 0
        state = runs.target(place)
        told.whole += state == "new"
        told.failed[state] += state != "new"


def _holds_pages(reboot: Reboot) -> bool:
    return any(
        path.name.startswith("part-") and path.parent.name.endswith(".spool")
        for path in reboot.names
    )
