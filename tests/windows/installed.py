"""The installer: built, installed without a question, upgraded, uninstalled; and what is left then."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from tests.windows import frozen
from tests.windows.box import (
    NEW_PC,
    ROOT,
    StepFailed,
    call,
    called,
    drive_c,
    local_data,
    note,
    place,
    size_mb,
    work_on_the_new_pc,
)  # fmt: skip

MOST_MB = 40
_UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\KassaDesk"
_KEYS = (
    _UNINSTALL,
    r"HKCU\Software\KassaDesk",
    r"HKCU\Software\Classes\SystemFileAssociations\.xlsx\shell\KassaDesk.Review",
    r"HKCU\Software\Classes\SystemFileAssociations\.zip\shell\KassaDesk.Review",
)
_VAULT = (
    "from kassadesk.vault.keychain import KeychainVault; from kassadesk.vault.patience import Patience; "
    "vault = KeychainVault(Patience(60)); "
)
_IN_KEYCHAIN = _VAULT + "print(vault.accounts())"
_PUT = (
    _VAULT + "[vault.put('a.example/1/refresh', f'rt_{n}') for n in range(10)]; "
    "print(vault.accounts())"
)


def version() -> str:
    """The program's."""
    text = (ROOT / "kassadesk" / "__init__.py").read_text("utf-8")
    found = re.search('__version__ = "(.+)"', text)
    assert found is not None
    return found[1]


def build(number: str, *, quick: bool = False) -> Path:
    """The installer of that version; made anew when the program or the script is newer."""
    out = place() / f"KassaDesk-{number}-setup.exe"
    made_of = (frozen.folder() / "KassaDesk.exe", *(ROOT / "resources" / "windows").iterdir())
    if out.exists() and out.stat().st_mtime > max(one.stat().st_mtime for one in made_of):
        return out
    words = [f"-DVERSION={number}", f"-DFOLDER={frozen.folder()}", f"-DOUT={out}"]
    words += ["-DQUICK"] if quick else []
    called("nsis", "-V2", *words, str(ROOT / "resources" / "windows" / "installer.nsi"))
    return out


def all_of_it() -> None:
    """Install, run, upgrade, uninstall. Raises StepFailed."""
    first = build(version())
    note(f"installer: {size_mb(first):.1f} MB (at most {MOST_MB})")
    _need(size_mb(first) <= MOST_MB, "the installer is too big")
    _on_a_new_pc(first)
    frozen.check_windowed(_program())
    note("installed without a question: sign-in, pages, export, verify and review work")
    _leave_traces()
    second = build(version() + ".1", quick=True)
    called("exe", str(second), "/S")
    _need(f"{version()}.1" in _key(_UNINSTALL), "the upgrade did not take the older one's place")
    _need(_settings().is_file() and "a.example" in _keychain(), "the upgrade lost something")
    note("upgraded in place; settings and sign-in were kept")
    called("exe", str(_program() / "uninstall.exe"), "/S")
    _wait(lambda: _left() == [], lambda: f"left after the uninstallation: {_left()}")
    note("uninstalled: no file, no shortcut, no registry key, no entry in the keychain is left")


def pictures(folder: Path) -> None:
    """The installed program's main pages at 100 and 150 %, each in a folder of its own."""
    _on_a_new_pc(build(version()))
    for percent in (100, 150):
        called("dpi", str(96 * percent // 100))
        shown = folder / f"windows-{percent}"
        shown.mkdir(parents=True, exist_ok=True)
        frozen.self_check(_program(), shown)
        print(f"{percent} %: {len(list(shown.glob('*.png')))} pictures in {shown}", flush=True)


def _on_a_new_pc(installer: Path) -> None:
    """Install it on a PC where nobody ever had it."""
    work_on_the_new_pc()
    call("stop")
    shutil.rmtree(place() / NEW_PC, ignore_errors=True)
    called("windows", "cmd", "/c", "ver")
    _need(_left() == [], f"something was there before: {_left()}")
    called("exe", str(installer), "/S")
    _need(_program().is_dir() and _shortcut().is_file(), "it is not installed")
    _need(all(_key(key) for key in _KEYS), "a registry key is missing")


def _program() -> Path:
    return local_data() / "Programs" / "KassaDesk"


def _program_files() -> list[Path]:
    """What is in the program's folder, but for the stand-ins that only Wine needs and the box put there."""
    found = _program().iterdir() if _program().exists() else ()
    return [one for one in found if one.name not in frozen.STAND_INS]


def _data() -> Path:
    return local_data() / "KassaDesk"


def _settings() -> Path:
    return _data() / "settings.json"


def _shortcut() -> Path:
    menu = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/KassaDesk.lnk"
    return next((drive_c() / "users").glob(f"*/{menu}"), Path("nowhere"))


def _key(key: str) -> str:
    """What stands under a registry key, "" when it is not there."""
    code, said = call("windows", "reg", "query", key)
    return said if code == 0 else ""


def _keychain() -> str:
    return called("python", "-c", _IN_KEYCHAIN).strip()


def _leave_traces() -> None:
    """What a person's use leaves: settings, and a sign-in that was renewed ten times."""
    said = called("python", "-c", _PUT).strip()
    _need(said == "('a.example/1/refresh',)", f"ten rotations left {said}")
    note("keychain: one entry after ten rotations")
    _data().mkdir(exist_ok=True)
    _settings().write_text('{"theme": "dark"}', encoding="utf-8")


def _left() -> list[str]:
    places = [str(one) for one in (*_program_files(), _data(), _shortcut()) if one.exists()]
    entries = _keychain()
    return places + [key for key in _KEYS if _key(key)] + ([entries] if entries != "()" else [])


def _wait(holds: Callable[[], bool], otherwise: Callable[[], str]) -> None:
    """The uninstaller goes on by itself after its start has ended."""
    for _ in range(20):
        if holds():
            return
        time.sleep(1)
    raise StepFailed(otherwise())


def _need(holds: bool, otherwise: str) -> None:
    if not holds:
        raise StepFailed(otherwise)
