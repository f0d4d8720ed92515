"""The command line: one program, one set of services, five things to ask for.

kassadesk [--sandbox [--shop NAME]] [--open FILE]         the window
kassadesk sandbox [...]                                   the sample server alone
kassadesk export --to FILE.xlsx|FILE.zip [...]            an export
kassadesk verify FILE                                     whether an export was changed
kassadesk --version

Exit codes are in `exit_codes`. Qt, openpyxl and Flask are imported only by the verb that needs them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kassadesk import __version__
from kassadesk.app.console import say, say_error, terminal_work
from kassadesk.app.exit_codes import Exit, exit_code
from kassadesk.app.plain_words import check_lines, line_for
from kassadesk.core.errors import KassaError
from kassadesk.core.exports import Verdict
from kassadesk.core.held import CategoryId
from kassadesk.core.lens import grouped, size_in_words
from kassadesk.core.one_line import BILLS, OneLineParser
from kassadesk.core.work import Cancelled

SHOPS = ("kaveri", "meenakshi", "empty")
_VERDICTS = {
    Verdict.UNCHANGED: Exit.DONE,
    Verdict.CHANGED: Exit.CHANGED,
    Verdict.UNSIGNED: Exit.NOT_SIGNED,
}


def run(words: Sequence[str] | None = None) -> int:
    """Do what the command line asks; gives the exit code."""
    given = list(sys.argv[1:] if words is None else words)
    if given[:1] == ["sandbox"]:
        return _sandbox(given[1:])
    parser = arguments()
    asked = parser.parse_args(given)
    try:
        if asked.verb == "export":
            return _export(asked, parser)
        if asked.verb == "verify":
            return _verify(asked.file)
        return _window(asked)
    except KassaError as error:
        say_error(line_for(error))
        return exit_code(error)
    except OSError as error:  # the program's own folders cannot be made
        say_error(f"{error.strerror}: {error.filename}")
        return Exit.NOT_WRITTEN
    except (Cancelled, KeyboardInterrupt):
        say_error("Stopped. Nothing half-written stays behind.")
        return Exit.STOPPED


def arguments() -> argparse.ArgumentParser:
    """The words the program understands."""
    parser = OneLineParser(
        prog="kassadesk",
        description="See, correct, export and delete what Kassapos holds about your shop.",
        epilog="kassadesk sandbox --help tells about the sample server alone. Exit codes: "
        + ", ".join(f"{code.value} {code.name.lower().replace('_', ' ')}" for code in Exit),
    )
    parser.add_argument("--version", action="version", version=f"KassaDesk {__version__}")
    parser.add_argument("--open", type=Path, metavar="FILE", help="review an export in the window")
    _sample_words(parser)
    verbs = parser.add_subparsers(dest="verb", metavar="{export,verify,sandbox}")
    export = verbs.add_parser("export", help="write everything held to a file")
    export.add_argument("--to", required=True, type=_export_file, metavar="FILE.xlsx|FILE.zip")
    export.add_argument(
        "--only",
        nargs="+",
        type=_category,
        default=[],
        metavar="CATEGORY",
        help="only these: " + " ".join(CategoryId),
    )
    export.add_argument("--force", action="store_true", help="replace a file that is there")
    _sample_words(export)
    export.add_argument(
        "--transactions", type=BILLS, default=None, metavar="N", help="size of the sample shop"
    )
    verify = verbs.add_parser(
        "verify", help="check an export: 0 unchanged, 1 changed, 2 unreadable"
    )
    verify.add_argument("file", type=Path, metavar="FILE")
    verbs.add_parser("sandbox", help="run the sample server alone", add_help=False)
    return parser


def _sample_words(parser: argparse.ArgumentParser) -> None:
    # SUPPRESS: a word given before the verb is not undone by the verb's own default
    absent = argparse.SUPPRESS
    parser.add_argument(
        "--sandbox", action="store_true", default=absent, help="use a sample shop on this PC"
    )
    parser.add_argument("--shop", choices=SHOPS, default=absent, help="which sample shop")


def _category(text: str) -> CategoryId:
    if text not in list(CategoryId):
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is none of " + ", ".join(CategoryId))
    return CategoryId(text)


def _export_file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in (".xlsx", ".zip"):
        raise argparse.ArgumentTypeError("the name must end in .xlsx or .zip")
    return path


def _on_sample(asked: argparse.Namespace, parser: argparse.ArgumentParser) -> bool:
    wanted = bool(getattr(asked, "sandbox", False))
    if not wanted and (hasattr(asked, "shop") or asked.transactions is not None):
        parser.error("--shop and --transactions need --sandbox")
    return wanted


def _export(asked: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from kassadesk.app.exporting import ExportWish, export
    from kassadesk.app.folders import own_folders

    wish = ExportWish(
        target=asked.to,
        only=tuple(asked.only),
        force=asked.force,
        sandbox=_on_sample(asked, parser),
        shop=getattr(asked, "shop", SHOPS[0]),
        transactions=asked.transactions,
    )
    with terminal_work() as work:
        report = export(wish, own_folders(), work)
    say(
        f"{report.path}: {grouped(report.rows)} rows in {len(report.sheets)} sheets, "
        f"{size_in_words(report.size_bytes)}, read back and found whole"
    )
    return Exit.DONE


def _verify(path: Path) -> int:
    from kassadesk.app.folders import own_folders
    from kassadesk.files.known_keys import KnownKeys
    from kassadesk.services.reviews import ReviewService

    with terminal_work() as work:
        report = ReviewService(KnownKeys(own_folders().data)).check(path, work)
    for line in check_lines(report):
        say(line)
    return _VERDICTS[report.verdict]


def _sandbox(words: Sequence[str]) -> int:
    from kassadesk.sandbox.main import main as sandbox

    return sandbox(words)


def _window(asked: argparse.Namespace) -> int:
    from kassadesk.app.window import WindowOptions, run_window  # Qt only when a window is wanted

    return run_window(
        WindowOptions(
            sandbox=bool(getattr(asked, "sandbox", False) or hasattr(asked, "shop")),
            shop=getattr(asked, "shop", SHOPS[0]),
            open_file=asked.open,
        )
    )
