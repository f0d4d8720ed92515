"""Calls of the box, and the names of things in it."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WINBOX = Path(__file__).resolve().parent / "winbox"
CANNOT_BE_HAD = 3
"""The box's exit code where Wine cannot be installed."""
NEW_PC = "new-pc"
"""Where the built program and the installer are tried: the tests leave entries in the keychains of theirs."""
PCS = {"prefix": ":97", "second-pc": ":98", "third-pc": ":99", "fourth-pc": ":100"}
"""The Windows PCs that test at the same time, each with a screen of its own: what one does with windows
and the keychain is nothing to the others. Four on two cores: a flow mostly waits."""


def work_on_the_new_pc() -> None:
    """From now on whoever names no PC uses that one: its screen and keychain are nobody else's."""
    os.environ["WINBOX_PC"], os.environ["WINBOX_DISPLAY"] = NEW_PC, ":101"


NOTED: list[str] = []
"""What is said once more at the end."""


def note(line: str) -> None:
    """Say it now, and again among the figures at the end."""
    print(line, flush=True)
    NOTED.append(line)


class StepFailed(Exception):
    """A step did not do what it promises; the words say which."""


def call(*words: str, seconds: int = 300, pc: str = "", **environment: str) -> tuple[int, str]:
    """Exit code and everything said."""
    if pc:
        environment |= {"WINBOX_PC": pc, "WINBOX_DISPLAY": PCS.get(pc, ":97")}
    done = subprocess.run(
        [str(WINBOX), *words],
        cwd=ROOT,
        env={**os.environ, "WINBOX_TIMEOUT": str(seconds), **environment},
        capture_output=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace").replace("\r", "")


def called(*words: str, seconds: int = 300, **environment: str) -> str:
    """What was said. Raises StepFailed when it did not end with 0."""
    code, said = call(*words, seconds=seconds, **environment)
    if code != 0:
        raise StepFailed(f"winbox {' '.join(words)[:200]} ended with {code}:\n{said[-6000:]}")
    return said


def stop() -> None:
    """Switch off all Windows PCs that were used."""
    for pc in (*PCS, NEW_PC):
        call("stop", pc=pc)


@cache
def place() -> Path:
    """Where the box lives on this machine."""
    return Path(called("path").strip())


def drive_c() -> Path:
    """The Windows PC's C: as Linux sees it."""
    return place() / os.environ.get("WINBOX_PC", "prefix") / "drive_c"


def local_data() -> Path:
    """%LOCALAPPDATA% of the Windows person."""
    (person,) = [p for p in (drive_c() / "users").iterdir() if (p / "AppData").is_dir()]
    return person / "AppData" / "Local"


def windows_name(path: Path) -> str:
    """A Linux path as Windows programs take it."""
    return "Z:" + str(path).replace("/", "\\")


def size_mb(path: Path) -> float:
    """Of a file, or of all files in a folder."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files) / 1_000_000
