"""The steps of `tests/windows/run` in order, and the figures they came to."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.windows import box, frozen, installed
from tests.windows.suite import FOLDERS, Part, once_more, parts, reasons, run_suite, told

_HERE = Path(__file__).resolve().parent
_BEGAN = time.monotonic()
_MINUTES = float(os.environ.get("KASSADESK_WINDOWS_MINUTES", "inf"))
"""After so long no further part of the suite is begun, and it is told which were not."""


def set_up(_words: Sequence[str] = ()) -> bool:
    """Wine, the Windows Python and its wheels. False, and a line, where one of them cannot be had."""
    files = [str(_HERE / name) for name in ("requirements.txt", "requirements-tests.txt")]
    for words in (["setup"], ["pip", *files]):
        code, said = box.call(*words, seconds=600)
        if code == box.CANNOT_BE_HAD:
            print(f"Windows is not tried here: {said.strip().splitlines()[-1]}", flush=True)
            return False
        if code != 0:
            raise box.StepFailed(said)
        print(
            *(line for line in said.splitlines() if line.startswith("Windows Python")), flush=True
        )
    return True


def suite(words: Sequence[str] = ()) -> bool:
    """The suite: all of it, or the folders and files that are named; further words are pytest's."""
    folders = [word for word in words if word in FOLDERS]
    files = [word for word in words if word.endswith(".py") and Path(word).is_file()]
    rest = [word for word in words if word not in (*folders, *files)]
    chosen = [Part(Path(file).stem, (file,)) for file in files]
    if folders or not files:
        chosen += parts(folders or FOLDERS)
    results, left_out = run_suite(chosen, rest, _BEGAN + 60 * _MINUTES)
    for name in once_more(results, rest):
        box.note(f"passed at the second try only: {name}")
    box.note("skipped on the Windows Python, because:")
    for line in reasons(results):
        box.note(line)
    for part in left_out:
        box.note(f"NOT RUN, because {_MINUTES:.0f} minutes were over: {' '.join(part.files)}")
    box.note(told(results))
    return not any(result.failed for result in results)


def build(_words: Sequence[str] = ()) -> bool:
    """The .exe, its size and how soon it starts."""
    frozen.build()
    frozen.start_figures()
    return True


def try_frozen(_words: Sequence[str] = ()) -> bool:
    """The whole flow, from the frozen folder."""
    frozen.try_out()
    return True


def installer(_words: Sequence[str] = ()) -> bool:
    """Install, run, upgrade, uninstall, and look for what is left."""
    installed.all_of_it()
    return True


def pictures(words: Sequence[str]) -> bool:
    """The installed program's main pages at 100 and 150 %, in the folder that is named."""
    installed.pictures(Path(words[0] if words else "pictures-windows").absolute())
    return True


STEPS: dict[str, Callable[[Sequence[str]], bool]] = {
    "setup": set_up,
    "build": build,
    "frozen": try_frozen,
    "installer": installer,
    "tests": suite,
    "pictures": pictures,
}


def _everything() -> bool:
    if not set_up():
        return True
    good = [_tried("build")]
    box.work_on_the_new_pc()
    with ThreadPoolExecutor(1) as beside:  # one after the other, on a PC of their own
        tried = [beside.submit(_tried, name) for name in ("frozen", "installer")]
        good += [_tried("tests"), *(one.result() for one in tried)]
    minutes = (time.monotonic() - _BEGAN) / 60
    print("\nWindows, in figures:")
    print(f"  all of it took {minutes:.0f} minutes")
    print("\n".join(box.NOTED), flush=True)
    return all(good)


def _tried(name: str) -> bool:
    try:
        return STEPS[name](())
    except box.StepFailed as failure:
        box.note(f"FAILED in {name}: {failure}")
        return False


def main(words: Sequence[str]) -> int:
    """All steps, or the one that is named."""
    try:
        if not words:
            return 0 if _everything() else 1
        if words[0] not in STEPS:
            print(f"steps: {', '.join(STEPS)}")
            return 2
        return 0 if STEPS[words[0]](words[1:]) else 1
    except box.StepFailed as failure:
        print(f"FAILED: {failure}", flush=True)
        return 1
    finally:
        box.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
