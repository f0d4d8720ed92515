"""`python -m kassadesk`, and what the installed program calls."""

from __future__ import annotations

import sys


def main() -> int:
    """Do what the command line asks; gives the exit code."""
    from kassadesk.app.command_line import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
