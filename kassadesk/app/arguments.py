"""What the command line understands; read only when something was asked for."""

from __future__ import annotations

import argparse
from pathlib import Path

from kassadesk import __version__
from kassadesk.app.exit_codes import Exit
from kassadesk.core.held import CategoryId
from kassadesk.core.one_line import BILLS, OneLineParser

ACTS = ("list", "show", "drain")
SHOPS = ("kaveri", "meenakshi", "empty")


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
    verbs = parser.add_subparsers(dest="verb", metavar="{export,verify,requests,sandbox}")
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
    requests = verbs.add_parser(
        "requests", help="list requests, show one, or send what waits on this PC"
    )
    requests.add_argument("act", nargs="?", choices=ACTS, default="list")
    requests.add_argument("wanted", nargs="?", default="", metavar="ID", help="for show")
    _sample_words(requests)
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
