"""What a worker does at the start, while the person looks at the first page. No Qt."""

from __future__ import annotations

from collections.abc import Callable

from kassadesk.app.wiring import Services
from kassadesk.core.errors import CopyNotMade, KassaError


def first_work(services: Services, tell: Callable[[KassaError], None]) -> int:
    """Read the slow libraries from disk, find the keychain, finish older runs. Blocking.

    Gives how many ended sign-ins the server was never told of.
    """
    from kassadesk.services.leftovers import sweep_leftovers
    from kassadesk.viewmodels.help import look_up_versions

    services.vault.name()
    services.make_all()
    look_up_versions()
    sweep_leftovers(services.folders.data, services.export_folder)
    trouble = services.copy_schedule.read().trouble
    if trouble is not None:
        tell(CopyNotMade(why=trouble.code))
    try:
        return services.session.finish_endings().dropped
    except KassaError:
        return 0
