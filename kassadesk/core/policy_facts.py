"""The policy held against the data: what Kassapos does that its own words do not cover.

Facts, not verdicts: each names the clause it is held against, or says that there is none, and can be
asked about. Pure reckoning over what was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kassadesk.core.clock import indian_day
from kassadesk.core.held import HeldField, Retention
from kassadesk.core.laws import Keeper, Origin, Period, Rule, Start, Unit
from kassadesk.core.policy import Clause, KeptPolicy, PolicyVersion, Processor, text_digest

_MONTHS = {Unit.YEARS: 12, Unit.MONTHS: 1}
_UNITS = {"years": 12, "months": 1}
_BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class PolicySections:
    """The numbers of the sections that speak of these things."""

    uses: str
    places: str
    sharing: str
    cookies: str


@dataclass(frozen=True, slots=True)
class PolicyPromises:
    """What Kassapos says of changes to its policy, and where it speaks of what."""

    notice_days: int
    """So many days before a change it tells."""
    notice_text: str
    notice_origin: Origin
    sections: PolicySections


class FactKind(StrEnum):
    """What was found."""

    NOTICE_SHORT = "notice_short"
    """Told later than promised."""
    TEXT_CHANGED = "text_changed"
    """The text of a version is another one than was first seen."""
    NOT_TOLD = "not_told"
    """Clauses change that Kassapos' own list of changes does not speak of."""
    NOT_IN_POLICY = "not_in_policy"
    """Companies get data and the policy does not name them as such."""
    RECIPIENT_UNKNOWN = "recipient_unknown"
    """Fields go to a company that is not in the list of companies."""
    BACKUP_COUNTRY = "backup_country"
    """Where the backups lie is not stated."""
    COUNTRY_UNKNOWN = "country_unknown"
    """In which country companies work with the data is not stated."""
    NO_PURPOSE = "no_purpose"
    """Fields whose purpose no section names."""
    KEPT_LONGER = "kept_longer"
    """Fields kept longer than the policy says."""
    NO_END = "no_end"
    """Fields without any stated end."""


@dataclass(frozen=True, slots=True)
class PolicyFact:
    """One thing found."""

    kind: FactKind
    subjects: tuple[str, ...]
    """Names of companies, labels of fields, numbers of clauses or a version; never a value."""
    clause: str
    """The section it is held against; "" when no section speaks of it."""
    numbers: tuple[int, ...] = ()
    """NOTICE_SHORT: days told before, days promised."""


def notice_days(version: PolicyVersion) -> int | None:
    """How many days before it takes effect a version was told; None when Kassapos does not say."""
    if version.told_at is None:
        return None
    return (version.effective_on - indian_day(version.told_at)).days


def facts_of_policy(
    following: PolicyVersion | None,
    kept: Iterable[KeptPolicy],
    promises: PolicyPromises,
    changed: Iterable[Clause],
) -> tuple[PolicyFact, ...]:
    """What the texts themselves show. `changed`: the clauses of the next text that differ."""
    kinds = FactKind
    found: list[PolicyFact] = []
    days = notice_days(following) if following else None
    section = _section_of(promises.notice_origin.citation)
    if following is not None and days is not None and days < promises.notice_days:
        numbers = (days, promises.notice_days)
        found.append(PolicyFact(kinds.NOTICE_SHORT, (following.version,), section, numbers))
    seen: dict[str, str] = {}
    for one in kept:
        digest = text_digest(one.policy.clauses)
        if seen.setdefault(one.policy.version, digest) != digest:
            found.append(PolicyFact(kinds.TEXT_CHANGED, (one.policy.version,), section))
    if following is not None and following.changes:
        told = {one.clause_id for one in following.changes}
        silent = tuple(one.number for one in changed if one.clause_id not in told)
        if silent:
            found.append(PolicyFact(kinds.NOT_TOLD, tuple(dict.fromkeys(silent)), section))
    return tuple(found)


def facts_of_data(
    processors: Iterable[Processor],
    fields: Iterable[HeldField],
    closure: Rule,
    where: PolicySections,
) -> tuple[PolicyFact, ...]:
    """Where data and policy part. `closure`: the policy's own rule of how long business data stays."""
    processors, fields = tuple(processors), tuple(fields)
    kinds = FactKind
    known = {one.processor_id for one in processors}
    strangers = [
        one.name for field in fields for one in field.recipients if one.processor_id not in known
    ]
    unnamed = [one.name for one in processors if one.named_in_policy != "named"]
    backups = [one.name for one in processors if _unstated(one) and _is_backup(one)]
    nowhere = [one.name for one in processors if _unstated(one) and not _is_backup(one)]
    section = _section_of(closure.origin.citation)
    longer = [one.label for one in fields if _longer(one.retention, closure.period)]
    endless = [one.label for one in fields if one.retention.start == "not_stated"]
    found = [
        (kinds.NOT_IN_POLICY, unnamed, where.sharing),
        (kinds.RECIPIENT_UNKNOWN, strangers, where.sharing),
        (kinds.BACKUP_COUNTRY, backups, where.places),
        (kinds.COUNTRY_UNKNOWN, nowhere, where.sharing),
        (kinds.NO_PURPOSE, [one.label for one in fields if one.unexplained], where.uses),
        (kinds.KEPT_LONGER, longer, section),
        (kinds.NO_END, endless, section),
    ]
    return tuple(
        PolicyFact(kind, tuple(dict.fromkeys(subjects)), clause)
        for kind, subjects, clause in found
        if subjects
    )


def _unstated(processor: Processor) -> bool:
    return processor.country is None or not processor.country.strip()


def _is_backup(processor: Processor) -> bool:
    return _BACKUP in processor.purpose.casefold()


def _longer(retention: Retention, policy: Period) -> bool:
    """True when what is said of a field goes beyond the policy's period after closure."""
    months = _UNITS.get(retention.unit or "")
    same_start = retention.start == "account_closure" and policy.start is Start.ACCOUNT_CLOSED
    if not same_start or months is None or retention.value is None:
        return False
    return retention.value * months > policy.number * _MONTHS.get(policy.unit, 0)


def _section_of(citation: str) -> str:
    """The number at the end of a citation."""
    return citation.rsplit(" ", 1)[-1]


def stated_rule(rules: Iterable[Rule], day: date) -> Rule | None:
    """What Kassapos says of keeping after closure, in force on a day."""
    return next(
        (
            rule
            for rule in rules
            if rule.keeper is Keeper.KASSAPOS
            and rule.covers == "business_data"
            and rule.effective_from <= day
        ),
        None,
    )
