"""The test suite on the Windows Python, in parts on several Windows PCs at once, and what it came to."""

from __future__ import annotations

import math
import threading
import time
import xml.etree.ElementTree as Xml
from ast import literal_eval
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.windows.box import PCS, ROOT, call, place, windows_name

FOLDERS = (
    "flows", "services", "app", "sandbox", "contract", "ui", "files", "viewmodels", "api", "vault",
    "core",
)  # fmt: skip
"""The longest first, so that all PCs end at about the same time."""
_FILES_IN_A_PART = 4
_UNUSED = tuple(f"-pno:{one}" for one in ("cacheprovider", "schemathesis", "anyio", "xdist"))
"""What pytest would read at each start of Python; no test here asks for it."""
_SECONDS = 1_200
_MOST_TO_TRY_AGAIN = 10


@dataclass(frozen=True)
class Part:
    """A few files of one folder, which one start of Python tests."""

    name: str
    files: tuple[str, ...]


@dataclass
class Result:
    """What became of the tests of one part."""

    part: Part
    passed: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """Reason -> how many tests."""

    @property
    def name(self) -> str:
        """Of its part."""
        return self.part.name

    def failing_files(self) -> tuple[str, ...]:
        """The files with a test that failed; all of the part when Python itself ended."""
        found = tuple(
            file
            for file in self.part.files
            if any(_is_of(name, file.removesuffix(".py")) for name in self.failed)
        )
        return found or self.part.files

    def line(self) -> str:
        """One line of the table."""
        skipped = sum(self.skipped.values())
        return (
            f"{self.name:14} {self.passed:5} passed {skipped:4} skipped {len(self.failed):4} failed"
            f"  {self.seconds:6.0f} s"
        )


def _is_of(name: str, module: str) -> bool:
    """Not of another module whose name only begins alike."""
    return name.startswith((f"{module}::", f"{module}/"))


def parts(folders: Sequence[str] = FOLDERS) -> list[Part]:
    """The files of these folders, a few at a time; with all folders also what stands beside them."""
    found = []
    for folder in folders:
        files = [f"tests/{folder}/{one.name}" for one in _tests_in(ROOT / "tests" / folder)]
        pieces = [
            files[at : at + _FILES_IN_A_PART] for at in range(0, len(files), _FILES_IN_A_PART)
        ]
        found += [Part(f"{folder}-{n}", tuple(piece)) for n, piece in enumerate(pieces, 1)]
    if set(folders) == set(FOLDERS):
        found.append(Part("house", tuple(f"tests/{one.name}" for one in _tests_in(ROOT / "tests"))))
    return found


def _tests_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("test_*.py"))


def run_suite(
    wanted: Iterable[Part], words: Sequence[str] = (), until: float = math.inf
) -> tuple[list[Result], list[Part]]:
    """Every part on the next PC that is free, a line for each as it ends.

    `until` is a time of the monotonic clock after which no part is begun; gives what was left out, too.
    """
    waiting = deque(wanted)
    results: list[Result] = []

    def work(pc: str) -> None:
        while time.monotonic() < until:
            try:
                part = waiting.popleft()
            except IndexError:
                return
            result = run_part(part, pc, words)
            results.append(result)
            lines = [result.line(), *(f"    FAILED {name}" for name in result.failed)]
            print("\n".join(lines), flush=True)

    threads = [threading.Thread(target=work, args=(pc,)) for pc in PCS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, list(waiting)


def run_part(part: Part, pc: str, words: Sequence[str] = ()) -> Result:
    """Run one part's tests on the Windows Python of a PC."""
    report = place() / f"report-{part.name}.xml"
    report.unlink(missing_ok=True)
    code, said = call(
        "python", "-m", "pytest", *part.files, "-q", *_UNUSED,
        f"--junitxml={windows_name(report)}", *words,
        seconds=_SECONDS,
        pc=pc,
        KASSADESK_TEST_PLATFORM="windows",
        KASSADESK_PRIVATE_KEYCHAIN="1",  # Credential Manager of the box is nobody's
    )  # fmt: skip
    (place() / f"said-{part.name}.txt").write_text(said, encoding="utf-8")
    if not report.exists():
        return Result(part, failed=[f"no result at all, exit code {code}: {said[-800:]}"])
    return read(part, report, code)


def read(part: Part, report: Path, code: int) -> Result:
    """What pytest wrote down, and its exit code: one that no failed test explains is a failure, too."""
    result = Result(part)
    for suite in Xml.parse(report).getroot().iter("testsuite"):
        result.seconds += float(suite.get("time", "0"))
    for case in Xml.parse(report).getroot().iter("testcase"):
        test = f"{case.get('classname', '').replace('.', '/')}::{case.get('name')}"
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            result.failed.append(test)
        elif skipped is not None:
            result.skipped[_why(skipped)] += 1
        else:
            result.passed += 1
    if code != 0 and not result.failed:
        result.failed.append(f"exit code {code} without a failed test")
    return result


def _why(skipped: Xml.Element) -> str:
    """The reason; of a whole file pytest tells it beside the place where it stands."""
    message, told = skipped.get("message", ""), skipped.text or ""
    whole_file = message == "collection skipped"
    return str(literal_eval(told)[2]).removeprefix("Skipped: ") if whole_file else message


def once_more(results: list[Result], words: Sequence[str] = ()) -> list[str]:
    """Try the files with failed tests a second time; gives what passed only then, and counts it as passed.

    Wine on a busy PC drops a click now and then. What fails twice has failed. Many failures at once are
    no such thing, and are not tried again.
    """
    failed = [result for result in results if result.failed]
    if not failed or sum(len(result.failed) for result in failed) > _MOST_TO_TRY_AGAIN:
        return []
    print("once more, because a test in them failed:", flush=True)
    wanted = [Part(f"{one.name}-again", one.failing_files()) for one in failed]
    second = {result.name: result for result in run_suite(wanted, words)[0]}
    late = []
    for result in failed:
        again = second[f"{result.name}-again"]
        if again.failed:
            continue
        late += result.failed
        result.passed = max(result.passed + len(result.failed), again.passed)
        result.failed = []
    return late


def reasons(results: Sequence[Result]) -> list[str]:
    """Why tests were skipped, and how many for each reason."""
    found: Counter[str] = Counter()
    for result in results:
        found.update(result.skipped)
    return [f"  {count:4} {reason}" for reason, count in found.most_common()]


def told(results: Sequence[Result]) -> str:
    """The sum of it all, in one line."""
    passed = sum(result.passed for result in results)
    failed = sum(len(result.failed) for result in results)
    skipped = sum(sum(result.skipped.values()) for result in results)
    return f"windows: {passed} passed, {failed} failed, {skipped} skipped"
