"""The sandbox as a process: `python -m kassadesk.sandbox.main --port N --shop NAME ...`.

Prints exactly one line of JSON on stdout when it can be called, and ends cleanly on SIGTERM,
SIGINT, or (with --until-stdin-closes) when the program that started it is gone.
"""

from __future__ import annotations

import _thread
import argparse
import json
import os
import signal
import sys
import tempfile
import threading
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

from kassadesk.core.one_line import BILLS, OneLineParser, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kassadesk.sandbox.serving import Served

HOST: Final = "127.0.0.1"


def run(
    port: int = 0,
    shop: str = "kaveri",
    transactions: int | None = None,
    data_dir: Path | None = None,
    today: date | None = None,
    faults: bool = False,
    until_stdin_closes: bool = False,
) -> int:
    """Serve until told to end; gives the exit code. Blocks; call from the main thread.

    `port` 0 takes a free one. `data_dir` None: the state goes with the process. `today`: the Indian
    day to play. Raises OSError when the port is taken, ValueError for a shop that is not known.
    """
    from kassadesk.sandbox.serving import serve  # Flask only when a server is wanted

    with ExitStack() as stack:
        if data_dir is None:
            folder = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="kassadesk-sandbox-", ignore_cleanup_errors=True)
            )
            data_dir = Path(folder)
        signal.signal(signal.SIGTERM, _end)
        signal.signal(signal.SIGINT, _end)
        served = serve(HOST, port, shop, transactions, data_dir, today, faults)
        stack.callback(served.close)
        sys.stdout.write(json.dumps(served.ready_line()) + "\n")
        sys.stdout.flush()
        if until_stdin_closes:
            threading.Thread(target=_watch_stdin, args=(served,), daemon=True).start()
        served.run()
    return 0


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _watch_stdin(served: Served) -> None:
    """End the server when the other end of stdin is closed: its starter has gone.

    Reads the descriptor itself: a thread inside sys.stdin would hold its lock at the end.
    """
    while os.read(0, 4096):
        pass
    _thread.interrupt_main(signal.SIGTERM)
    served.wake()


def arguments() -> argparse.ArgumentParser:
    """The command line, also used by `kassadesk sandbox`."""
    parser = OneLineParser(prog="kassadesk sandbox", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--port", type=whole_number(0, 65535), default=0, help="port on 127.0.0.1, 0 for a free one"
    )
    parser.add_argument("--shop", default="kaveri", help="kaveri, meenakshi or empty")
    parser.add_argument("--transactions", type=BILLS, default=None, metavar="N")
    parser.add_argument(
        "--data", type=Path, default=None, metavar="DIR", help="keep the state here"
    )
    parser.add_argument("--today", type=_day, default=None, metavar="YYYY-MM-DD")
    parser.add_argument("--faults", action="store_true", help="offer /sandbox/* to tests")
    parser.add_argument("--until-stdin-closes", action="store_true")
    return parser


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no day like 2026-11-23") from error


def main(argv: Sequence[str] | None = None) -> int:
    """Run the sandbox from command-line words; gives the exit code (2: could not start)."""
    given = arguments().parse_args(argv)
    try:
        return run(
            port=given.port,
            shop=given.shop,
            transactions=given.transactions,
            data_dir=given.data,
            today=given.today,
            faults=given.faults,
            until_stdin_closes=given.until_stdin_closes,
        )
    except (OSError, ValueError) as error:
        what = f"{error.strerror or error}" if isinstance(error, OSError) else str(error)
        where = f": {error.filename}" if isinstance(error, OSError) and error.filename else ""
        sys.stderr.write(f"kassadesk sandbox: {what}{where}\n")
        return 2


if __name__ == "__main__":
    raise SystemExit(main())
