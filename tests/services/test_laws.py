"""The legal data: every rule with source, day and confidence; nothing half understood."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kassadesk.core.clock import utc_now
from kassadesk.core.laws import Confidence, Origin
from kassadesk.core.places import resource
from kassadesk.core.rights import right_basis
from kassadesk.sandbox.world import laws as sample
from kassadesk.services.laws import BadLegalData, legal_data, read_legal_data

FILES = ("keep-books", "annual-returns", "rights")
TEXTS = [resource("legal", f"{name}.toml").read_text(encoding="utf-8") for name in FILES]
POLICY = "Kassapos privacy policy, last updated May 1, 2026"


def origins() -> list[Origin]:
    data = legal_data()
    return [
        *(rule.origin for rule in data.rules),
        data.usual_due.origin,
        *(one.origin for one in data.returns),
        *(right.origin for right in data.rights),
    ]


def test_every_rule_says_where_it_was_read_when_and_how_sure_it_is() -> None:
    assert len(origins()) >= 12
    today = utc_now().date()
    for origin in origins():
        assert origin.citation
        assert origin.sources
        assert all(re.match(r"https?://\S+$", s) or s == POLICY for s in origin.sources), origin
        assert date(2026, 1, 1) <= origin.checked_on <= today
        assert origin.confidence in set(Confidence)
    assert legal_data().holders.sources
    assert legal_data().holders.checked_on <= today


def test_the_policys_own_words_stand_in_its_rule() -> None:
    text = legal_data().rule("kassapos_closure").text
    assert "retained for 7 years" in text
    assert not re.search(r"GST\w* (law )?(requires|asks)", " ".join(TEXTS))


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        (0, 'keeper = "you"', 'keeper = "someone"'),
        (0, "checked_on = 2026-11-26\n", ""),
        (0, 'confidence = "A"', 'confidence = "D"'),
        (0, 'covers = "books"', 'covers = "books"\nuntil = 2034-03-31'),
        (0, 'start = "annual_return_due"', 'start = "annual_return_due", lunar = true'),
        (0, 'unit = "months"', 'unit = "fortnights"'),
        (0, 'id = "income_tax_books"', 'id = "gst_books"'),
        (1, "due_on = 2020-02-07", 'due_on = "soon"'),
        (1, 'year = "2017-18"', 'year = "2017"'),
        (2, 'P = "individual"', 'PP = "individual"'),
        (2, 'sources = ["https://dpdpacts.com/?p=256"]', "sources = []"),
        (2, "[holders]", "[holders"),
    ],
)
def test_a_file_that_is_not_wholly_understood_is_refused(place: int, old: str, new: str) -> None:
    texts = list(TEXTS)
    assert old in texts[place]
    texts[place] = texts[place].replace(old, new, 1)
    with pytest.raises(BadLegalData, match=FILES[place]):
        read_legal_data(*texts)


def test_the_files_as_they_are_can_be_read() -> None:
    assert read_legal_data(*TEXTS) == legal_data()


@pytest.mark.parametrize("year", [f"{y}-{(y + 1) % 100:02d}" for y in range(2021, 2030)])
def test_the_sample_shop_counts_the_same_dates_from_a_file_of_its_own(year: str) -> None:
    from kassadesk.core.keep_until import BooksOfYear, keeping_of

    until, _citation = sample.keep_books_until(year)
    longest = keeping_of(BooksOfYear(year), legal_data()).yours_longest
    assert longest is not None
    assert longest.until == until


@pytest.mark.parametrize(
    ("gstin", "day", "holder", "now", "later"),
    [
        # A person, before and on the day the Act's section comes into force
        ("33ABCPS1234K1ZT", date(2026, 11, 23), "individual", "policy", "dpdp"),
        ("33ABCPS1234K1ZT", date(2027, 5, 12), "individual", "policy", "dpdp"),
        ("33ABCPS1234K1ZT", date(2027, 5, 13), "individual", "dpdp", None),
        # A company is no data principal: the policy gives the right, and goes on giving it
        ("33AAECM5678Q1ZX", date(2026, 11, 23), "company", "policy", None),
        ("33AAECM5678Q1ZX", date(2027, 5, 13), "company", "policy", None),
        ("27AAPFU0939F1ZV", date(2027, 5, 13), "firm", "policy", None),
        ("33AAAHK1234A1Z5", date(2027, 5, 13), "family", "policy", None),
        # No GSTIN, or none that can be read: only what the policy gives to anyone
        (None, date(2027, 5, 13), "", "policy", None),
        ("33ABC", date(2027, 5, 13), "", "policy", None),
        ("33ABCZS1234K1ZT", date(2027, 5, 13), "", "policy", None),
    ],
)
def test_whose_right_it_is_is_told_from_the_pan_in_the_gstin(
    gstin: str | None, day: date, holder: str, now: str, later: str | None
) -> None:
    basis = right_basis("deletion", gstin, day, legal_data())
    assert basis.holder == holder
    assert basis.now is not None and basis.now.right_id.startswith(now)
    assert (basis.later.right_id.partition("_")[0] if basis.later else None) == later
    assert basis.letter == (gstin[5] if gstin and holder else "")


def test_a_request_nothing_gives_a_right_to_rests_on_nothing() -> None:
    basis = right_basis("minor-report", "33ABCPS1234K1ZT", date(2027, 6, 1), legal_data())
    assert (basis.now, basis.later) == (None, None)
