"""Words for what is told of one held field: where it came from, why, until when, with whom.

Where the server's code is known it gets our words, which can be translated; else Kassapos' own text.
What Kassapos does not tell is said in words, never with a dash.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.held import Deletability, FieldChange, HeldField, Retention, Source
from kassadesk.core.lens import day_in_words
from kassadesk.ui.texts import retention_words, source_word, undeletable_words, who_word

translate = QCoreApplication.translate


def came_from(source: Source) -> str:
    """Where a value came from: "You, when registering"."""
    return source_word(source.kind) or source.text or translate("FieldWords", "Not stated")


def why_held(field: HeldField) -> str:
    """The reasons Kassapos gives, or that the policy gives none."""
    if field.unexplained:
        return translate("FieldWords", "Not in the policy")
    return "; ".join(purpose.text for purpose in field.purposes if purpose.policy_section)


def why_held_in_full(field: HeldField) -> str:
    """The reasons with the policy section that states each."""
    if not field.purposes:
        return translate("FieldWords", "Kassapos gives no reason, and its policy names none.")
    sections: dict[str | None, list[str]] = {}
    for purpose in field.purposes:
        sections.setdefault(purpose.policy_section, []).append(purpose.text)
    lines = []
    for section, texts in sections.items():
        where = translate("FieldWords", "not in the policy")
        if section:
            where = translate("FieldWords", "policy section {0}").format(section)
        lines.append(f"{'; '.join(texts)} ({where})")
    return "\n".join(lines)


def kept_in_full(retention: Retention) -> str:
    """How long, and where Kassapos says so."""
    if not stated(retention):
        return translate("FieldWords", "Not stated. Kassapos has not given an end date.")
    words = retention_words(retention)
    return f"{words} ({retention.citation})" if retention.citation else words


def stated(retention: Retention) -> bool:
    """True when Kassapos gives any end at all."""
    given = retention.until is not None or retention.value is not None
    return given or retention.start in ("you_delete_it", "account_active", "account_closure")


def shared_with(field: HeldField, *, places: bool = False) -> str:
    """The companies that get a value, with the stated place when asked; "Nobody named" for none."""
    if not field.recipients:
        return translate("FieldWords", "Nobody named")
    if not places:
        return ", ".join(one.name for one in field.recipients)
    unknown = translate("FieldWords", "place not stated")
    return ", ".join(f"{one.name} ({one.country or unknown})" for one in field.recipients)


def why_not_deletable(deletable: Deletability) -> str:
    """Why one cannot ask to delete a field now, until when, and which rule Kassapos names."""
    no = translate("FieldWords", "Cannot be deleted now.")
    parts = [no, undeletable_words(deletable.reason)]
    if deletable.until is not None:
        day = day_in_words(deletable.until)
        parts.append(translate("FieldWords", "Kept until {0}.").format(day))
    if deletable.rule:
        parts.append(
            translate("FieldWords", "Kassapos names: {0}.").format(deletable.rule.rstrip("."))
        )
    return " ".join(parts)


def why_not_correctable() -> str:
    """Why one cannot ask to correct a field."""
    return translate(
        "FieldWords",
        "Cannot be corrected here. Kassapos records it by itself; you can ask to delete it.",
    )


def changed_how(change: FieldChange, person: str) -> str:
    """Who made a change: "Changed by Kassapos support"; `person` is the name as it may be shown."""
    who = person or who_word(change.changed_by)
    if change.kind == "created":
        return translate("FieldWords", "First recorded by {0}").format(who)
    return translate("FieldWords", "Changed by {0}").format(who)
