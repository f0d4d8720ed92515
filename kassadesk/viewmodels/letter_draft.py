"""What a person writes when no form could be filled from Kassapos' answers: typed by hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from kassadesk.core.data_requests import (
    CorrectionDraft,
    DeletionDraft,
    DeletionScope,
    Evidence,
)
from kassadesk.core.filings import CopyDraft
from kassadesk.core.grievances import GrievanceCategory, GrievanceDraft
from kassadesk.core.intents import IntentKind, Wish

KINDS = (IntentKind.CORRECTION, IntentKind.DELETION, IntentKind.COPY, IntentKind.GRIEVANCE)
"""What can be written from nothing; what comes out of a form can be of any kind."""


@dataclass(slots=True)
class TypedLetter:
    """The fields of the letter page, as typed."""

    kind: IntentKind = IntentKind.CORRECTION
    label: str = ""
    before: str = ""
    after: str = ""
    text: str = ""
    """The complaint."""
    why: str = ""
    categories: frozenset[str] = frozenset()
    close_account: bool = False
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def missing(self) -> str:
        """What is missing (a code), "" for nothing: no_label, no_after, nothing_chosen, no_text."""
        if self.kind is IntentKind.CORRECTION:
            if not self.label.strip():
                return "no_label"
            return "" if self.after.strip() else "no_after"
        if self.kind is IntentKind.DELETION:
            return "" if self.categories or self.close_account else "nothing_chosen"
        if self.kind is IntentKind.GRIEVANCE:
            return "" if self.text.strip() else "no_text"
        return ""

    def wish(self, ids: tuple[str, str]) -> Wish:
        """What is asked. A correction by letter names the value in words: there is no field id."""
        why = self.why.strip()
        if self.kind is IntentKind.DELETION:
            scope = DeletionScope((), tuple(sorted(self.categories)), self.close_account)
            return DeletionDraft(*ids, scope, "", why)
        if self.kind is IntentKind.COPY:
            return CopyDraft(*ids, why=why)
        if self.kind is IntentKind.GRIEVANCE:
            return GrievanceDraft(*ids, GrievanceCategory.OTHER, self.text.strip())
        return CorrectionDraft(
            *ids,
            "",
            self.label.strip(),
            self.before.strip() or None,
            self.after.strip(),
            why,
            tuple(self.evidence),
        )
