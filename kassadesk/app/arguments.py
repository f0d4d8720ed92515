"""What the command line understands; read only when something was asked for."""

from __future__ import annotations

import argparse
from pathlib import Path

from kassadesk import __version__
from kassadesk.app.exit_codes import Exit
from kassadesk.core.held import CategoryId
from kassadesk.core.one_line import BILLS, OneLineParser, whole_number

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
    verbs = parser.add_subparsers(
        dest="verb", metavar="{export,verify,requests,purge,self-check,sandbox}"
    )
    export = verbs.add_parser("export", help="write everything held to a file")
    export.add_argument(
        "--to",
        required=True,
        type=Path,
        metavar="FILE.xlsx|FILE.zip",
        help="with --since-last: the folder of the copies",
    )
    export.add_argument(
        "--since-last",
        action="store_true",
        help="the next of a row of copies: what is new since the one before it; old ones go",
    )
    export.add_argument(
        "--keep", type=whole_number(1, 99), default=None, metavar="N", help="how many copies stay"
    )
    export.add_argument(
        "--only",
        nargs="+",
        type=_category,
        default=[],
        metavar="CATEGORY",
        help="only these: " + " ".join(CategoryId),
    )
    export.add_argument("--force", action="store_true", help="replace a file that is there")
    export.add_argument(
        "--since", type=Path, metavar="FILE", help="only what is new since the export in FILE"
    )
    _password_word(
        export, "lock the workbook with the password on the first line of standard input"
    )
    _sample_words(export)
    export.add_argument(
        "--transactions", type=BILLS, default=None, metavar="N", help="size of the sample shop"
    )
    verify = verbs.add_parser(
        "verify",
        help="check an export, a receipt or an evidence log: 0 unchanged, 1 changed, 2 unreadable",
    )
    verify.add_argument("file", type=Path, metavar="FILE")
    _password_word(verify, "open a locked file with the password on standard input")
    requests = verbs.add_parser(
        "requests", help="list requests, show one, or send what waits on this PC"
    )
    requests.add_argument("act", nargs="?", choices=ACTS, default="list")
    requests.add_argument("wanted", nargs="?", default="", metavar="ID", help="for show")
    _sample_words(requests)
    purge = verbs.add_parser(
        "purge",
        help="remove sign-in, settings, logs and history from this PC (the uninstaller does)",
    )
    purge.add_argument(
        "--even-unsent",
        action="store_true",
        help="and what was never sent: requests, letters, drafts",
    )
    check = verbs.add_parser("self-check", help="try all of the program on a sample shop")
    check.add_argument(
        "--pictures", type=Path, metavar="DIR", help="keep pictures of what the window showed"
    )
    verbs.add_parser("sandbox", help="run the sample server alone", add_help=False)
    return parser


def _password_word(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--password-from-stdin", action="store_true", help=what)


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


def refuse_export(asked: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """End with one line when these words of `export` do not go together."""
    ending = asked.to.suffix.lower()
    if asked.since_last:
        if asked.since or asked.only or asked.force or asked.password_from_stdin:
            parser.error("--since-last goes with --to FOLDER, --keep and --sandbox only")
    elif asked.keep is not None:
        parser.error("--keep needs --since-last")
    elif ending not in (".xlsx", ".zip"):
        parser.error("argument --to: the name must end in .xlsx or .zip")
    elif asked.password_from_stdin and ending != ".xlsx":
        parser.error("only an Excel workbook (.xlsx) can have a password")
