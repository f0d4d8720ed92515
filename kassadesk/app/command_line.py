"""The command line: one program, one set of services, eight things to ask for.

kassadesk [--sandbox [--shop NAME]] [--open FILE]         the window
kassadesk sandbox [...]                                   the sample server alone
kassadesk export --to FILE.xlsx|FILE.zip [...]            an export
kassadesk verify FILE [--password-from-stdin]             whether an export, receipt or log was changed
kassadesk requests [list|show ID|drain]                   what was asked; sending what waits
kassadesk purge [--even-unsent]                           nothing of the program stays on this PC
kassadesk self-check [--pictures DIR]                     whether all of it works on this PC
kassadesk --version

Exit codes are in `exit_codes`. Each verb reads only the code it needs from disk; the window, which
people wait for, reads no code of the others.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kassadesk.core.errors import KassaError
from kassadesk.core.work import Cancelled

if TYPE_CHECKING:
    import argparse


def run(words: Sequence[str] | None = None) -> int:
    """Do what the command line asks; gives the exit code."""
    given = list(sys.argv[1:] if words is None else words)
    if given[:1] == ["sandbox"]:
        return _sandbox(given[1:])
    if given[:1] == ["read-file"]:  # the frozen program starts itself for this, nobody types it
        from kassadesk.files.reader.child import main as read_file

        return read_file()
    try:
        return _do(given) if given else _window()
    except KassaError as error:
        from kassadesk.app.console import say_error
        from kassadesk.app.exit_codes import exit_code
        from kassadesk.app.plain_words import line_for

        say_error(line_for(error))
        return exit_code(error)
    except OSError as error:  # the program's own folders cannot be made
        from kassadesk.app.console import say_error
        from kassadesk.app.exit_codes import Exit

        say_error(f"{error.strerror}: {error.filename}")
        return Exit.NOT_WRITTEN
    except (Cancelled, KeyboardInterrupt):
        from kassadesk.app.console import say_error
        from kassadesk.app.exit_codes import Exit

        say_error("Stopped. Nothing half-written stays behind.")
        return Exit.STOPPED


def _do(given: Sequence[str]) -> int:
    from kassadesk.app.arguments import arguments

    parser = arguments()
    asked = parser.parse_args(given)
    if asked.verb == "export":
        return _export(asked, parser)
    if asked.verb == "verify":
        return _verify(asked, parser)
    if asked.verb == "requests":
        return _requests(asked, parser)
    if asked.verb == "purge":
        return _purge(asked)
    if asked.verb == "self-check":
        from kassadesk.app.self_check import self_check

        return self_check(asked.pictures)
    return _window(asked)


def _on_sample(asked: argparse.Namespace, parser: argparse.ArgumentParser) -> bool:
    wanted = bool(getattr(asked, "sandbox", False))
    sized = getattr(asked, "transactions", None) is not None
    if not wanted and (hasattr(asked, "shop") or sized):
        parser.error("--shop and --transactions need --sandbox")
    return wanted


def _export(asked: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from kassadesk.app.arguments import SHOPS, refuse_export
    from kassadesk.app.console import say, terminal_work
    from kassadesk.app.exporting import ExportWish, export, next_copy
    from kassadesk.app.folders import own_folders
    from kassadesk.app.plain_words import report_lines

    refuse_export(asked, parser)
    wish = ExportWish(
        target=asked.to,
        only=tuple(asked.only),
        force=asked.force,
        sandbox=_on_sample(asked, parser),
        shop=getattr(asked, "shop", SHOPS[0]),
        transactions=asked.transactions,
        since=asked.since,
        password=_password(asked, parser, twice=True),
    )
    with terminal_work() as work:
        if asked.since_last:
            report = next_copy(wish, own_folders(), work, asked.keep)
        else:
            report = export(wish, own_folders(), work)
    for line in report_lines(report):
        say(line)
    return 0


def _password(asked: argparse.Namespace, parser: argparse.ArgumentParser, *, twice: bool) -> str:
    """The password given on standard input, "" when none was announced."""
    from kassadesk.app.typed_passwords import NoPassword, from_stdin

    if not asked.password_from_stdin:
        return ""
    try:
        return from_stdin(twice=twice)
    except NoPassword as reason:
        parser.error(str(reason))


def _verify(asked: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from kassadesk.app.checking import verify
    from kassadesk.app.console import say, terminal_work
    from kassadesk.app.typed_passwords import opened_with

    def check(password: str) -> tuple[list[str], int]:
        with terminal_work() as work:
            return verify(asked.file, work, password)

    lines, code = opened_with(check, _password(asked, parser, twice=False))
    for line in lines:
        say(line)
    return code


def _requests(asked: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from kassadesk.app.arguments import SHOPS
    from kassadesk.app.console import say, terminal_work
    from kassadesk.app.exit_codes import drained_code
    from kassadesk.app.folders import own_folders
    from kassadesk.app.requesting import RequestsWish, drain, lines_of

    if (asked.act == "show") != bool(asked.wanted):
        parser.error("show needs the ID of a request, the others need none")
    wish = RequestsWish(
        asked.act, asked.wanted, _on_sample(asked, parser), getattr(asked, "shop", SHOPS[0])
    )
    if asked.act != "drain":
        for line in lines_of(wish, own_folders()):
            say(line)
        return 0
    with terminal_work() as work:
        drained, lines = drain(wish, own_folders(), work)
    for line in lines:
        say(line)
    return drained_code(drained)


def _purge(asked: argparse.Namespace) -> int:
    from kassadesk.app.console import say
    from kassadesk.app.folders import own_folders
    from kassadesk.app.purging import purge

    lines, code = purge(own_folders(), asked.even_unsent)
    for line in lines:
        say(line)
    return code


def _sandbox(words: Sequence[str]) -> int:
    from kassadesk.sandbox.main import main as sandbox

    return sandbox(words)


def _window(asked: argparse.Namespace | None = None) -> int:
    # What is read at the start stays for good; looking through it for garbage only costs time.
    # The window looks again from its first paint on.
    gc.disable()
    from kassadesk.app.window import WindowOptions, run_window  # Qt only when a window is wanted

    if asked is None:
        return run_window(WindowOptions())
    return run_window(
        WindowOptions(
            sandbox=bool(getattr(asked, "sandbox", False) or hasattr(asked, "shop")),
            shop=getattr(asked, "shop", WindowOptions().shop),
            open_file=asked.open,
        )
    )
