"""`kassadesk purge`: nothing of the program stays on this PC; what the uninstaller calls."""

from __future__ import annotations

from contextlib import closing

from kassadesk.app.exit_codes import Exit
from kassadesk.app.folders import SAMPLE_SHOP, Folders
from kassadesk.core.lens import grouped


def purge(folders: Folders, even_unsent: bool) -> tuple[list[str], Exit]:
    """What went and what stays, in lines, and the exit code."""
    from kassadesk.api.client import ApiClient
    from kassadesk.api.transport import Transport
    from kassadesk.files.settings_file import SettingsFile
    from kassadesk.services.purging import purge as remove
    from kassadesk.vault.keychain import KeychainVault

    server = SettingsFile(folders.data).load().server
    with closing(ApiClient(Transport(server))) as api:
        others = folders.logs, folders.data / SAMPLE_SHOP
        done = remove(folders.data, others, KeychainVault(), api, even_unsent=even_unsent)
    lines = [f"Entries removed from the keychain: {grouped(done.entries)}."]
    if done.stays:
        return [*lines, "Would not go: " + ", ".join(done.stays)], Exit.NOT_WRITTEN
    if done.unsent:
        lines.append(f"Requests, letters and drafts never sent: {grouped(done.unsent)}.")
        lines.append("They stay, encrypted. --even-unsent removes them too.")
        return lines, Exit.WAITS
    return [*lines, "Nothing of KassaDesk stays but the exports you made."], Exit.DONE
