"""What an export file says about itself: whose data, from when, which sheets, and the signed word.

`Contents` travels inside the file (as JSON, in the proof sheet or in manifest.json) and is what a
reader starts from. It is not signed itself; what it claims is compared with the signed manifest.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from kassadesk.core.columns import COLUMNS
from kassadesk.core.rows import Column, Resource

FORMAT = "kassadesk-export"
FORMAT_VERSION = 2
"""2: a summary sheet. Files of version 1 are read as they always were."""


class NotContents(ValueError):
    """The text is not the contents of an export. `newer` when a later version wrote it."""

    def __init__(self, *, newer: bool = False) -> None:
        super().__init__("newer" if newer else "not contents")
        self.newer = newer


@dataclass(frozen=True, slots=True)
class About:
    """The story of one export."""

    shop_name: str
    merchant_id: str
    environment: str
    snapshot_id: str
    as_of: datetime
    """When the snapshot was taken (UTC)."""
    made_at: datetime
    masked: bool
    policy_version: str
    program: str
    """Program and version that made the file."""
    categories: tuple[str, ...]
    from_year: str | None = None
    to_year: str | None = None
    since: datetime | None = None
    """The earlier snapshot it goes on from: only what is dated later is inside."""
    since_snapshot: str = ""


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """One sheet that holds rows of Kassapos (or one csv file)."""

    name: str
    resource: Resource
    part: int
    """Place of its part in the signed manifest; a split part has several sheets."""
    rows: int
    year: str | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its table, in order."""
        return COLUMNS[self.resource]


@dataclass(frozen=True, slots=True)
class Contents:
    """The story and the sheets, in order."""

    about: About
    sheets: tuple[SheetRecord, ...]

    def to_json(self) -> str:
        """ASCII JSON, the same for the same contents."""
        about = asdict(self.about)
        about["as_of"] = self.about.as_of.isoformat()
        about["made_at"] = self.about.made_at.isoformat()
        about["since"] = self.about.since.isoformat() if self.about.since else None
        sheets = [asdict(sheet) for sheet in self.sheets]
        whole = {"format": FORMAT, "version": FORMAT_VERSION, "about": about, "sheets": sheets}
        return json.dumps(whole, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> Contents:
        """The contents again. Raises NotContents for anything else."""
        try:
            whole = json.loads(text)
            if whole["format"] != FORMAT:
                raise NotContents
            if whole["version"] > FORMAT_VERSION:
                raise NotContents(newer=True)
            return Contents(
                _about(whole["about"]), tuple(_sheet(sheet) for sheet in whole["sheets"])
            )
        except (KeyError, TypeError, RecursionError) as error:
            raise NotContents from error
        except NotContents:
            raise
        except ValueError as error:
            raise NotContents from error


def _about(held: dict[str, object]) -> About:
    def text(key: str) -> str:
        value = held[key]
        if not isinstance(value, str):
            raise TypeError(key)
        return value

    categories = held["categories"]
    if not isinstance(categories, list):
        raise TypeError("categories")
    return About(
        shop_name=text("shop_name"),
        merchant_id=text("merchant_id"),
        environment=text("environment"),
        snapshot_id=text("snapshot_id"),
        as_of=_moment(text("as_of")),
        made_at=_moment(text("made_at")),
        masked=held["masked"] is True,
        policy_version=text("policy_version"),
        program=text("program"),
        categories=tuple(str(category) for category in categories),
        from_year=text("from_year") if held["from_year"] is not None else None,
        to_year=text("to_year") if held["to_year"] is not None else None,
        since=_moment(text("since")) if held.get("since") is not None else None,
        since_snapshot=text("since_snapshot") if "since_snapshot" in held else "",
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment


def _sheet(held: dict[str, object]) -> SheetRecord:
    part, rows, year = held["part"], held["rows"], held["year"]
    if not isinstance(part, int) or not isinstance(rows, int):
        raise TypeError("part")
    return SheetRecord(
        str(held["name"]),
        Resource(str(held["resource"])),
        part,
        rows,
        str(year) if year is not None else None,
    )
