"""Says whether a file is what was exported, and where it is not.

What is compared are values, never bytes of the file: a file that another program saved again
without a change stays unchanged. The proof is the server's signature over a digest of all rows of
each part; fingerprints in the file then find the place. A file without a known signature can only
be found whole in itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kassadesk.core.canonical import PageChain
from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import CheckReport, Difference, PublishedKey, Verdict
from kassadesk.core.rows import Row
from kassadesk.core.work import QUIET, Work
from kassadesk.files import sheet_words
from kassadesk.files.contents import SheetRecord
from kassadesk.files.fingerprints import Fingerprinting, lines_of
from kassadesk.files.guarded_zip import LIMITS, Refused
from kassadesk.files.manifest import SignedWords, fits, signer, words_of
from kassadesk.files.reading import OpenExport, open_export
from kassadesk.files.sheet_check import SheetCheck, own_page_changes

EachBatch = Callable[[SheetRecord, Sequence[Row]], None]


def check_file(path: Path, known: Iterable[PublishedKey], work: Work = QUIET) -> CheckReport:
    """The check of one file. Raises UnreadableExport and Cancelled."""
    opened = open_export(path, work)
    try:
        return check_export(opened, known, work)
    except UnreadableExport as error:
        error.place = path
        raise
    finally:
        opened.close()


def check_export(
    opened: OpenExport,
    known: Iterable[PublishedKey],
    work: Work = QUIET,
    each_batch: EachBatch | None = None,
) -> CheckReport:
    """The check of an open file; `each_batch` is given all rows on the way, some hundreds at once."""
    facts = opened.facts
    about = facts.contents.about
    seal = facts.seal
    words = words_of(seal.signed_bytes) if seal is not None else None
    key = signer(seal, known) if seal is not None else None
    found = _seal_differences(opened, words, signed=key is not None)
    try:
        found += _sheet_differences(opened)
        found += _row_differences(opened, words, work, each_batch)
    except Refused as refused:
        raise UnreadableExport(reason=refused.reason) from refused
    verdict = Verdict.UNSIGNED if key is None else Verdict.UNCHANGED
    return CheckReport(
        verdict=Verdict.CHANGED if found else verdict,
        differences=tuple(found),
        shop_name=words.shop_name if words and key and not about.masked else about.shop_name,
        made_at=about.made_at,
        masked=about.masked,
        signed_by=key.key_id if key is not None else None,
        parts=len({sheet.part for sheet in facts.contents.sheets}),
        saved_again=facts.saved_again,
    )


def _seal_differences(
    opened: OpenExport, words: SignedWords | None, *, signed: bool
) -> list[Difference]:
    facts = opened.facts
    about, seal = facts.contents.about, facts.seal
    if seal is None:
        return [] if about.masked else [_on_proof("manifest_changed")]
    if not signed and not fits(seal, seal.public_key):
        return [_on_proof("signature_wrong")]
    if words is None or not _tells_the_same(opened, words):
        return [_on_proof("manifest_changed")]
    return []


def _on_proof(kind: str) -> Difference:
    return Difference(sheet_words.PROOF, None, None, kind)


def _tells_the_same(opened: OpenExport, words: SignedWords) -> bool:
    """Whether the file's own account of itself is the one that was signed."""
    contents = opened.facts.contents
    about = contents.about
    if (about.merchant_id, about.snapshot_id, about.as_of) != (
        words.merchant_id,
        words.snapshot_id,
        words.as_of,
    ):
        return False
    rows = [0] * len(words.parts)
    covered = set()
    for sheet in contents.sheets:
        if not 0 <= sheet.part < len(words.parts):
            return False
        part = words.parts[sheet.part]
        if part.resource is not sheet.resource or part.query.get("financial_year") != sheet.year:
            return False
        if part.columns != tuple(column.key for column in sheet.columns):
            return False
        rows[sheet.part] += sheet.rows
        covered.add(sheet.part)
    return len(covered) == len(words.parts) and rows == [part.rows for part in words.parts]


def _sheet_differences(opened: OpenExport) -> list[Difference]:
    """Sheets that are missing or new, heads that read otherwise, the program's own pages."""
    facts = opened.facts
    expected = [sheet.name for sheet in facts.contents.sheets]
    known = {*expected, *sheet_words.OWN_PAGES}
    found = [
        Difference(name, None, None, "sheet_missing")
        for name in expected
        if name not in facts.sheets
    ]
    found += [
        Difference(name, None, None, "sheet_added") for name in facts.sheets if name not in known
    ]
    for sheet in facts.contents.sheets:
        if sheet.name in facts.sheets:
            found += _head_differences(opened, sheet)
    return found + own_page_changes(facts)


def _head_differences(opened: OpenExport, sheet: SheetRecord) -> list[Difference]:
    wanted = [sheet_words.title(sheet.resource, column) for column in sheet.columns]
    heads = list(opened.head(sheet))
    heads += [""] * (len(wanted) - len(heads))
    if len(heads) > len(wanted):
        return [Difference(sheet.name, 1, None, "head_changed")]
    return [
        Difference(sheet.name, 1, title, "head_changed")
        for title, head in zip(wanted, heads, strict=True)
        if title != head
    ]


def _row_differences(
    opened: OpenExport, words: SignedWords | None, work: Work, each_batch: EachBatch | None
) -> list[Difference]:
    """Read all rows once: digests by part, then fingerprints where a digest does not fit."""
    facts = opened.facts
    total = sum(sheet.rows for sheet in facts.contents.sheets)
    chains: dict[int, PageChain] = {}
    checks: list[SheetCheck] = []
    done = 0
    for sheet in facts.contents.sheets:
        prints = Fingerprinting(sheet.name, sheet.columns)
        checks.append(SheetCheck(sheet, prints))
        if sheet.name not in facts.sheets:
            continue
        chain = chains.setdefault(sheet.part, PageChain(_page_rows(words, sheet.part)))
        for rows in opened.batches(sheet, work):
            _enter(rows, sheet, chain, prints)
            if each_batch is not None:
                each_batch(sheet, rows)
            done += len(rows)
            if done > LIMITS.rows:
                raise Refused("too_large")
            work.check()
            work.report(done, max(total, done), "verifying")
    found: list[Difference] = []
    for check in checks:
        if check.sheet.name in facts.sheets:
            found += check.differences(facts, _whole(words, chains, check.sheet.part))
    return found


def _enter(
    rows: Sequence[Row], sheet: SheetRecord, chain: PageChain, prints: Fingerprinting
) -> None:
    lines = lines_of(rows, sheet.columns)
    chain.add_all(lines)
    if {len(row) for row in rows} == {len(sheet.columns)}:
        prints.add_all(rows, lines)
    else:  # cells were added past the last column
        for row, line in zip(rows, lines, strict=True):
            prints.add(row, line)


def _page_rows(words: SignedWords | None, part: int) -> int:
    return words.parts[part].page_rows if words and 0 <= part < len(words.parts) else 1000


def _whole(words: SignedWords | None, chains: dict[int, PageChain], part: int) -> bool | None:
    """Whether the rows of a part are those signed; None when nothing was signed about it."""
    if words is None or not 0 <= part < len(words.parts) or part not in chains:
        return None
    signed = words.parts[part]
    return (chains[part].rows, chains[part].digest()) == (signed.rows, signed.digest)
