"""Reads the policy, keeps its texts and tells that a notice was read; ends at its n-th side effect.

    python -m tests.services.killed_policy ADDRESS LOGIN PASSWORD CODE FOLDER POINT

Side effects are every call to the server and every step of the disk. Exit code 0: it was not reached.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, BinaryIO

from kassadesk.api.client import ApiClient
from kassadesk.files.disk import Disk
from kassadesk.files.policy_shelf import PolicyShelf
from kassadesk.files.settings_file import SettingsFile
from kassadesk.services import policies as services
from kassadesk.services.session import SessionService
from kassadesk.vault.vault import MemoryVault
from tests.services.killed_program import KilledTransport, Points


class KilledDisk(Disk):
    """A step of the disk is a side effect."""

    def create(self, path: Path) -> BinaryIO:
        """See Disk."""
        KilledTransport.points.pass_one()
        return super().create(path)

    def sync(self, file: BinaryIO) -> None:
        """See Disk."""
        KilledTransport.points.pass_one()
        super().sync(file)

    def replace(self, source: Path, target: Path) -> None:
        """See Disk."""
        KilledTransport.points.pass_one()
        super().replace(source, target)
        KilledTransport.points.pass_one()


def main(words: list[str]) -> int:
    """One run."""
    address, login, password, code, folder, point = words
    api = ApiClient(KilledTransport(address))
    session = SessionService(api, MemoryVault("a test's keychain"), SettingsFile(Path(folder)))
    session.confirm(session.start(login, password), code, False)
    made: Any = services
    origin = made.shelf_of
    made.shelf_of = lambda *told: PolicyShelf(origin(*told)._folder, KilledDisk())
    policies = services.PoliciesService(api, Path(folder))
    policies.enter("shop")
    KilledTransport.points = Points(int(point))
    for version in policies.versions():
        policies.version(version.version)
    for notice in policies.notices():
        if not notice.read:
            policies.mark_read(notice)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
