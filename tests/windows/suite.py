"""The test suite on the Windows Python, folder by folder, and what it came to."""

from __future__ import annotations

import xml.etree.ElementTree as Xml
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.windows.box import ROOT, call, place, windows_name

FOLDERS = (
    "core", "api", "files", "vault", "services", "sandbox", "contract", "app", "viewmodels", "ui",
    "flows",
)  # fmt: skip
_SECONDS = 3_000


@dataclass
class Result:
    """What became of the tests of one folder."""

    folder: str
    passed: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """Reason -> how many tests."""

    def line(self) -> str:
        """One line of the table."""
        skipped = sum(self.skipped.values())
        return (
            f"{self.folder:12} {self.passed:5} passed {skipped:4} skipped {len(self.failed):4} failed"
            f"  {self.seconds:6.0f} s"
        )


def run_folder(folder: str, words: Sequence[str] = ()) -> Result:
    """Run one folder's tests on the Windows Python."""
    report = place() / f"report-{folder}.xml"
    report.unlink(missing_ok=True)
    code, said = call(
        "python", "-m", "pytest", f"tests/{folder}", "-q", "-p", "no:cacheprovider",
        f"--junitxml={windows_name(report)}", *words,
        seconds=_SECONDS,
        KASSADESK_TEST_PLATFORM="windows",
        KASSADESK_PRIVATE_KEYCHAIN="1",  # Credential Manager of the box is nobody's
    )  # fmt: skip
    (place() / f"said-{folder}.txt").write_text(said, encoding="utf-8")
    if not report.exists():
        return Result(folder, failed=[f"no result at all, exit code {code}: {said[-800:]}"])
    return _read(folder, report)


def _read(folder: str, report: Path) -> Result:
    result = Result(folder)
    for suite in Xml.parse(report).getroot().iter("testsuite"):
        result.seconds += float(suite.get("time", "0"))
    for case in Xml.parse(report).getroot().iter("testcase"):
        name = f"{case.get('classname', '').replace('.', '/')}::{case.get('name')}"
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            result.failed.append(name)
        elif skipped is not None:
            result.skipped[str(skipped.get("message", ""))] += 1
        else:
            result.passed += 1
    return result


def run_suite(folders: Sequence[str] = FOLDERS, words: Sequence[str] = ()) -> list[Result]:
    """Every folder in turn, a line for each as it ends."""
    results = []
    for folder in folders:
        if not (ROOT / "tests" / folder).exists():
            continue
        results.append(run_folder(folder, words))
        print(results[-1].line(), flush=True)
        for name in results[-1].failed:
            print(f"    FAILED {name}", flush=True)
    return results


def told(results: Sequence[Result]) -> list[str]:
    """The reasons of what was skipped, and the sum of it all."""
    reasons: Counter[str] = Counter()
    for result in results:
        reasons.update(result.skipped)
    lines = ["skipped on the Windows Python, because:"]
    lines += [f"  {count:4} {reason}" for reason, count in reasons.most_common()]
    passed = sum(result.passed for result in results)
    failed = sum(len(result.failed) for result in results)
    return [*lines, f"windows: {passed} passed, {failed} failed, {sum(reasons.values())} skipped"]
