"""What changes between two policies, against lists written by hand."""

from __future__ import annotations

import random

import pytest

from kassadesk.core.policy_diff import changes_between, pairs_of
from kassadesk.ui.words.policy_changes import change_words
from tests.core.edited_policies import BASE, COMPANIES, EDITS, Edit, clauses_of

BEFORE = clauses_of("2026-05-01", BASE)


def told(clauses: tuple[tuple[str, str, str], ...]) -> tuple[str, ...]:
    after = clauses_of("2026-12-16", clauses)
    return tuple(change_words(one) for one in changes_between(BEFORE, after, COMPANIES))


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_the_list_of_changes_is_exactly_what_a_person_would_write(edit: Edit) -> None:
    assert told(edit.clauses) == edit.expected


def test_ten_versions_were_edited_by_hand() -> None:
    assert len({edit.name for edit in EDITS}) == len(EDITS) == 10


def test_the_same_text_in_other_lines_and_numbers_changes_nothing() -> None:
    spaced = tuple(
        (str(int(n) + 10), title, text.replace(". ", ".\n  ")) for n, title, text in BASE
    )
    assert told(spaced) == ()


@pytest.mark.parametrize("seed", range(40))
def test_no_changed_word_is_passed_over(seed: int) -> None:
    """Any one word replaced by another is in the list, wherever it stands."""
    chance = random.Random(seed)
    place = chance.randrange(len(BASE))
    number, title, text = BASE[place]
    words = text.split()
    at = chance.randrange(len(words))
    end = "." if words[at].endswith(".") else ""
    words[at] = "quite" + end
    edited = [*BASE]
    edited[place] = (number, title, " ".join(words))
    changes = told(tuple(edited))
    assert changes
    assert all(change.startswith(f"Section {number}, ") for change in changes)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_side_by_side_no_clause_of_either_text_is_left_out_or_twice(edit: Edit) -> None:
    after = clauses_of("2026-12-16", edit.clauses)
    beside = pairs_of(BEFORE, after)
    left = [clause.number for before, _ in beside for clause in before]
    right = [clause.number for _, later in beside for clause in later]
    assert sorted(left, key=int) == [clause.number for clause in BEFORE]
    assert sorted(right, key=int) == [clause.number for clause in after]
