"""Words for groups of purposes, locks and the history of a choice."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from kassadesk.core.intents import Intent
from kassadesk.core.lens import day_in_words, time_in_words
from kassadesk.core.opt_ins import ConsentEvent, Lock, OptIn, Propagation
from kassadesk.ui.texts import on_channel, who_word

translate = QCoreApplication.translate

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("alerts", ("low_stock", "daily_report")),
    ("news", ("product_updates", "offers")),
    ("analytics", ("usage_analytics", "website_analytics")),
    ("always", ("security_notices", "legal_notices")),
)
"""Groups of purposes, in the order shown. A purpose the server adds later goes to the last group
"other", so that nothing is hidden."""

CHANNELS = ("whatsapp", "sms", "email", "in_app")
"""The columns of the matrix."""


def group_name(group: str) -> str:
    """The head of a group of purposes."""
    return {
        "alerts": translate("OptInWords", "Shop alerts"),
        "news": translate("OptInWords", "News and offers"),
        "analytics": translate("OptInWords", "Analytics"),
        "always": translate("OptInWords", "Cannot be switched off"),
    }.get(group, translate("OptInWords", "Other"))


def choice_name(opt_in: OptIn) -> str:
    """A choice in words: "Offers on WhatsApp"."""
    return on_channel(opt_in.purpose, opt_in.channel)


def on_or_off(granted: bool) -> str:
    """On or Off."""
    return translate("OptInWords", "On") if granted else translate("OptInWords", "Off")


def label_name(label: str) -> str:
    """What kind of message it is, in the words of the rules for senders."""
    return {
        "promotional": translate("OptInWords", "Promotional"),
        "service": translate("OptInWords", "Service"),
        "transactional": translate("OptInWords", "Transactional"),
    }.get(label, label)


def since(opt_in: OptIn) -> str:
    """Since when a choice is as it is: "Off since 2 Jul 2026"."""
    day = day_in_words(opt_in.changed_at)
    if opt_in.granted:
        return translate("OptInWords", "On since {0}").format(day)
    return translate("OptInWords", "Off since {0}").format(day)


def lock_reason(lock: Lock) -> str:
    """The longer reason, with the rule Kassapos names."""
    why = {
        "browser": translate(
            "OptInWords",
            "The website counts visits with a cookie. Your browser decides about it: open its "
            "settings, look for cookies, and block or delete those of the Kassapos website.",
        ),
        "security": translate(
            "OptInWords",
            "These messages warn you when someone signs in or money is at risk. Without them an "
            "attack could go unseen, so they cannot be switched off.",
        ),
        "legal": translate(
            "OptInWords",
            "Kassapos must tell you these things by law or by your contract, so they cannot be "
            "switched off.",
        ),
    }.get(lock.reason, translate("OptInWords", "Kassapos gives no further reason."))
    if lock.rule:
        why += " " + translate("OptInWords", "Kassapos names: {0}.").format(lock.rule.rstrip("."))
    return why


def event_name(event: ConsentEvent) -> str:
    """What happened to a choice: "Switched off"."""
    return {
        "given": translate("OptInWords", "Switched on"),
        "refused": translate("OptInWords", "Not chosen"),
        "withdrawn": translate("OptInWords", "Switched off"),
        "renewed": translate("OptInWords", "Confirmed again"),
        "expired": translate("OptInWords", "Ended by itself"),
        "invalidated": translate("OptInWords", "Declared void"),
    }.get(event.state, event.state)


def actor_name(event: ConsentEvent, person: str) -> str:
    """Who did it: "Kavitha, owner"; `person` is the name as it may be shown, "" for none."""
    if not person:
        return who_word(event.actor)
    role = {
        "owner": translate("OptInWords", "owner"),
        "staff": translate("OptInWords", "staff"),
    }.get(event.actor, who_word(event.actor))
    return f"{person}, {role}"


def method_name(event: ConsentEvent) -> str:
    """How it was done; the server's own word where it is newer than this program."""
    return {
        "sign_up_form": translate("OptInWords", "In the sign-up form"),
        "app_settings": translate("OptInWords", "In the settings of the app"),
        "kassadesk": translate("OptInWords", "In KassaDesk"),
        "import": translate("OptInWords", "Taken over from an older system"),
    }.get(event.method, _sentence(event.method.replace("_", " ")))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def text_read(event: ConsentEvent) -> str:
    """Which policy text stood behind it, and in which language it was shown."""
    language = {
        "en": translate("OptInWords", "English"),
        "ta": translate("OptInWords", "Tamil"),
        "hi": translate("OptInWords", "Hindi"),
    }.get(event.language, event.language)
    text = policy_day(event.policy_version)
    return translate("OptInWords", "Policy of {0}, in {1}").format(text, language)


def policy_day(version: str) -> str:
    """A policy version by its day; the version itself when it is none."""
    try:
        return day_in_words(date.fromisoformat(version))
    except ValueError:
        return version


def in_effect(opt_in: OptIn) -> str:
    """When the change takes effect."""
    at = time_in_words(opt_in.effective_at)
    if opt_in.effective_at <= opt_in.changed_at:
        return translate("OptInWords", "At once, {0}").format(at)
    return translate("OptInWords", "From {0}").format(at)


def propagation_look(one: Propagation) -> tuple[str, str]:
    """Icon and tone of what a company knows."""
    return {
        "told": ("send", "text2"),
        "confirmed": ("circle-check", "ok"),
        "silent": ("triangle-alert", "warn"),
    }.get(one.state, ("circle-dot", "text2"))


def propagation_words(one: Propagation, company: str) -> str:
    """What one company knows of a choice: told, confirmed, silent."""
    at = time_in_words(one.at) if one.at is not None else ""
    if one.state == "told":
        return translate("OptInWords", "{0}: told {1}, has not confirmed it").format(company, at)
    if one.state == "confirmed":
        return translate("OptInWords", "{0}: confirmed {1}").format(company, at)
    if one.state == "silent":
        words = translate("OptInWords", "{0}: silent, Kassapos has no word that it knows")
        return words.format(company)
    return f"{company}: {one.state} {at}".strip()


def waiting_words(intent: Intent) -> str:
    """What happens to a choice that waits on this PC."""
    if intent.may_change:
        return translate(
            "OptInWords",
            "It is saved on this PC and goes by itself as soon as Kassapos can be reached. Until then "
            "what Kassapos holds stays in force.",
        )
    return translate(
        "OptInWords",
        "It was on its way when the line broke. Kassapos is asked first, so it is never changed twice.",
    )


def unasked_words(event: ConsentEvent) -> str:
    """The switch-on by which Kassapos may explain itself."""
    return translate(
        "OptInWords",
        "Kassapos' record says “{0}” on {1}, without a receipt and not by your shop. That does not lift "
        "your stop here.",
    ).format(method_name(event), day_in_words(event.happened_at))
