"""What Kassapos promises about its policy, read once from resources/legal/promises.toml, strictly."""

from __future__ import annotations

from functools import cache
from typing import Annotated

import msgspec

from kassadesk.core.places import resource
from kassadesk.core.policy_facts import PolicyPromises, PolicySections
from kassadesk.services.laws import Sourced, Strict, read_file

_Text = Annotated[str, msgspec.Meta(min_length=1)]


class _RawPromise(Sourced, kw_only=True):
    text: _Text
    days: Annotated[int, msgspec.Meta(ge=1, le=366)]


class _RawSections(Sourced, kw_only=True):
    uses: _Text
    places: _Text
    sharing: _Text
    cookies: _Text


class _Promises(Strict):
    notice_of_changes: _RawPromise
    sections: _RawSections


@cache
def policy_promises() -> PolicyPromises:
    """What Kassapos promises, and where its policy speaks of what. Raises BadLegalData."""
    return read_promises(resource("legal", "promises.toml").read_text(encoding="utf-8"))


def read_promises(text: str) -> PolicyPromises:
    """The file as a value. Raises BadLegalData."""
    raw = read_file("promises", text, _Promises)
    notice, where = raw.notice_of_changes, raw.sections
    return PolicyPromises(
        notice.days,
        notice.text,
        notice.origin(),
        PolicySections(where.uses, where.places, where.sharing, where.cookies),
    )
