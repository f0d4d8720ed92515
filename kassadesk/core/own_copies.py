"""Copies that are made by themselves: how often, and what became of the last one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class Every(StrEnum):
    """How often a copy is made."""

    NEVER = ""
    DAY = "daily"
    WEEK = "weekly"
    MONTH = "monthly"


@dataclass(frozen=True, slots=True)
class CopyTrouble:
    """When a copy was tried last and not made, and the code of the error."""

    at: datetime
    code: str


@dataclass(frozen=True, slots=True)
class CopySchedule:
    """What is set on this PC."""

    every: Every
    folder: Path
    keep: int
    possible: bool
    """False where there is no task scheduler that the program knows."""
    trouble: CopyTrouble | None = None
    """Why the last copy is missing; None when all is well."""
    shared: bool = False
    """True on a shared PC: no sign-in stays there that a copy could use."""
