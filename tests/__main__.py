"""One command sets everything up and runs every test: `python3 -m tests [pytest arguments]`.

Needs only Python 3.11+ with venv. On Debian and as root it installs the few system libraries that Qt
and the keychain tests need; without root it names them. The tests need no display. On Linux they run
inside a private D-Bus session with a gnome-keyring of its own, so the keychain tests touch a real
keychain and never the person's.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.vault.private_session import run_inside

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
PROGRAMS = {"dbus-run-session": "dbus", "gnome-keyring-daemon": "gnome-keyring"}


def main(arguments: list[str]) -> int:
    """Set up, then run the tests; the exit code is pytest's."""
    if not WINDOWS:
        _system_libraries()
    python = _environment()
    if not arguments:
        arguments = ["-n", "3", "--dist", "worksteal"]  # a test waits a third of its time
    command = [str(python), "-m", "pytest", *arguments]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTHON_KEYRING_BACKEND", None)
    if WINDOWS:
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    os.environ.clear()
    os.environ.update(environment)
    return run_inside(command)


def _system_libraries() -> None:
    missing = [package for name, package in LIBRARIES.items() if not _loads(name)]
    missing += [package for name, package in PROGRAMS.items() if not shutil.which(name)]
    if not missing:
        return
    print(f"System packages needed: {' '.join(missing)}", flush=True)
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit("Install them (on Debian: apt-get install with these names), then run this again.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=environment, check=True)
    install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *missing]
    subprocess.run(install, env=environment, check=True)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _environment() -> Path:
    """The Python of .venv with everything in pyproject.toml installed; made when it is missing."""
    python = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / "set-up-for"
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "-e", f"{ROOT}[dev]"], check=True)
    stamp.write_text(wanted)
    return python


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
