"""Words for a rule of keeping: who must keep what, how its end is counted, how sure that is.

"The law asks you to keep" and "Kassapos says it keeps" are never merged, and never more is said than
the sources say.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.laws import Confidence, Keeper, Period, Rule, Start, Unit
from kassadesk.core.lens import day_in_words

translate = QCoreApplication.translate


def rule_words(rule: Rule) -> str:
    """The law asks you to keep your books for 72 months from the day the annual return is due."""
    form = {
        (Keeper.YOU, "books"): translate(
            "Law", "The law asks you to keep your books for {period}."
        ),
        (Keeper.KASSAPOS, "business_data"): translate(
            "Law", "Kassapos says it keeps your data for {period}."
        ),
        (Keeper.KASSAPOS, "personal_data_and_logs"): translate(
            "Law", "The law asks Kassapos to keep data and logs for {period}."
        ),
    }.get((rule.keeper, rule.covers), translate("Law", "It is kept for {period}."))
    return form.format(period=period_words(rule.period))


def period_words(period: Period) -> str:
    """72 months from the day the annual return is due."""
    units = {
        Unit.YEARS: (translate("Law", "{n} year"), translate("Law", "{n} years")),
        Unit.MONTHS: (translate("Law", "{n} month"), translate("Law", "{n} months")),
        Unit.DAYS: (translate("Law", "{n} day"), translate("Law", "{n} days")),
    }[period.unit]
    number = units[period.number != 1].format(n=period.number)
    start = {
        Start.ANNUAL_RETURN_DUE: translate("Law", "the day the annual return is due"),
        Start.YEAR_END: translate("Law", "the end of the tax year"),
        Start.ACCOUNT_CLOSED: translate("Law", "the day the account is closed"),
        Start.PROCESSED: translate("Law", "the day they were processed"),
        Start.PROCEEDINGS_ENDED: translate("Law", "the end of the proceedings"),
    }[period.start]
    return translate("Law", "{number} from {start}").format(number=number, start=start)


def origin_words(rule: Rule) -> str:
    """In force from 1 Jul 2017. Looked up on 26 Nov 2026: the text itself was read."""
    sure = {
        Confidence.A: translate("Law", "the text itself was read"),
        Confidence.B: translate("Law", "several reports agree"),
        Confidence.C: translate("Law", "from one report only"),
    }[rule.origin.confidence]
    return translate("Law", "Counts from {date}. Looked up on {checked}: {sure}.").format(
        date=day_in_words(rule.effective_from),
        checked=day_in_words(rule.origin.checked_on),
        sure=sure,
    )
