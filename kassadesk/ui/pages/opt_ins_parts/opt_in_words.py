"""Words for purposes, channels, locks and the history of a choice."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.lens import day_in_words
from kassadesk.core.opt_ins import ConsentEvent, Lock, OptIn

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


def purpose_name(purpose: str) -> str:
    """The name of a purpose; the server's own word for one we do not know."""
    return {
        "low_stock": translate("OptInWords", "Low stock"),
        "daily_report": translate("OptInWords", "Daily report"),
        "product_updates": translate("OptInWords", "Product updates"),
        "offers": translate("OptInWords", "Offers"),
        "usage_analytics": translate("OptInWords", "How you use the app"),
        "website_analytics": translate("OptInWords", "Website visits"),
        "security_notices": translate("OptInWords", "Security notices"),
        "legal_notices": translate("OptInWords", "GST and legal notices"),
    }.get(purpose, purpose.replace("_", " ").capitalize())


def purpose_hint(purpose: str) -> str:
    """One line on what a purpose means; "" for one we do not know."""
    return {
        "low_stock": translate("OptInWords", "When an item falls below your limit"),
        "daily_report": translate("OptInWords", "Sales and cash summary in the evening"),
        "product_updates": translate("OptInWords", "New features in Kassapos"),
        "offers": translate("OptInWords", "Plans, discounts and partner offers"),
        "usage_analytics": translate("OptInWords", "Screens opened and features used"),
        "website_analytics": translate("OptInWords", "Google Analytics on the Kassapos website"),
        "security_notices": translate("OptInWords", "They protect your account and money"),
        "legal_notices": translate("OptInWords", "Kassapos must tell you by law or contract"),
    }.get(purpose, "")


def channel_name(channel: str) -> str:
    """The head of a channel's column."""
    return {
        "whatsapp": translate("OptInWords", "WhatsApp"),
        "sms": translate("OptInWords", "SMS"),
        "email": translate("OptInWords", "E-mail"),
        "in_app": translate("OptInWords", "In the app"),
    }.get(channel, channel)


def choice_name(opt_in: OptIn) -> str:
    """A choice in words: "Offers on WhatsApp"."""
    purpose = purpose_name(opt_in.purpose)
    pattern = {
        "whatsapp": translate("OptInWords", "{0} on WhatsApp"),
        "sms": translate("OptInWords", "{0} by SMS"),
        "email": translate("OptInWords", "{0} by e-mail"),
        "in_app": translate("OptInWords", "{0} in the app"),
        "none": "{0}",
    }.get(opt_in.channel, f"{{0}}, {opt_in.channel}")
    return pattern.format(purpose)


def on_or_off(granted: bool) -> str:
    """On or Off."""
    return translate("OptInWords", "On") if granted else translate("OptInWords", "Off")


def since(opt_in: OptIn) -> str:
    """Since when a choice is as it is: "Off since 2 Jul 2026"."""
    day = day_in_words(opt_in.changed_at)
    if opt_in.granted:
        return translate("OptInWords", "On since {0}").format(day)
    return translate("OptInWords", "Off since {0}").format(day)


def lock_words(lock: Lock) -> str:
    """Why a choice cannot be switched here, in one line."""
    return {
        "browser": translate("OptInWords", "Set in your browser, not here."),
        "security": translate("OptInWords", "Always on, by every channel Kassapos uses"),
        "legal": translate("OptInWords", "Always on, by every channel Kassapos uses"),
    }.get(lock.reason, translate("OptInWords", "Kassapos does not let you switch this here"))


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
    role = {
        "owner": translate("OptInWords", "owner"),
        "staff": translate("OptInWords", "staff"),
        "support": translate("OptInWords", "Kassapos support"),
        "system": translate("OptInWords", "the app itself"),
    }.get(event.actor, event.actor)
    return f"{person}, {role}" if person else role


def method_name(event: ConsentEvent) -> str:
    """How it was done; the server's own word where it is newer than this program."""
    return {
        "sign_up_form": translate("OptInWords", "In the sign-up form"),
        "app_settings": translate("OptInWords", "In the settings of the app"),
        "kassadesk": translate("OptInWords", "In KassaDesk"),
        "import": translate("OptInWords", "Taken over from an older system"),
    }.get(event.method, event.method.replace("_", " "))
