"""Keep-until dates against dates written by hand, each with the rule it was counted by.

Sources, read on 26 Nov 2026:
  S36   CGST Act 2017, section 36: 72 months from the due date of the annual return of the year
  S36p  its proviso: one year after final disposal of an appeal, or the above, whichever is later
  R80   CGST Rules 2017, rule 80: the annual return is due on 31 December after the year
  N..   the notification that moved the due date of one year
  R46   Income-tax Rules 2026, rule 46: 7 tax years from the end of the tax year, from 1 April 2026
  R8    DPDP Rules 2025, rule 8(3): at least one year from processing, from 13 May 2027
  P7    Kassapos privacy policy of 1 May 2026, section 7: 7 years after account closure
  M     State of H.P. v. Himachal Techno Engineers (2010): a month ends on the day of the same number,
        or on the last day where there is none
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kassadesk.core.keep_until import (
    BooksOfYear,
    Keeping,
    Proceedings,
    after,
    annual_return_due,
    keep_until,
    keeping_of,
    last_moment,
)
from kassadesk.core.laws import Period, Start, Unit
from kassadesk.services.laws import legal_data

DATA = legal_data()
CHENNAI = "No.1/181, Elumalai Salai, Nanmangalam, Chennai 600 117"
TRICHY = "14 Bharathi Street, Tiruchirappalli, Tamil Nadu 620 017"


def of(rule_id: str, books: BooksOfYear) -> Keeping:
    keeping = keep_until(DATA.rule(rule_id), books, DATA)
    assert keeping is not None
    return keeping


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("year", "due", "until"),
    [
        # N06/2020: 5 or 7 Feb 2020 by State, the later one is used; S36: + 72 months
        ("2017-18", date(2020, 2, 7), date(2026, 2, 7)),
        # N80/2020: 31 Dec 2020, a year later than R80 says; S36
        ("2018-19", date(2020, 12, 31), date(2026, 12, 31)),
        # N04/2021: 31 Mar 2021 instead of 31 Dec 2020; S36
        ("2019-20", date(2021, 3, 31), date(2027, 3, 31)),
        # N40/2021: 28 Feb 2022; S36, M: 28 Feb 2028, although 2028 has a 29 February
        ("2020-21", date(2022, 2, 28), date(2028, 2, 28)),
        # R80 and S36, not moved
        ("2021-22", date(2022, 12, 31), date(2028, 12, 31)),
        ("2022-23", date(2023, 12, 31), date(2029, 12, 31)),
        ("2023-24", date(2024, 12, 31), date(2030, 12, 31)),
        ("2024-25", date(2025, 12, 31), date(2031, 12, 31)),
        ("2025-26", date(2026, 12, 31), date(2032, 12, 31)),
        ("2026-27", date(2027, 12, 31), date(2033, 12, 31)),
        # The turn of a century does not confuse the year's two digits: R80, S36
        ("2099-00", date(2100, 12, 31), date(2106, 12, 31)),
    ],
)
def test_gst_books_are_kept_72_months_from_the_day_the_annual_return_is_due(
    year: str, due: date, until: date
) -> None:
    keeping = of("gst_books", BooksOfYear(year, address=TRICHY))
    assert (keeping.counted_from, keeping.until, keeping.why) == (due, until, "period")


@pytest.mark.parametrize(
    ("address", "until"),
    [
        # N02/2024: 10 Jan 2024 for nine districts of Tamil Nadu, Chennai among them; S36
        (CHENNAI, date(2030, 1, 10)),
        # Tiruchirappalli is not in that list: R80, S36
        (TRICHY, date(2029, 12, 31)),
        # An address that is not known is in no district
        ("", date(2029, 12, 31)),
    ],
)
def test_an_extension_for_some_districts_counts_only_there(address: str, until: date) -> None:
    assert of("gst_books", BooksOfYear("2022-23", address=address)).until == until


@pytest.mark.parametrize(
    ("ended", "until", "why"),
    [
        # S36p: 15 Jun 2033 + 1 year is later than 31 Dec 2031
        (date(2033, 6, 15), date(2034, 6, 15), "proceedings"),
        # S36p: 10 Feb 2027 + 1 year is earlier than 31 Dec 2031, so the usual end stays
        (date(2027, 2, 10), date(2031, 12, 31), "period"),
        # S36p, M: one year after 29 Feb 2032 is 28 Feb 2033
        (date(2032, 2, 29), date(2033, 2, 28), "proceedings"),
        # S36p: disposal on the very last day gives one more year
        (date(2031, 12, 31), date(2032, 12, 31), "proceedings"),
        # S36p: one year to the day before the usual end changes nothing
        (date(2030, 12, 31), date(2031, 12, 31), "period"),
        # S36p: while the appeal runs there is no end yet
        (None, None, "proceedings_running"),
    ],
)
def test_an_appeal_lengthens_the_gst_books_of_its_year(
    ended: date | None, until: date | None, why: str
) -> None:
    appeal = (Proceedings("gst_books", ended),)
    keeping = of("gst_books", BooksOfYear("2024-25", proceedings=appeal))
    assert (keeping.until, keeping.why) == (until, why)


@pytest.mark.parametrize(
    ("year", "until"),
    [
        # R46: 31 Mar 2027 + 7 tax years
        ("2026-27", date(2034, 3, 31)),
        # R46: 31 Mar 2028 + 7 tax years; the leap year on the way changes nothing
        ("2027-28", date(2035, 3, 31)),
    ],
)
def test_income_tax_books_are_kept_seven_tax_years_from_the_years_end(
    year: str, until: date
) -> None:
    assert of("income_tax_books", BooksOfYear(year)).until == until


def test_the_new_income_tax_rule_says_nothing_of_years_that_ended_before_it() -> None:
    # R46 is in force from 1 April 2026; FY 2025-26 ended the day before
    assert keep_until(DATA.rule("income_tax_books"), BooksOfYear("2025-26"), DATA) is None


@pytest.mark.parametrize(
    ("ended", "until"),
    [
        # R46: reopened and completed on 5 May 2035, later than 31 Mar 2034
        (date(2035, 5, 5), date(2035, 5, 5)),
        # R46: completed before the usual end
        (date(2030, 5, 5), date(2034, 3, 31)),
        # R46: still reopened
        (None, None),
    ],
)
def test_a_reopened_assessment_lengthens_the_income_tax_books(
    ended: date | None, until: date | None
) -> None:
    reopened = (Proceedings("income_tax_books", ended),)
    books = BooksOfYear("2026-27", proceedings=reopened)
    assert of("income_tax_books", books).until == until
    assert of("gst_books", books).until == date(2033, 12, 31)  # another law, another case


@pytest.mark.parametrize(
    ("closed", "until"),
    [
        # P7: 7 Dec 2026 + 7 years
        (noon(2026, 12, 7), date(2033, 12, 7)),
        # P7: the day before and the first day of a financial year
        (noon(2027, 3, 31), date(2034, 3, 31)),
        (noon(2027, 4, 1), date(2034, 4, 1)),
        # P7, M: 29 Feb 2028 + 7 years is 28 Feb 2035
        (noon(2028, 2, 29), date(2035, 2, 28)),
        # P7: 28 Feb 2028 + 7 years
        (noon(2028, 2, 28), date(2035, 2, 28)),
        # P7: closed at 19:00 UTC on 31 Dec 2026 is 1 Jan 2027 in India
        (datetime(2026, 12, 31, 19, 0, tzinfo=UTC), date(2034, 1, 1)),
    ],
)
def test_kassapos_says_it_keeps_seven_years_after_closure(closed: datetime, until: date) -> None:
    assert of("kassapos_closure", BooksOfYear("2026-27", closed)).until == until


def test_while_the_account_is_open_kassapos_names_no_end() -> None:
    keeping = of("kassapos_closure", BooksOfYear("2025-26"))
    assert (keeping.until, keeping.why) == (None, "account_open")


@pytest.mark.parametrize(
    ("year", "closed", "until"),
    [
        # R8: in force from 13 May 2027, so what was processed until 31 Mar 2027 is not covered
        ("2026-27", None, None),
        # R8: processed until 31 Mar 2028, kept one year
        ("2027-28", None, date(2029, 3, 31)),
        # R8: closed on 29 Feb 2028, so nothing was processed later; M
        ("2027-28", noon(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_logs_are_kept_a_year_from_processing_once_that_rule_is_in_force(
    year: str, closed: datetime | None, until: date | None
) -> None:
    keeping = keep_until(DATA.rule("logs"), BooksOfYear(year, closed), DATA)
    assert (keeping.until if keeping else None) == until


@pytest.mark.parametrize(
    ("year", "closed", "gap"),
    [
        # Law: 31 Mar 2034 (R46). Kassapos: 7 Dec 2033 (P7). Days: 24 + 31 + 28 + 31
        ("2026-27", noon(2026, 12, 7), 114),
        # Law: 31 Dec 2032 (S36). Kassapos: 7 Dec 2033: no gap
        ("2025-26", noon(2026, 12, 7), 0),
        # Closed on the last day of the year: both end on 31 Mar 2034
        ("2026-27", noon(2027, 3, 31), 0),
        # Closed a day earlier: one day is missing
        ("2026-27", noon(2027, 3, 30), 1),
        # Open account: nothing ends
        ("2026-27", None, 0),
    ],
)
def test_the_gap_is_what_the_law_asks_of_you_after_kassapos_has_stopped(
    year: str, closed: datetime | None, gap: int
) -> None:
    assert keeping_of(BooksOfYear(year, closed), DATA).gap_days == gap


def test_of_two_laws_the_one_that_asks_longer_leads() -> None:
    both = keeping_of(BooksOfYear("2026-27"), DATA)
    assert [one.rule.rule_id for one in both.yours] == ["gst_books", "income_tax_books"]
    assert both.yours_longest is not None
    assert both.yours_longest.until == date(2034, 3, 31)


def test_a_running_appeal_asks_longest_of_all() -> None:
    running = BooksOfYear("2026-27", proceedings=(Proceedings("gst_books"),))
    longest = keeping_of(running, DATA).yours_longest
    assert longest is not None
    assert (longest.rule.rule_id, longest.until) == ("gst_books", None)


def test_a_year_after_the_closure_is_not_kept_by_kassapos() -> None:
    # Closed 30 Apr 2026: there are no bills of FY 2027-28
    after_closure = keeping_of(BooksOfYear("2027-28", noon(2026, 4, 30)), DATA)
    assert after_closure.kassapos is None
    # P7 is a promise of the policy of 1 May 2026: it says nothing of an account closed before
    assert keeping_of(BooksOfYear("2025-26", noon(2026, 4, 30)), DATA).kassapos is None


@pytest.mark.parametrize(
    ("day", "number", "unit", "end"),
    [
        (date(2024, 2, 29), 1, Unit.YEARS, date(2025, 2, 28)),  # M
        (date(2024, 2, 29), 4, Unit.YEARS, date(2028, 2, 29)),  # M
        (date(2023, 8, 31), 6, Unit.MONTHS, date(2024, 2, 29)),  # M, leap year
        (date(2023, 8, 31), 18, Unit.MONTHS, date(2025, 2, 28)),  # M
        (date(2026, 12, 31), 2, Unit.MONTHS, date(2027, 2, 28)),  # M, over the year's end
        (date(2024, 2, 28), 2, Unit.DAYS, date(2024, 3, 1)),  # days are counted as they come
    ],
)
def test_months_and_years_end_on_the_day_of_the_same_number(
    day: date, number: int, unit: Unit, end: date
) -> None:
    assert after(day, Period(number, unit, Start.YEAR_END)) == end


def test_a_due_date_says_which_notification_moved_it() -> None:
    moved = annual_return_due("2020-21", "", DATA)
    assert (moved.extended, moved.origin.citation) == (True, "Notification 40/2021-Central Tax")
    assert not annual_return_due("2021-22", "", DATA).extended


def test_the_last_day_ends_with_the_day_in_india() -> None:
    assert last_moment(date(2034, 3, 31)) == datetime(2034, 3, 31, 18, 29, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("year", "closed", "gst", "kassapos", "gap"),
    [
        # Closed before the year's end. S36, R46 and P7; 15 Jun 2033 to 31 Mar 2034 are 289 days
        ("2026-27", noon(2026, 6, 15), date(2033, 12, 31), date(2033, 6, 15), 289),
        # The day before the year's end; R46 asks until 31 Mar 2034
        ("2026-27", noon(2027, 3, 30), date(2033, 12, 31), date(2034, 3, 30), 1),
        # After the year's end, P7 outlasts S36 and R46
        ("2026-27", noon(2027, 4, 30), date(2033, 12, 31), date(2034, 4, 30), 0),
        # A year long over: N04/2021 and S36 end on 31 Mar 2027, P7 years later
        ("2019-20", noon(2026, 6, 15), date(2027, 3, 31), date(2033, 6, 15), 0),
    ],
)
def test_closing_before_or_after_the_years_end_moves_kassapos_and_never_the_law(
    year: str, closed: datetime, gst: date, kassapos: date, gap: int
) -> None:
    told = keeping_of(BooksOfYear(year, closed, address=TRICHY), DATA)
    assert told.yours[0].until == gst == of("gst_books", BooksOfYear(year, address=TRICHY)).until
    assert told.kassapos is not None
    assert (told.kassapos.until, told.gap_days) == (kassapos, gap)


@pytest.mark.parametrize(
    ("ended", "until"),
    [
        # N02/2024: 10 Jan 2024 in Chennai, so S36 ends on 10 Jan 2030; S36p: 5 Mar 2030 is later
        (date(2029, 3, 5), date(2030, 3, 5)),
        # S36p: 9 Jan 2030 is a day earlier than the extended end
        (date(2029, 1, 9), date(2030, 1, 10)),
        # S36p: pending
        (None, None),
    ],
)
def test_an_appeal_about_a_year_whose_return_was_due_later_counts_from_the_later_day(
    ended: date | None, until: date | None
) -> None:
    books = BooksOfYear("2022-23", None, (Proceedings("gst_books", ended),), CHENNAI)
    assert of("gst_books", books).until == until
