"""What is chosen and typed in a correction so far, and the request it makes."""

from __future__ import annotations

from dataclasses import dataclass, field

from kassadesk.core.data_requests import Correction, CorrectionDraft, Evidence
from kassadesk.core.held import HeldField
from kassadesk.core.rows import Kind


@dataclass(slots=True)
class TypedCorrection:
    """What the person has chosen and typed so far."""

    field_id: str = ""
    after: str = ""
    why: str = ""
    evidence: list[Evidence] = field(default_factory=list)
    also: list[Correction] = field(default_factory=list)
    """Fields that are finished and go in the same request."""

    @property
    def touched(self) -> bool:
        """True when leaving would lose something."""
        return bool(self.after or self.why or self.evidence or self.also)


def correction_of(
    ids: tuple[str, str], typed: TypedCorrection, held: HeldField | None, after: str
) -> CorrectionDraft:
    """The finished fields and the open one as one request; `after` is the open one's new value."""
    label, before = (held.label, held.value) if held else ("", None)
    open_one = Correction(typed.field_id, label, before, after)
    changes = [*typed.also, *([open_one] if typed.field_id or not typed.also else [])]
    first, *also = changes
    return CorrectionDraft(
        *ids,
        first.field_id,
        first.label,
        first.before,
        first.after,
        typed.why.strip(),
        tuple(typed.evidence),
        tuple(also),
    )


def other_pan(fields: tuple[HeldField, ...], held: HeldField) -> str | None:
    """The PAN inside another GSTIN of this shop, to compare with; None when there is none."""
    if held.kind is not Kind.GSTIN:
        return None
    others = (f.value for f in fields if f.kind is Kind.GSTIN and f is not held)
    return next((value[2:12] for value in others if value and len(value) == 15), None)
