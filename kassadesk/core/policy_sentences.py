"""What changes between the sentences of one clause: a number, a company, a "not", else the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_EDGE = ".,;:!?()[]{}“”‘’\"'•*–—-"
_BESIDE = 0.5
"""Two sentences that share at least this much are one sentence in two wordings."""
_NUMBER = re.compile(r"^\W*(?:[A-Za-z]+-)?\d[\d,.:-]*\W*$")
_NUMBER_WORDS = _set(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty "
    "sixty ninety hundred"
)
_UNITS = _set(
    "second seconds minute minutes hour hours day days week weeks month months year years"
)
_NEGATIONS = _set("not no never nobody none nothing without cannot nor neither")
_MEASURES = _set("later earlier sooner more less fewer only")
_FILL = frozenset({"and", ""})
_ORDINARY = _set(
    "Kassapos India Indian GST GSTIN PAN SMS API CSV PDF Excel Settings IP TLS AES Act"
)
_OF_A_LAW = _set("Act Rules")
_PLACE_BEFORE = _set("in from at a an")
_UNNAMED = re.compile(
    r"\b(an?|another) ((?:[\w-]+ ){0,3}(?:company|provider|gateway|partner|vendor))\b"
)
_TELLS_WHO = re.compile(r"\b(?:who|shar\w+|gets?|companies|providers?|partners?)\b", re.IGNORECASE)


class SentenceChangeKind(StrEnum):
    """What happened inside a clause."""

    NUMBER = "number"
    COMPANY_ADDED = "company_added"
    COMPANY_REMOVED = "company_removed"
    COMPANY_UNNAMED = "company_unnamed"
    """A company is spoken of without its name."""
    TURNED = "turned"
    """A "not" came or went: the sentence may say the opposite."""
    REWORDED = "reworded"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """One change inside a clause."""

    kind: SentenceChangeKind
    was: str = ""
    """Number, company or sentence before; "" when there was none."""
    becomes: str = ""


def sentences_of(text: str) -> list[str]:
    """The sentences and list items of a text, as they stand there."""
    return [one.strip() for one in _END.split(text) if one.strip(_EDGE + " ")]


def words_of(text: str) -> list[str]:
    """The words as they are compared: without marks at their edges, case does not count."""
    return [word for word in (one.strip(_EDGE).casefold() for one in text.split()) if word]


def alike(first: Sequence[str], second: Sequence[str]) -> float:
    """How much two lists of words share, from 0 to 1."""
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def share_of(text: str, other: str) -> float:
    """How much of a text's words stand in sentences that the other text has too."""
    there = [words_of(one) for one in sentences_of(other)]
    total = found = 0
    for sentence in sentences_of(text):
        words = words_of(sentence)
        total += len(words)
        if any(words == one or alike(words, one) > 0.8 for one in there):
            found += len(words)
    return found / total if total else 0.0


def compare_sentences(before: str, after: str, companies: Sequence[str]) -> list[SentenceChange]:
    """Every change between two texts of a clause, in the order of the later one, gone ones last."""
    left, came = _different(sentences_of(before), sentences_of(after))
    partners = _partners(left, came)
    tells_who = bool(_known_in(before + " " + after, companies) or _TELLS_WHO.search(after))
    told: list[SentenceChange] = []
    for place, sentence in enumerate(came):
        other = partners.get(place)
        if other is None:
            told += _lone(sentence, before, companies, tells_who)
        else:
            told += _Reworded(left[other], sentence, before, after, companies, tells_who).told()
    used = set(partners.values())
    kinds = SentenceChangeKind
    told += [SentenceChange(kinds.REMOVED, one) for n, one in enumerate(left) if n not in used]
    return told


