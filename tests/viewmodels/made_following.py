"""What Requests needs beside the requests, over a sample shop."""

from __future__ import annotations

import tempfile
from pathlib import Path

from kassadesk.core.clock import Clock, utc_now
from kassadesk.viewmodels.following import FollowingViewModel
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.outbox import OutboxViewModel
from kassadesk.viewmodels.tasks import Tasks
from tests.sample_shop_signed_in import SignedInShop


def following_of(
    shop: SignedInShop,
    tasks: Tasks,
    notices: Notices,
    outbox: OutboxViewModel,
    clock: Clock = utc_now,
    folder: Path | None = None,
) -> FollowingViewModel:
    """Calendar files go to `folder`, or to the system's folder for what is thrown away."""
    place = folder or Path(tempfile.gettempdir())
    return FollowingViewModel(tasks, notices, shop.following, outbox, place, clock)
