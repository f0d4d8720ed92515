"""The steps of `tests/windows/run` in order, and the figures they came to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.windows import box, frozen, installed
from tests.windows.suite import FOLDERS, run_suite, told

_HERE = Path(__file__).resolve().parent


def set_up(_words: Sequence[str] = ()) -> bool:
    """Wine, the Windows Python and its wheels. False, and a line, where Wine cannot be had."""
    code, said = box.call("setup", seconds=600)
    if code == box.CANNOT_BE_HAD:
        print(f"Windows is not tried here: {said.strip().splitlines()[-1]}", flush=True)
        return False
    if code != 0:
        raise box.StepFailed(said)
    print(said.strip().splitlines()[-1], flush=True)
    files = [str(_HERE / name) for name in ("requirements.txt", "requirements-tests.txt")]
    box.called("pip", *files, seconds=600)
    return True


def suite(words: Sequence[str] = ()) -> bool:
    """The suite: all folders, or those named first; further words are pytest's."""
    folders = [word for word in words if word in FOLDERS]
    rest = [word for word in words if word not in FOLDERS]
    results = run_suite(folders or FOLDERS, rest)
    for line in told(results):
        print(line, flush=True)
    return not any(result.failed for result in results)


def build(_words: Sequence[str]) -> bool:
    """The .exe, its size and how soon it starts."""
    frozen.build()
    frozen.start_figures()
    return True


def try_frozen(_words: Sequence[str]) -> bool:
    """The whole flow, from the frozen folder."""
    frozen.try_out()
    return True


def installer(words: Sequence[str]) -> bool:
    """Install, run, upgrade, uninstall; `words`: a folder for pictures of the installed program."""
    installed.all_of_it(Path(words[0]).absolute() if words else None)
    return True


STEPS: dict[str, Callable[[Sequence[str]], bool]] = {
    "setup": set_up,
    "tests": suite,
    "build": build,
    "frozen": try_frozen,
    "installer": installer,
}


def main(words: Sequence[str]) -> int:
    """All steps, or the one that is named."""
    try:
        if words:
            if words[0] not in STEPS:
                print(f"steps: {', '.join(STEPS)}")
                return 2
            return 0 if STEPS[words[0]](words[1:]) else 1
        if not set_up():
            return 0
        good = [step(()) for name, step in STEPS.items() if name != "setup"]
        return 0 if all(good) else 1
    except box.StepFailed as failure:
        print(f"FAILED: {failure}", flush=True)
        return 1
    finally:
        box.call("stop")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
