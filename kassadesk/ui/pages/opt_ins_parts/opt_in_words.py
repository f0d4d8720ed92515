"""Words for groups of purposes, locks and the history of a choice."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.lens import day_in_words
from kassadesk.core.opt_ins import ConsentEvent, Lock, OptIn
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
