"""How many examples a test tries: a few in the suite, all of them when somebody asks.

KASSADESK_EXAMPLES=2000 python -m pytest tests/files
"""

from __future__ import annotations

import os


def examples(usual: int) -> int:
    """The number asked for in the environment, else the usual one."""
    return int(os.environ.get("KASSADESK_EXAMPLES") or usual)
