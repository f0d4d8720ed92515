"""What an earlier copy lacks, when a later export is to take only what came after it."""

from __future__ import annotations

from kassadesk.core.exports import EarlierCopy
from kassadesk.core.held import CategoryId


def not_whole_in(
    copy: EarlierCopy,
    wanted: frozenset[CategoryId],
    from_year: str | None = None,
    to_year: str | None = None,
) -> tuple[CategoryId, ...]:
    """The wanted kinds of data that both files together would not hold whole.

    Bills are whole when the earlier copy has every wanted year; None means without a limit.
    """
    lacking = wanted if copy.masked else wanted - set(copy.categories)
    if CategoryId.BILLING in wanted and not _has_years(copy, from_year, to_year):
        lacking = lacking | {CategoryId.BILLING}
    return tuple(kind for kind in CategoryId if kind in lacking)


def _has_years(copy: EarlierCopy, from_year: str | None, to_year: str | None) -> bool:
    begins = copy.from_year is None or (from_year is not None and from_year >= copy.from_year)
    ends = copy.to_year is None or (to_year is not None and to_year <= copy.to_year)
    return begins and ends
