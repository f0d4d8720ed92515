"""Laid beside the wheels of the Windows Python under Wine, never part of the program.

Wine asks a program of its own for the volume at each look at a file: one to two milliseconds, three times
for each module. Files of the Python and of the clone do not change while a test runs, so one look at
each folder is enough.
"""

from __future__ import annotations

import importlib._bootstrap_external as importing
import os
import sys

assert sys.platform == "win32"

_UNCHANGED = (os.path.normcase(sys.prefix), os.path.normcase(os.getcwd()))
_PIECE = 1 << 17
_real_stat = importing._path_stat
_folders: dict[str, dict[str, os.stat_result]] = {}
_own: dict[str, os.stat_result] = {}


def _stat(path: str) -> os.stat_result:
    if not os.path.normcase(path).startswith(_UNCHANGED):
        return _real_stat(path)  # type: ignore[no-any-return]
    folder, _, name = path.rpartition("\\")
    if name.endswith((".py", ".pyd")):
        found = _in_folder(folder).get(name)
        if found is not None:
            return found
    if path not in _own:
        _own[path] = _real_stat(path)  # of a folder; a missing file raises
    return _own[path]


def _in_folder(folder: str) -> dict[str, os.stat_result]:
    if folder not in _folders:
        try:
            with os.scandir(folder) as entries:
                _folders[folder] = {one.name: one.stat() for one in entries if one.is_file()}
        except OSError:
            _folders[folder] = {}
    return _folders[folder]


def _read(_loader: object, path: str) -> bytes:
    handle = os.open(path, os.O_RDONLY | os.O_BINARY | os.O_NOINHERIT)
    pieces = []
    try:
        while piece := os.read(handle, _PIECE):
            pieces.append(piece)
    finally:
        os.close(handle)
    return b"".join(pieces)


importing._path_stat = _stat
importing.SourceFileLoader.get_data = _read
