"""What is chosen and typed in a small form, and the wish it makes; and the way back."""

from __future__ import annotations

from dataclasses import dataclass

from kassadesk.core.data_requests import Evidence
from kassadesk.core.filings import CopyDraft, MinorReportDraft, NominationDraft, Nominee
from kassadesk.core.grievances import GrievanceCategory, GrievanceDraft
from kassadesk.core.intents import IntentKind, Wish
from kassadesk.core.rows import Kind


@dataclass(frozen=True, slots=True)
class Typed:
    """What is chosen and typed so far; each form uses its own part."""

    why: str = ""
    copy_of: str = "all"
    """all, some, or portable."""
    categories: tuple[str, ...] = ()
    category: str = ""
    """Of a complaint; "" for none chosen."""
    about_request: str = ""
    text: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    relation: str = ""
    minor_about: str = ""
    how_noticed: str = ""


EMPTY = Typed()


def wish_of(
    kind: IntentKind, ids: tuple[str, str], typed: Typed, evidence: tuple[Evidence, ...]
) -> Wish:
    """What the open form asks for. KeyError for a kind that has another form."""
    why = typed.why.strip()
    if kind is IntentKind.COPY:
        some = typed.categories if typed.copy_of == "some" else ()
        return CopyDraft(*ids, some, typed.copy_of == "portable", why)
    if kind is IntentKind.GRIEVANCE:
        category = GrievanceCategory(typed.category or GrievanceCategory.OTHER)
        about = typed.about_request or None
        return GrievanceDraft(*ids, category, typed.text.strip(), about, evidence)
    if kind is IntentKind.NOMINATION:
        return NominationDraft(*ids, _nominee(typed), why)
    if kind is IntentKind.MINOR_REPORT:
        return MinorReportDraft(*ids, typed.minor_about.strip(), typed.how_noticed.strip())
    raise KeyError(kind)


def _nominee(typed: Typed) -> Nominee:
    from kassadesk.services.field_checks import check

    phone, email = typed.phone.strip(), typed.email.strip()
    return Nominee(
        name=typed.name.strip(),
        phone=check(Kind.PHONE, phone).normal if phone else None,
        email=check(Kind.EMAIL, email).normal if email else None,
        relation=typed.relation.strip(),
    )


def typed_of(wish: Wish) -> Typed | None:
    """What stands in the form for a wish; None for one that has another form."""
    match wish:
        case CopyDraft():
            copy_of = "portable" if wish.portable else "some" if wish.categories else "all"
            return Typed(why=wish.why, copy_of=copy_of, categories=wish.categories)
        case GrievanceDraft():
            about = wish.about_request or ""
            return Typed(category=str(wish.category), about_request=about, text=wish.text)
        case NominationDraft():
            who = wish.nominee
            return Typed(
                why=wish.why,
                name=who.name,
                phone=who.phone or "",
                email=who.email or "",
                relation=who.relation,
            )
        case MinorReportDraft():
            return Typed(minor_about=wish.about, how_noticed=wish.how_noticed)
        case _:
            return None
