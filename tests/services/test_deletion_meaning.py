"""What a preview means: law beside promise, the gap between them, and whether it all adds up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from kassadesk.core.data_requests import DeletionPreview, DeletionScope
from kassadesk.core.merchant import Merchant
from kassadesk.services.deletion_meaning import DeletionMeaning, meaning_of
from kassadesk.services.laws import legal_data
from tests.sandbox.running import TODAY, running_sandbox
from tests.services.program import Program

CLOSING = DeletionScope(close_account=True)
SCOPES = [
    CLOSING,
    DeletionScope(categories=("billing", "contact")),
    DeletionScope(categories=("device",), fields=("business.industry", "contact.person.name")),
]


@pytest.fixture(scope="module", params=["kaveri", "meenakshi", "empty"])
def program(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Program]:
    transactions = None if request.param == "empty" else 2_000
    with running_sandbox(request.param, today=TODAY, transactions=transactions) as sandbox:
        made = Program(sandbox, tmp_path_factory.mktemp(request.param))
        made.sign_in()
        yield made
        made.api.close()


def read(
    program: Program, scope: DeletionScope, merchant: Merchant | None = None
) -> tuple[DeletionPreview, DeletionMeaning]:
    preview = program.data_requests.preview(scope)
    whose = merchant or program.records.merchant()
    return preview, meaning_of(preview, whose, program.records.categories(), legal_data())


@pytest.mark.parametrize("scope", SCOPES)
def test_the_three_groups_add_up_to_what_my_data_shows(
    program: Program, scope: DeletionScope
) -> None:
    preview, meaning = read(program, scope)
    assert meaning.tally.adds_up, meaning.tally
    lines = (*preview.goes_now, *preview.goes_later, *preview.stays)
    assert sum(line.records for line in lines) == meaning.tally.told + meaning.tally.beside
    if lines:
        less = replace(preview, goes_now=(), goes_later=lines[1:], stays=())
        if lines[0].subject.partition(".")[0] not in ("messages", "consent-events"):
            untold = meaning_of(
                less, program.records.merchant(), program.records.categories(), legal_data()
            )
            assert not untold.tally.adds_up


@pytest.mark.parametrize("program", ["kaveri"], indirect=True)
def test_closing_now_leaves_the_running_year_short(program: Program) -> None:
    _, meaning = read(program, CLOSING)
    assert meaning.kassapos is not None
    assert meaning.kassapos.until == date(2033, 12, 7)  # 23 Nov 2026 + 14 days + 7 years
    (gap,) = meaning.gaps
    assert (gap.year, gap.gap_days) == ("2026-27", 114)  # picture 10
    assert all(year.agrees for year in meaning.years)


@pytest.mark.parametrize("program", ["kaveri"], indirect=True)
def test_while_the_account_stays_open_there_is_no_gap(program: Program) -> None:
    _, meaning = read(program, DeletionScope(categories=("billing",)))
    assert (meaning.closes_at, meaning.kassapos, meaning.gaps) == (None, None, ())
    assert len(meaning.years) == 6


@pytest.mark.parametrize("program", ["kaveri"], indirect=True)
def test_a_year_kassapos_keeps_for_less_than_the_law_asks_is_found(program: Program) -> None:
    merchant = program.records.merchant()
    first = replace(merchant.outlets[0], address="12 Beach Road, Chennai 600 001")
    _, meaning = read(program, CLOSING, replace(merchant, outlets=(first, *merchant.outlets[1:])))
    short = [year for year in meaning.years if not year.agrees]
    assert [year.keeping.year for year in short] == ["2022-23"]
    longest = short[0].keeping.yours_longest
    assert longest is not None
    assert longest.until == date(2030, 1, 10)


@pytest.mark.parametrize("program", ["empty"], indirect=True)
def test_a_shop_without_bills_has_no_years_and_no_reminders(program: Program) -> None:
    _, meaning = read(program, CLOSING)
    assert (meaning.years, meaning.reminders, meaning.kassapos) == ((), 0, None)