def _different(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """What each side has that the other has not, wherever it stands."""

    def rest(mine: list[str], theirs: list[str]) -> list[str]:
        there = Counter(" ".join(words_of(one)) for one in theirs)
        found = []
        for one in mine:
            key = " ".join(words_of(one))
            if there[key]:
                there[key] -= 1
            else:
                found.append(one)
        return found

    return rest(before, after), rest(after, before)


def _partners(left: list[str], came: list[str]) -> dict[int, int]:
    scores = sorted(
        (
            (alike(words_of(old), words_of(new)), -n, -o)
            for o, old in enumerate(left)
            for n, new in enumerate(came)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for score, n, o in scores:
        if score >= _BESIDE and -n not in found and -o not in found.values():
            found[-n] = -o
    return found


def _lone(
    sentence: str, before: str, companies: Sequence[str], tells_who: bool
) -> list[SentenceChange]:
    """A sentence that is new: told by the companies it names, else as it is."""
    kinds = SentenceChangeKind
    names = new_names(sentence.split(), before, companies, tells_who, begins=True)
    told = [SentenceChange(kinds.COMPANY_ADDED, becomes=name) for name in names]
    return [*told, SentenceChange(kinds.ADDED, becomes=sentence)]


class _Reworded:
    """One sentence in two wordings."""

    def __init__(
        self,
        was: str,
        becomes: str,
        before: str,
        after: str,
        companies: Sequence[str],
        tells_who: bool,
    ) -> None:
        self._was, self._becomes = was, becomes
        self._before, self._after = before, after
        self._companies, self._tells_who = companies, tells_who

    def told(self) -> list[SentenceChange]:
        """The least that says it all."""
        old, new = self._was.split(), self._becomes.split()
        plain_old, plain_new = [_plain(w) for w in old], [_plain(w) for w in new]
        matcher = SequenceMatcher(None, plain_old, plain_new, autojunk=False)
        told: list[SentenceChange] = []
        more = False
        for tag, i, k, j, m in matcher.get_opcodes():
            if tag == "equal":
                continue
            found = self._of_place(old, new, (i, k), (j, m))
            told += found
            more = more or (not found and not _only_fill(plain_old[i:k] + plain_new[j:m]))
        kinds = SentenceChangeKind
        turned = any(one.kind is kinds.TURNED for one in told)
        if turned:
            told = [one for one in told if one.kind is not kinds.TURNED]
            told.append(SentenceChange(kinds.TURNED, self._was, self._becomes))
        elif more or not told:
            told.append(SentenceChange(kinds.REWORDED, self._was, self._becomes))
        return told

    def _of_place(
        self, old: list[str], new: list[str], gone: tuple[int, int], came: tuple[int, int]
    ) -> list[SentenceChange]:
        kinds = SentenceChangeKind
        away, here = old[slice(*gone)], new[slice(*came)]
        if _negative(away) != _negative(here):
            return [SentenceChange(kinds.TURNED)]
        if away and here and _all_numbers(away) and _all_numbers(here):
            return [SentenceChange(kinds.NUMBER, _around(old, *gone), _around(new, *came))]
        told = [
            SentenceChange(kinds.COMPANY_ADDED, becomes=name)
            for name in self._names(new, came, self._before)
        ]
        told += [
            SentenceChange(kinds.COMPANY_UNNAMED, becomes=f"{found[1]} {found[2]}")
            for found in _UNNAMED.finditer(" ".join(here))
        ]
        told += [
            SentenceChange(kinds.COMPANY_REMOVED, name)
            for name in self._names(old, gone, self._after)
        ]
        return told

    def _names(self, words: list[str], place: tuple[int, int], other: str) -> list[str]:
        begin, end = place
        ahead = words[begin - 1] if begin else ""
        return new_names(
            words[begin:end],
            other,
            self._companies,
            self._tells_who,
            begins=begin == 0,
            ahead=ahead,
        )


def new_names(
    words: Sequence[str],
    other: str,
    companies: Sequence[str],
    tells_who: bool,
    *,
    begins: bool,
    ahead: str = "",
) -> list[str]:
    """Names of companies in some words that the other text does not have.

    A known company counts everywhere; another name only in a clause that tells who gets data.
    """
    there = set(words_of(other))
    first = {company.split()[0] for company in companies if company.split()} - _ORDINARY
    found: list[str] = []
    run: list[str] = []
    for place, word in enumerate([*words, ""]):
        bare = word.strip(_EDGE)
        before = (words[place - 1] if place else ahead).strip(_EDGE).casefold()
        capital = bare[:1].isupper() and (bool(run) or bare not in _ORDINARY)
        opens = word[:1] in "(“" and bool(word[:1])
        starts = begins and place == 0 and bare[1:].islower() and bare not in first
        named = capital and not starts and not opens and before not in _PLACE_BEFORE
        if named and (run or bare.casefold() not in there) and (tells_who or bare in first):
            run.append(bare)
            if word[-1:] not in ",;.)":
                continue
        if run and not _OF_A_LAW.intersection(run):
            found.append(" ".join(run))
        run = []
    return list(dict.fromkeys(found))


def _known_in(text: str, companies: Sequence[str]) -> bool:
    there = set(words_of(text))
    first = {one.split()[0] for one in companies if one.split()} - _ORDINARY
    return any(name.casefold() in there for name in first)


def _plain(word: str) -> str:
    return word.strip(_EDGE).casefold()


def _only_fill(words: Sequence[str]) -> bool:
    return all(word in _FILL for word in words)


def _negative(words: Sequence[str]) -> bool:
    """Whether a "not" is among them; "no later than" and the like measure and deny nothing."""
    plain = [*(_plain(word) for word in words), ""]
    return any(
        word.endswith("n't") or (word in _NEGATIONS and following not in _MEASURES)
        for word, following in pairwise(plain)
    )


def _is_number(word: str) -> bool:
    return bool(_NUMBER.match(word)) or _plain(word) in _NUMBER_WORDS


def _all_numbers(words: Sequence[str]) -> bool:
    numbers = [word for word in words if _is_number(word)]
    rest = [word for word in words if not _is_number(word)]
    return bool(numbers) and all(_plain(word) in _UNITS for word in rest)


def _around(words: list[str], begin: int, end: int) -> str:
    """A number with its unit, or with what it is a number of: "7 years", "TLS 1.2"."""
    if end < len(words) and _plain(words[end]) in _UNITS:
        end += 1
    elif begin and words[begin - 1].strip(_EDGE).isupper() and _plain(words[end - 1]) not in _UNITS:
        begin -= 1
    return " ".join(words[begin:end]).strip(_EDGE)
