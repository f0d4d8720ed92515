"""Exports: what is taken, what was written, what a check of a file says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Column, Resource, RowSummary


class ExportFormat(StrEnum):
    """The two kinds of file."""

    EXCEL = "xlsx"
    CSV = "zip"


@dataclass(frozen=True, slots=True)
class EarlierCopy:
    """What an earlier export says of itself, for a later one to begin where it ended."""

    snapshot_id: str
    as_of: datetime
    """When its snapshot was taken (UTC)."""
    merchant_id: str
    categories: tuple[CategoryId, ...] = tuple(CategoryId)
    """The kinds of data it holds."""
    from_year: str | None = None
    """First financial year of its bills; None: from the beginning."""
    to_year: str | None = None
    masked: bool = False
    """True when its personal values are hidden, so that it does not hold them."""


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What to take, from which years, in which file."""

    categories: frozenset[CategoryId]
    format: ExportFormat
    target: Path
    from_year: str | None = None
    """First financial year of billing data, like "2021-22"; None: from the beginning."""
    to_year: str | None = None
    masked: bool = False
    """True: every personal value is replaced by its mask, and the file says so."""
    replace: bool = False
    """True: an existing file of that name may be replaced."""
    make_folder: bool = False
    """True: the folder is the program's own place for exports and is made when it is missing."""
    since: EarlierCopy | None = None
    """Take only what is new since an earlier export; None takes everything."""
    password: str = field(default="", repr=False)
    """Lock the workbook with it, as Excel does (ECMA-376); "" leaves it open. Excel only."""


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet (or one csv file) and the query that fills it."""

    name: str
    resource: Resource
    columns: tuple[Column, ...]
    year: str | None = None


@dataclass(frozen=True, slots=True)
class Alteration:
    """How many values of a column could not be written exactly, and why (a code)."""

    sheet: str
    column: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written, after it was read back and found whole."""

    path: Path
    rows: int
    size_bytes: int
    sha256: str
    finished_at: datetime
    masked: bool
    sheets: tuple[tuple[str, int], ...]
    altered: tuple[Alteration, ...] = ()
    since: datetime | None = None
    """The earlier snapshot after which its rows are dated; None for a whole export."""
    locked: bool = False
    """True when a password is needed to open it. Nobody can find a lost one out."""
    resumed_rows: int = 0
    """Rows that an interrupted export had proven already and that were not fetched again."""
    begun_again: int = 0
    """How often the server's frozen view had ended, so that everything was fetched anew."""
    as_of: datetime | None = None
    """When the snapshot its rows belong to was taken (UTC)."""
    snapshot_id: str = ""
    instead_of: Path | None = None
    """The file that was to be replaced and is held by another program: the new one is beside it."""


@dataclass(frozen=True, slots=True)
class PartManifest:
    """What the server signs about one table of an export."""

    resource: Resource
    query: dict[str, str]
    """The filter in the contract's canonical text form; empty for everything."""
    columns: tuple[str, ...]
    rows: int
    digest: str
    """Chain digest over all rows in order, sha-256 hex (contract: x-digest)."""
    page_rows: int = 1000
    """Rows per link of the digest chain."""


@dataclass(frozen=True, slots=True)
class SignedManifest:
    """The server's signed word on a set of rows (contract rule R13)."""

    snapshot_id: str
    merchant_id: str
    as_of: datetime
    schema_version: str
    parts: tuple[PartManifest, ...]
    key_id: str
    signature: str
    """Ed25519, base64url without padding."""
    signed_bytes: bytes = field(repr=False)
    """The exact bytes the signature covers."""


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """One public key of the server."""

    key_id: str
    public_key: str
    """Ed25519 raw key, base64url without padding."""
    not_before: datetime


class Verdict(StrEnum):
    """What a check of a file says."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    UNSIGNED = "unsigned"
    """Readable, whole in itself, but no signature of a known key covers it (e.g. a masked copy)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a file differs from what was exported."""

    sheet: str
    row: int | None
    """Row as Excel numbers it (1 is the head); None when only the sheet is known."""
    column: str | None
    kind: str
    """cell_changed, row_added, row_missing, order_changed, sheet_missing, sheet_added, head_changed,
    fingerprints_changed, manifest_changed, signature_wrong."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The result of checking one file, with where it differs."""

    verdict: Verdict
    differences: tuple[Difference, ...]
    shop_name: str
    made_at: datetime | None
    masked: bool
    signed_by: str | None
    """Key id, when a published key signed it."""
    parts: int
    """How many parts were compared."""
    saved_again: bool = False
    """True when another program saved the file after it was made. Says nothing of its values."""
    remembered: bool = False
    """For a file without a known signature: True when this PC remembers having written exactly it."""


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """The beginning of a sheet of a file that is no export: texts as they stand there."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    cut: bool
    """True when the sheet has more than is shown."""


@dataclass(frozen=True, slots=True)
class PlainPreview:
    """What can be shown of a file that is no export. Nothing of it is checked or typed."""

    sheets: tuple[PlainSheet, ...]
    encoding: str = ""
    """For a text file: how its signs are written down, e.g. "utf-16"."""
    guessed: bool = False
    """True when the encoding is a guess, so that some signs may be shown wrong."""


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet of an opened export."""

    name: str
    resource: Resource | None
    """None for the read-me and the other pages that hold no rows of Kassapos."""
    columns: tuple[Column, ...]
    summary: RowSummary


@dataclass(frozen=True, slots=True)
class PastExport:
    """One line of the list of earlier exports, kept on this PC."""

    path: Path
    made_at: datetime
    categories: tuple[CategoryId, ...]
    format: ExportFormat
    from_year: str | None
    to_year: str | None
    rows: int
    size_bytes: int
    sha256: str
    masked: bool
    shop_id: str
    transactions: int = 0
    checked_at: datetime | None = None
    check: str = "verified"
    """verified, changed or not_found: the outcome of the last look."""
    since: datetime | None = None
    """The earlier snapshot it goes on from; None for a whole export."""
    locked: bool = False
    """True when a password is needed to open it."""
    as_of: datetime | None = None
    """When its snapshot was taken; None for a line that an older version wrote."""
    snapshot_id: str = ""

    def as_earlier(self) -> EarlierCopy | None:
        """What a later export needs to go on from it; None when this PC does not remember that."""
        if self.as_of is None:
            return None
        return EarlierCopy(
            self.snapshot_id,
            self.as_of,
            self.shop_id,
            self.categories,
            self.from_year,
            self.to_year,
            self.masked,
        )
