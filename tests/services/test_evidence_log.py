"""The evidence log: every change of it is found, and what was noted stays."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.evidence import (
    FIRST,
    EvidenceEntry,
    EvidenceKind,
    LogCheck,
    entry_after,
    entry_line,
    entry_of,
)
from kassadesk.files import evidence_log as files
from kassadesk.services.evidence_log import EvidenceLog
from kassadesk.vault.vault import MemoryVault
from tests.examples import examples

START = datetime(2026, 11, 23, 4, 44, tzinfo=UTC)
NOTES = 12
EDITS = 600


class Ticking:
    """A clock that goes on by a second each time it is looked at."""

    def __init__(self) -> None:
        self._now = START

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


class Pc:
    """One PC with a log of some length."""

    def __init__(self, folder: Path, notes: int = NOTES, lasting: bool = True) -> None:
        self.folder = folder
        self.vault = MemoryVault("a test's keychain")
        self.log = self.begun(lasting)
        for number in range(notes):
            self.log.note(EvidenceKind.INTENT_SAVED, {"client_ref": f"ref-{number}"})

    def begun(self, lasting: bool = True) -> EvidenceLog:
        """The program, started (again)."""
        log = EvidenceLog(self.folder, self.vault, Ticking())
        log.enter("api.example/shop", lasting)
        return log

    @property
    def path(self) -> Path:
        """Where the log is."""
        return next((self.folder / "evidence").glob("????????????????.jsonl"))


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    return Pc(tmp_path / "here")


@pytest.fixture(scope="module")
def kept_pc(tmp_path_factory: pytest.TempPathFactory) -> Pc:
    return Pc(tmp_path_factory.mktemp("kept"))


def checked(pc: Pc, path: Path, content: bytes) -> LogCheck:
    path.write_bytes(content)
    return pc.log.check(path)


def test_a_saved_log_is_found_whole_and_known_to_this_pc(pc: Pc, tmp_path: Path) -> None:
    copy = tmp_path / "evidence.jsonl"
    entries = pc.log.save(copy)
    found = pc.log.check(copy)
    assert (found.entries, found.first_bad, found.anchored) == (entries, None, True)
    assert entries == NOTES + 2  # its beginning and the saving itself
    pc.log.note(EvidenceKind.OPT_IN, {"opt_in_id": "o1"})
    again = pc.log.check(copy)
    assert (again.first_bad, again.anchored) == (None, True)


def test_a_saved_log_is_found_whole_elsewhere_but_not_known_there(pc: Pc, tmp_path: Path) -> None:
    copy = tmp_path / "evidence.jsonl"
    pc.log.save(copy)
    found = Pc(tmp_path / "elsewhere", notes=0).log.check(copy)
    assert (found.first_bad, found.anchored) == (None, False)


def test_a_log_goes_on_after_a_restart(pc: Pc) -> None:
    again = pc.begun()
    again.note(EvidenceKind.REPLY, {"sha256": "ab"})
    found = pc.log.check(pc.path)
    assert (found.entries, found.first_bad, found.anchored) == (NOTES + 2, None, True)


@settings(max_examples=examples(EDITS), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_random_edit_of_a_saved_log_is_found(
    kept_pc: Pc, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = files.exported(kept_pc.path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    other = bytes([content[at] ^ data.draw(st.integers(1, 255))])
    lines = content.splitlines(keepends=True)
    a, b = sorted(data.draw(st.tuples(*[st.integers(0, len(lines) - 1)] * 2)))
    swapped = [*lines[:a], *lines[b : b + 1], *lines[a + 1 : b], *lines[a : a + 1], *lines[b + 1 :]]
    changed = data.draw(
        st.sampled_from(
            [
                content[:at] + other + content[at + 1 :],
                content[:at] + content[at + 1 :],
                content[:at],
                b"".join(swapped) if a != b else content[:at],
                b"".join(lines[:a] + lines[a + 1 :]),
                b"".join(lines[: a + 1] + lines[a:]),
            ]
        )
    )
    path = kept_pc.folder / "edited.jsonl"
    try:
        assert checked(kept_pc, path, changed).first_bad is not None
    except UnreadableExport:
        return


def test_the_first_bad_entry_is_named(pc: Pc, tmp_path: Path) -> None:
    lines = pc.path.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b"ref-3", b"ref-9")
    found = checked(pc, tmp_path / "edited.jsonl", files.exported(b"".join(lines)))
    assert (found.entries, found.first_bad, found.why) == (4, 5, "changed")


def rewritten(content: bytes) -> bytes:
    """A whole chain anew in which one fact differs: nothing in it is broken."""
    prev, made = FIRST, []
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        old = entry_of(line)
        facts = {**old.facts, "client_ref": "another"} if number == 3 else dict(old.facts)
        entry: EvidenceEntry = entry_after(number, prev, old.at, EvidenceKind(old.kind), facts)
        made.append(entry_line(entry))
        prev = entry.hash
    return b"".join(made)


def test_a_chain_written_anew_is_found_on_this_pc(pc: Pc, tmp_path: Path) -> None:
    other = rewritten(pc.path.read_bytes())
    copy = checked(pc, tmp_path / "copy.jsonl", files.exported(other))
    assert (copy.first_bad, copy.why) == (3, "rewritten")
    pc.path.write_bytes(other)  # the log itself: only the anchor is left to tell
    own = pc.log.check(pc.path)
    assert own.why == "rewritten"


def test_a_cut_end_is_found_on_this_pc(pc: Pc, tmp_path: Path) -> None:
    lines = pc.path.read_bytes().splitlines(keepends=True)
    assert checked(pc, tmp_path / "cut.jsonl", b"".join(lines[:-3])).why == "cut"
    pc.path.write_bytes(b"".join(lines[:-3]))
    own = pc.log.check(pc.path)
    assert (own.first_bad, own.why) == (NOTES + 1 - 3 + 1, "cut")


def test_without_an_anchor_a_rewritten_log_passes(pc: Pc) -> None:
    """Negative control: it is the anchor that finds it."""
    pc.path.write_bytes(rewritten(pc.path.read_bytes()))
    pc.vault = MemoryVault("another keychain")
    found = pc.begun().check(pc.path)
    assert (found.first_bad, found.anchored) == (None, False)


def test_a_broken_log_is_put_aside_and_never_gone_on_with(pc: Pc) -> None:
    lines = pc.path.read_bytes().splitlines(keepends=True)
    pc.path.write_bytes(b"".join(lines[:-3]))
    pc.begun().note(EvidenceKind.RECEIPT, {"receipt": "RCP-1"})
    aside = next(pc.path.parent.glob("*-broken-*.jsonl"))
    assert aside.read_bytes() == b"".join(lines[:-3])
    assert pc.log.check(aside).why == "cut"
    first = json.loads(pc.path.read_bytes().splitlines()[0])
    assert first["facts"]["why"] == "cut"
    assert first["facts"]["after"] == json.loads(lines[0])["facts"]["log_id"]


def test_what_a_power_cut_left_of_an_entry_is_taken_away(pc: Pc) -> None:
    with pc.path.open("ab") as file:
        file.write(b'{"at":"2026-11-2')
    pc.begun().note(EvidenceKind.REPLY, {"sha256": "ab"})
    assert pc.log.check(pc.path).first_bad is None


def test_a_state_is_noted_when_it_changes_and_not_each_time_it_is_seen(pc: Pc) -> None:
    before = pc.log.entries
    for status in ("open", "open", "in_progress", "in_progress"):
        pc.log.note(EvidenceKind.STATUS, {"request_id": "r1", "status": status, "reason": ""})
    again = pc.begun()
    again.note(EvidenceKind.STATUS, {"request_id": "r1", "status": "in_progress", "reason": ""})
    assert again.entries == before + 2


def test_two_windows_add_to_one_chain(pc: Pc) -> None:
    other = pc.begun()
    for number in range(5):
        pc.log.note(EvidenceKind.REPLY, {"sha256": f"a{number}"})
        other.note(EvidenceKind.REPLY, {"sha256": f"b{number}"})
    found = pc.log.check(pc.path)
    assert (found.entries, found.first_bad, found.anchored) == (NOTES + 11, None, True)


def test_trouble_with_the_log_stops_nothing_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_bytes(b"a file where the folder should be")
    log = EvidenceLog(tmp_path, MemoryVault("k"), Ticking())
    log.enter("api.example/shop")
    log.note(EvidenceKind.REPLY, {"sha256": "ab"})
    assert log.trouble is not None


def test_another_file_is_called_no_log(pc: Pc, tmp_path: Path) -> None:
    found = checked(pc, tmp_path / "other.jsonl", b"hello\n")
    assert found.first_bad == 1
    with pytest.raises(UnreadableExport):
        pc.log.check(tmp_path / "missing.jsonl")
