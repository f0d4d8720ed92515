"""What counts as passed in the suite on the Windows PCs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.windows import suite
from tests.windows.suite import Part, Result, once_more, read, run_suite, told

PART = Part("flows-1", ("tests/flows/test_b_too.py", "tests/flows/test_b.py"))


class Pcs:
    """Windows PCs on which the tests of a file fail so many times."""

    def __init__(self, failures: dict[str, int], tests_in_a_file: int = 2) -> None:
        self.failures, self.tests = failures, tests_in_a_file
        self.tried: list[tuple[str, ...]] = []

    def run_part(self, part: Part, _pc: str, _words: Sequence[str] = ()) -> Result:
        """In place of Wine; the parts come from several threads, here from one."""
        self.tried.append(part.files)
        result = Result(part)
        for file in part.files:
            bad = self.failures.get(file, 0) > 0
            self.failures[file] = self.failures.get(file, 0) - 1
            names = [f"{file.removesuffix('.py')}::test_{n}" for n in range(self.tests)]
            result.failed += names if bad else []
            result.passed += 0 if bad else len(names)
        return result


def tried(monkeypatch: pytest.MonkeyPatch, pcs: Pcs) -> tuple[list[str], str]:
    monkeypatch.setattr(suite, "run_part", pcs.run_part)
    results, _ = run_suite([PART])
    return once_more(results), told(results)


def test_what_passes_at_the_second_try_is_passed_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pcs = Pcs({"tests/flows/test_b_too.py": 1})
    late, sum_of_all = tried(monkeypatch, pcs)
    assert late == ["tests/flows/test_b_too::test_0", "tests/flows/test_b_too::test_1"]
    assert sum_of_all == "windows: 4 passed, 0 failed, 0 skipped"
    assert pcs.tried == [PART.files, ("tests/flows/test_b_too.py",)]


def test_what_fails_twice_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    late, sum_of_all = tried(monkeypatch, Pcs({"tests/flows/test_b.py": 2}))
    assert late == []
    assert sum_of_all == "windows: 2 passed, 2 failed, 0 skipped"


def test_many_failures_are_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pcs = Pcs({"tests/flows/test_b.py": 1}, tests_in_a_file=11)
    late, sum_of_all = tried(monkeypatch, pcs)
    assert late == []
    assert sum_of_all == "windows: 11 passed, 11 failed, 0 skipped"
    assert len(pcs.tried) == 1


def test_a_python_that_ended_without_a_word_is_tried_again_with_all_its_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pcs = Pcs({})

    def ends_at_first(part: Part, pc: str, words: Sequence[str] = ()) -> Result:
        if not pcs.tried:
            pcs.tried.append(())
            return Result(part, failed=["no result at all, exit code 5"])
        return pcs.run_part(part, pc, words)

    monkeypatch.setattr(suite, "run_part", ends_at_first)
    results, _ = run_suite([PART])
    assert once_more(results) == ["no result at all, exit code 5"]
    assert told(results) == "windows: 4 passed, 0 failed, 0 skipped"
    assert pcs.tried[-1] == PART.files


@pytest.mark.parametrize(("code", "failed"), [(0, []), (4, ["exit code 4 without a failed test"])])
def test_an_exit_code_that_no_test_explains_is_a_failure(
    tmp_path: Path, code: int, failed: list[str]
) -> None:
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite time="0.5"/></testsuites>', encoding="utf-8")
    assert read(PART, report, code).failed == failed


def test_a_file_that_is_skipped_as_a_whole_tells_why(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite time="0.5"><testcase classname="" name="tests.a">'
        "<skipped message=\"collection skipped\">('Z:\\\\a.py', 33, 'Skipped: forks (as POSIX does)')"
        "</skipped></testcase></testsuite></testsuites>",
        encoding="utf-8",
    )
    assert dict(read(PART, report, 0).skipped) == {"forks (as POSIX does)": 1}
