"""What the Policy page shows, read in one go, and what is reckoned from it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kassadesk.core.clock import indian_day
from kassadesk.core.errors import KassaError
from kassadesk.core.held import HeldField
from kassadesk.core.opt_ins import OptIn
from kassadesk.core.policy import (
    Clause,
    Contact,
    KeptPolicy,
    PolicyVersion,
    Processor,
    RetentionRule,
    ServerNotice,
)
from kassadesk.core.policy_choices import TouchedChoices, touched_choices
from kassadesk.core.policy_diff import ClauseChange, changes_between
from kassadesk.core.policy_facts import (
    PolicyFact,
    facts_of_data,
    facts_of_policy,
    stated_rule,
)

if TYPE_CHECKING:
    from kassadesk.services.policies import PoliciesService
    from kassadesk.services.records import RecordsService

NO_CONTACT = Contact("", "", "", "")


@dataclass(frozen=True, slots=True)
class PolicyPicture:
    """Everything the page shows, read in one go so that its parts agree."""

    in_force: PolicyVersion | None
    """With its clauses."""
    next: PolicyVersion | None
    """With clauses and changes; None when no next version is published."""
    past: tuple[PolicyVersion, ...]
    """Newest first."""
    processors: tuple[Processor, ...] = ()
    retention_rules: tuple[RetentionRule, ...] = ()
    notices: tuple[ServerNotice, ...] = ()
    """Newest first."""
    contact: Contact = NO_CONTACT
    fields: tuple[HeldField, ...] = ()
    """Of the shop: to say which of them a company gets."""
    found: tuple[ClauseChange, ...] = ()
    """What this PC finds changed between the two texts."""
    facts: tuple[PolicyFact, ...] = ()
    choices: tuple[OptIn, ...] = ()
    touched: tuple[TouchedChoices, ...] = ()
    cookies: Clause | None = None
    """What the policy in force says of cookies."""
    from_this_pc: bool = False
    """True when Kassapos could not be read: the texts alone, as this PC keeps them."""


def read_picture(
    policies: PoliciesService,
    records: RecordsService,
    choices_of: Callable[[], tuple[OptIn, ...]] | None,
    today: date,
) -> PolicyPicture:
    """The whole picture. Blocking; raises KassaError."""
    versions = policies.versions()
    in_force = next((one for one in versions if one.state == "in_force"), None)
    following = next((one for one in versions if one.state == "next"), None)
    past = [one for one in versions if one.state == "past"]
    past.sort(key=lambda one: one.effective_on, reverse=True)
    in_force = policies.version(in_force.version) if in_force else None
    following = policies.version(following.version) if following else None
    policies.keep_past(past)
    processors, fields = policies.processors(), records.shop_fields()
    choices = choices_of() if choices_of is not None else ()
    found = differences(in_force, following, processors)
    return PolicyPicture(
        in_force=in_force,
        next=following,
        past=tuple(past),
        processors=processors,
        retention_rules=policies.retention_rules(),
        notices=policies.notices(),
        contact=records.contact(),
        fields=fields,
        found=found,
        facts=_facts(following, policies.kept(), found, processors, fields, today),
        choices=choices,
        touched=touched_choices(found, choices),
        cookies=_cookies(in_force),
    )


def kept_picture(kept: tuple[KeptPolicy, ...], today: date) -> PolicyPicture | None:
    """The texts this PC keeps, as they count today; None when it keeps none."""
    newest = {one.policy.version: one.policy for one in kept}
    texts = sorted(newest.values(), key=lambda one: one.effective_on)
    started = [one for one in texts if one.effective_on <= today]
    coming = [one for one in texts if one.effective_on > today]
    if not texts:
        return None
    in_force = started[-1] if started else None
    following = coming[0] if coming else None
    return PolicyPicture(
        in_force=in_force,
        next=following,
        past=tuple(reversed(started[:-1])),
        found=differences(in_force, following, ()),
        cookies=_cookies(in_force),
        from_this_pc=True,
    )


def differences(
    before: PolicyVersion | None, after: PolicyVersion | None, processors: tuple[Processor, ...]
) -> tuple[ClauseChange, ...]:
    """What changes between two texts; nothing where one is not there."""
    if before is None or after is None:
        return ()
    return changes_between(before.clauses, after.clauses, [one.name for one in processors])


def _facts(
    following: PolicyVersion | None,
    kept: tuple[KeptPolicy, ...],
    found: tuple[ClauseChange, ...],
    processors: tuple[Processor, ...],
    fields: tuple[HeldField, ...],
    today: date,
) -> tuple[PolicyFact, ...]:
    from kassadesk.services.laws import legal_data
    from kassadesk.services.policy_promises import policy_promises

    promises = policy_promises()
    changed = [clause for one in found if (clause := one.after or one.before) is not None]
    facts = facts_of_policy(following, kept, promises, changed)
    closure = stated_rule(legal_data().rules, today)
    if closure is not None:
        facts += facts_of_data(processors, fields, closure, promises.sections)
    return facts


def _cookies(version: PolicyVersion | None) -> Clause | None:
    from kassadesk.services.policy_promises import policy_promises

    number = policy_promises().sections.cookies
    clauses = version.clauses if version else ()
    named = [one for one in clauses if "cookie" in one.title.casefold()]
    return next(iter(named or [one for one in clauses if one.number == number]), None)


def readable(policies: PoliciesService, version: str) -> PolicyVersion:
    """One text: from Kassapos, or, when it cannot be read, as this PC keeps it. Raises KassaError."""
    try:
        return policies.version(version)
    except KassaError:
        with suppress(StopIteration):
            kept = reversed(policies.kept())
            return next(one.policy for one in kept if one.policy.version == version)
        raise


def seen_on(kept: tuple[KeptPolicy, ...], version: str) -> date | None:
    """The day this PC first saw a version; None when it keeps no text of it."""
    days = [indian_day(one.first_seen) for one in kept if one.policy.version == version]
    return min(days, default=None)
