"""Words for what the policy does not cover: the fact, and the question it makes."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from kassadesk.core.grievances import GrievanceCategory
from kassadesk.core.lens import day_in_words
from kassadesk.core.policy_facts import FactKind, PolicyFact

translate = QCoreApplication.translate
_SHARED = (
    FactKind.NOT_IN_POLICY,
    FactKind.RECIPIENT_UNKNOWN,
    FactKind.BACKUP_COUNTRY,
    FactKind.COUNTRY_UNKNOWN,
)


def fact_words(fact: PolicyFact) -> str:
    """The fact in one sentence."""
    kinds = FactKind
    days, promised = fact.numbers or (0, 0)
    return {
        kinds.NOTICE_SHORT: translate(
            "PolicyFact", "The next policy was told {days} days ahead; {promised} are promised."
        ),
        kinds.TEXT_CHANGED: translate(
            "PolicyFact",
            "The text of the policy of {what} is another one than this PC saw first.",
        ),
        kinds.NOT_TOLD: translate(
            "PolicyFact", "Changes that Kassapos did not list: section {what}."
        ),
        kinds.NOT_IN_POLICY: translate(
            "PolicyFact", "They get data, but the policy's list does not name them: {what}."
        ),
        kinds.RECIPIENT_UNKNOWN: translate(
            "PolicyFact", "Fields go to companies that Kassapos does not list: {what}."
        ),
        kinds.BACKUP_COUNTRY: translate(
            "PolicyFact", "In which country the backups lie is not stated: {what}."
        ),
        kinds.COUNTRY_UNKNOWN: translate("PolicyFact", "Country not stated: {what}."),
        kinds.NO_PURPOSE: translate("PolicyFact", "Held for no purpose the policy names: {what}."),
        kinds.KEPT_LONGER: translate("PolicyFact", "Kept longer than the policy says: {what}."),
        kinds.NO_END: translate("PolicyFact", "No end date is stated: {what}."),
    }[fact.kind].format(what=_subjects(fact), days=days, promised=promised)


def fact_clause(fact: PolicyFact) -> str:
    """Against which section it is held."""
    if not fact.clause:
        return translate("PolicyFact", "No section speaks of it")
    return translate("PolicyFact", "Policy section {0}").format(fact.clause)


def fact_question(fact: PolicyFact, version: str) -> str:
    """What a person would ask Kassapos about it."""
    kinds = FactKind
    ask = {
        kinds.NOTICE_SHORT: translate(
            "PolicyFact", "Please tell me why, and leave me the promised time before it counts."
        ),
        kinds.TEXT_CHANGED: translate(
            "PolicyFact", "Please tell me what was changed, when, and why I was not told."
        ),
        kinds.NOT_TOLD: translate("PolicyFact", "Please tell me what these changes mean for me."),
        kinds.NOT_IN_POLICY: translate(
            "PolicyFact", "Please tell me since when they get which of my data, and what for."
        ),
        kinds.RECIPIENT_UNKNOWN: translate(
            "PolicyFact", "Please tell me who they are, since when they get my data, and what for."
        ),
        kinds.BACKUP_COUNTRY: translate(
            "PolicyFact", "Please tell me in which country the copies of my data are kept."
        ),
        kinds.COUNTRY_UNKNOWN: translate(
            "PolicyFact", "Please tell me in which country they work with my data."
        ),
        kinds.NO_PURPOSE: translate(
            "PolicyFact", "Please tell me what you hold them for, or remove them."
        ),
        kinds.KEPT_LONGER: translate(
            "PolicyFact", "Please tell me why, or keep them no longer than the policy says."
        ),
        kinds.NO_END: translate("PolicyFact", "Please tell me until when you keep them."),
    }[fact.kind]
    about = translate("PolicyFact", "About your privacy policy of {date}, {clause}:").format(
        date=_day(version), clause=fact_clause(fact).casefold()
    )
    return f"{about}\n{fact_words(fact)}\n{ask}"


def fact_category(fact: PolicyFact) -> str:
    """Under which heading of complaints it is asked."""
    shared = fact.kind in _SHARED
    return (GrievanceCategory.DATA_SHARED if shared else GrievanceCategory.OTHER).value


def _subjects(fact: PolicyFact) -> str:
    if fact.kind in (FactKind.TEXT_CHANGED, FactKind.NOTICE_SHORT):
        return _day(fact.subjects[0])
    return "; ".join(fact.subjects)


def _day(version: str) -> str:
    """Versions are named by their day; another name stays as it is."""
    try:
        return day_in_words(date.fromisoformat(version))
    except ValueError:
        return version
