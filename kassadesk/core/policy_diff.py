"""What changes between two versions of the policy: by clause and sentence, never by line.

The road: clauses of both texts are paired by what they say, not by their number. A clause without a
partner was added or removed, or is a part of one that was split, or was joined to another. A clause
whose place among the others is another one was moved; one that only got another number because a
clause came before it was not. Inside a pair equal sentences are set aside wherever they stand; what is
left is put beside what it resembles most, and told as the least thing that says it all: a number, a
company, a "not" that came or went, else the sentence in other words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kassadesk.core.policy import Clause
from kassadesk.core.policy_sentences import (
    SentenceChange,
    SentenceChangeKind,
    alike,
    compare_sentences,
    share_of,
    words_of,
)

_SAME_TITLE, _SAME_NUMBER = 0.3, 0.05
_PAIR = 0.45
_PART = 0.6
"""From this share of its sentences on a clause is a part of another one."""


class ClauseChangeKind(StrEnum):
    """What happened to a clause as a whole, or to something in it."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    SPLIT = "split"
    JOINED = "joined"
    RENAMED = "renamed"
    INSIDE = "inside"
    """Something in it: see `inside`."""


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One change, as it is told."""

    kind: ClauseChangeKind
    before: Clause | None
    after: Clause | None
    parts: tuple[Clause, ...] = ()
    """SPLIT: the clauses it is now. JOINED: the clauses it was."""
    inside: SentenceChange | None = None


@dataclass(frozen=True, slots=True)
class _Pair:
    before: tuple[Clause, ...]
    after: tuple[Clause, ...]


def changes_between(
    before: Sequence[Clause], after: Sequence[Clause], companies: Iterable[str] = ()
) -> tuple[ClauseChange, ...]:
    """Every change, in the order of the later text; what is gone comes last.

    `companies`: names of companies known to get data, to tell one from any other word.
    """
    pairs, gone, new = _paired(before, after)
    known = tuple(companies)
    told: list[tuple[int, ClauseChange]] = []
    moved = _moved(before, after, pairs)
    for pair in pairs:
        place = after.index(pair.after[0])
        told += [(place, one) for one in _of_pair(pair, moved, known)]
    told += [(after.index(one), ClauseChange(ClauseChangeKind.ADDED, None, one)) for one in new]
    told.sort(key=lambda found: found[0])
    told += [(0, ClauseChange(ClauseChangeKind.REMOVED, one, None)) for one in gone]
    return _with_wanderers([change for _, change in told])


def pairs_of(
    before: Sequence[Clause], after: Sequence[Clause]
) -> tuple[tuple[tuple[Clause, ...], tuple[Clause, ...]], ...]:
    """Both texts side by side: what belongs together, in the order of the later text, gone ones last."""
    pairs, gone, new = _paired(before, after)
    beside = [(pair.before, pair.after) for pair in pairs] + [((), (one,)) for one in new]
    beside.sort(key=lambda two: after.index(two[1][0]))
    return (*beside, *(((one,), ()) for one in gone))


# --- pairing ---------------------------------------------------------------------------------------


def _paired(
    before: Sequence[Clause], after: Sequence[Clause]
) -> tuple[list[_Pair], list[Clause], list[Clause]]:
    scores = sorted(
        ((_likeness(b, a), -i, -j) for i, b in enumerate(before) for j, a in enumerate(after)),
        reverse=True,
    )
    of_after: dict[int, int] = {}
    for score, i, j in scores:
        if score >= _PAIR and -i not in of_after.values() and -j not in of_after:
            of_after[-j] = -i
    pairs = {b: _Pair((before[b],), (after[a],)) for a, b in of_after.items()}
    new = [one for place, one in enumerate(after) if place not in of_after]
    gone = [one for place, one in enumerate(before) if place not in pairs]
    new = [one for one in new if not _took_part(pairs, one, later=True)]
    gone = [one for one in gone if not _took_part(pairs, one, later=False)]
    return [pairs[place] for place in sorted(pairs)], gone, new


def _likeness(before: Clause, after: Clause) -> float:
    title = _SAME_TITLE * (before.title.casefold() == after.title.casefold())
    number = _SAME_NUMBER * (before.number == after.number)
    return alike(words_of(before.text), words_of(after.text)) + title + number


def _took_part(pairs: dict[int, _Pair], clause: Clause, *, later: bool) -> bool:
    """Adds a lone clause to the pair it was cut out of (or put into), where there is one."""
    best, share = -1, 0.0
    for place, pair in pairs.items():
        source, rest = (pair.before, pair.after) if later else (pair.after, pair.before)
        here = share_of(clause.text, _text(source)) - share_of(clause.text, _text(rest))
        if here > share:
            best, share = place, here
    if share < _PART:
        return False
    pair = pairs[best]
    pairs[best] = (
        replace(pair, after=(*pair.after, clause))
        if later
        else replace(pair, before=(*pair.before, clause))
    )
    return True


def _text(clauses: Iterable[Clause]) -> str:
    return " ".join(clause.text for clause in clauses)


# --- telling ---------------------------------------------------------------------------------------


def _of_pair(pair: _Pair, moved: set[str], known: tuple[str, ...]) -> list[ClauseChange]:
    kinds = ClauseChangeKind
    before, after = pair.before[0], pair.after[0]
    told: list[ClauseChange] = []
    if len(pair.after) > 1:
        told.append(ClauseChange(kinds.SPLIT, before, after, pair.after))
    elif len(pair.before) > 1:
        told.append(ClauseChange(kinds.JOINED, before, after, pair.before))
    else:
        if before.clause_id in moved:
            told.append(ClauseChange(kinds.MOVED, before, after))
        if before.title.strip().casefold() != after.title.strip().casefold():
            told.append(ClauseChange(kinds.RENAMED, before, after))
    inside = compare_sentences(_text(pair.before), _text(pair.after), known)
    for one in inside:
        place = next((c for c in pair.after if one.becomes and one.becomes in c.text), after)
        told.append(ClauseChange(kinds.INSIDE, before, place, inside=one))
    return told


def _moved(before: Sequence[Clause], after: Sequence[Clause], pairs: list[_Pair]) -> set[str]:
    """Ids of clauses outside the longest run of clauses that kept their order."""
    places = [after.index(pair.after[0]) for pair in pairs]
    best: list[list[int]] = []
    for end, place in enumerate(places):
        runs = [run for run in best if places[run[-1]] < place]
        best.append([*(max(runs, key=len) if runs else []), end])
    longest: list[int] = max(best, key=len, default=[])
    kept = set(longest)
    return {pair.before[0].clause_id for n, pair in enumerate(pairs) if n not in kept}


def _with_wanderers(told: list[ClauseChange]) -> tuple[ClauseChange, ...]:
    """A sentence that left one clause and stands in another unchanged: told once, as moved."""
    kinds = SentenceChangeKind
    origin = {_key(_of(one, kinds.REMOVED).was): one for one in told if _is(one, kinds.REMOVED)}
    came = Counter(_key(_of(one, kinds.ADDED).becomes) for one in told if _is(one, kinds.ADDED))
    both = Counter(origin.keys()) & came
    found: list[ClauseChange] = []
    for one in told:
        if _is(one, kinds.REMOVED) and _key(_of(one, kinds.REMOVED).was) in both:
            continue
        if _is(one, kinds.ADDED) and _key(_of(one, kinds.ADDED).becomes) in both:
            inside = replace(_of(one, kinds.ADDED), kind=kinds.MOVED)
            found = [two for two in found if not _named_in(two, one, inside.becomes)]
            found.append(replace(one, before=origin[_key(inside.becomes)].before, inside=inside))
            continue
        found.append(one)
    return tuple(found)


def _named_in(change: ClauseChange, other: ClauseChange, sentence: str) -> bool:
    """True for a company told because of a sentence that only moved."""
    named = _is(change, SentenceChangeKind.COMPANY_ADDED) and change.after == other.after
    return named and change.inside is not None and change.inside.becomes in sentence


def _is(change: ClauseChange, kind: SentenceChangeKind) -> bool:
    return change.inside is not None and change.inside.kind is kind


def _of(change: ClauseChange, kind: SentenceChangeKind) -> SentenceChange:
    assert change.inside is not None, kind
    return change.inside


def _key(sentence: str) -> str:
    return " ".join(words_of(sentence))
