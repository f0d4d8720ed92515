"""Words of the shop's own world: kinds of data, choices, requests, who did it, how long."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from kassadesk.core.data_requests import DataRequest, RequestStatus, RequestType
from kassadesk.core.held import CategoryId, Retention
from kassadesk.core.lens import day_in_words


def category_title(category: CategoryId | str) -> str:
    """Name of a kind of data, as in the policy."""
    translate = QCoreApplication.translate
    return {
        "business": translate("Category", "Business information"),
        "contact": translate("Category", "Contact details"),
        "billing": translate("Category", "Billing data"),
        "usage": translate("Category", "Usage data"),
        "device": translate("Category", "Device information"),
    }.get(str(category), str(category))


def category_icon(category: CategoryId | str) -> str:
    """Icon of a kind of data."""
    return {
        "business": "building-2",
        "contact": "contact-round",
        "billing": "receipt-indian-rupee",
        "usage": "activity",
        "device": "monitor-smartphone",
    }.get(str(category), "table-2")


def category_unit(category: CategoryId | str, count: int) -> str:
    """What is counted in a kind of data: "fields", "transactions", "entries"."""
    translate = QCoreApplication.translate
    if str(category) in ("business", "contact"):
        return translate("Unit", "field") if count == 1 else translate("Unit", "fields")
    if str(category) == "billing":
        return translate("Unit", "transaction") if count == 1 else translate("Unit", "transactions")
    return translate("Unit", "entry") if count == 1 else translate("Unit", "entries")


def purpose_words(purpose: str) -> tuple[str, str]:
    """Name of an opt-in's purpose and one line on what it is."""
    translate = QCoreApplication.translate
    return {
        "low_stock": (
            translate("Purpose", "Low stock"),
            translate("Purpose", "When an item falls below your limit"),
        ),
        "daily_report": (
            translate("Purpose", "Daily report"),
            translate("Purpose", "Sales and cash summary of the day"),
        ),
        "product_updates": (
            translate("Purpose", "Product updates"),
            translate("Purpose", "New features in Kassapos"),
        ),
        "offers": (
            translate("Purpose", "Offers"),
            translate("Purpose", "Plans, discounts and partner offers"),
        ),
        "usage_analytics": (
            translate("Purpose", "How you use the app"),
            translate("Purpose", "Screens opened and features used"),
        ),
        "website_analytics": (
            translate("Purpose", "Website visits"),
            translate("Purpose", "Visit counts on the Kassapos website"),
        ),
        "security_notices": (
            translate("Purpose", "Security notices"),
            translate("Purpose", "They protect your account and money"),
        ),
        "legal_notices": (
            translate("Purpose", "GST and legal notices"),
            translate("Purpose", "Kassapos must tell you by law or contract"),
        ),
    }.get(purpose, (purpose.replace("_", " ").capitalize(), ""))


def channel_word(channel: str) -> str:
    """Name of a channel."""
    translate = QCoreApplication.translate
    return {
        "whatsapp": translate("Channel", "WhatsApp"),
        "sms": translate("Channel", "SMS"),
        "email": translate("Channel", "E-mail"),
        "in_app": translate("Channel", "In the app"),
        "none": "",
    }.get(channel, channel)


def on_channel(purpose: str, channel: str) -> str:
    """A choice as one name: "Offers on WhatsApp", "Daily report by SMS"."""
    translate = QCoreApplication.translate
    name = purpose_words(purpose)[0]
    if channel == "none":
        return name
    form = {
        "whatsapp": translate("Channel", "{0} on WhatsApp"),
        "sms": translate("Channel", "{0} by SMS"),
        "email": translate("Channel", "{0} by e-mail"),
        "in_app": translate("Channel", "{0} in the app"),
    }.get(channel)
    return form.format(name) if form else f"{name}, {channel}"


def lock_words(reason: str) -> str:
    """Why a choice cannot be switched here, by the lock's reason."""
    translate = QCoreApplication.translate
    return {
        "security": translate("Lock", "Always on, by every channel Kassapos uses"),
        "legal": translate("Lock", "Always on, by every channel Kassapos uses"),
        "browser": translate("Lock", "Set in your browser, not here."),
    }.get(reason, translate("Lock", "Cannot be changed here."))


def source_word(kind: str) -> str:
    """Where a value came from, by the source's kind; "" for a kind that is not known here."""
    translate = QCoreApplication.translate
    return {
        "registration": translate("Source", "You, when registering"),
        "settings": translate("Source", "You, in Settings"),
        "support": translate("Source", "Kassapos support"),
        "automatic": translate("Source", "Collected by itself"),
        "third_party": translate("Source", "Another company"),
    }.get(kind, "")


def who_word(who: str) -> str:
    """Who did something: owner, staff, support, system, you, kassapos."""
    translate = QCoreApplication.translate
    return {
        "owner": translate("Who", "you"),
        "you": translate("Who", "you"),
        "staff": translate("Who", "your staff"),
        "support": translate("Who", "Kassapos support"),
        "kassapos": translate("Who", "Kassapos"),
        "system": translate("Who", "Kassapos, by itself"),
    }.get(who, who)


def retention_words(retention: Retention) -> str:
    """How long Kassapos says it keeps a value: "7 years after you close"; "Not stated"."""
    translate = QCoreApplication.translate
    if retention.until is not None:
        return translate("Kept", "Until {0}").format(day_in_words(retention.until))
    if retention.value is None:
        return {
            "account_active": translate("Kept", "Until you close"),
            "account_closure": translate("Kept", "Until you close"),
            "you_delete_it": translate("Kept", "Until you delete it"),
        }.get(retention.start, translate("Kept", "Not stated"))
    length = _length(retention.value, retention.unit or "years")
    form = {
        "account_closure": translate("Kept", "{0} after you close"),
        "collection": translate("Kept", "{0} after it was collected"),
        "account_active": translate("Kept", "{0} while the account is open"),
        "you_delete_it": translate("Kept", "{0}, or until you delete it"),
    }.get(retention.start, "{0}")
    return form.format(length)


def _length(value: int, unit: str) -> str:
    translate = QCoreApplication.translate
    if unit == "days":
        form = translate("Kept", "{0} day") if value == 1 else translate("Kept", "{0} days")
    elif unit == "months":
        form = translate("Kept", "{0} month") if value == 1 else translate("Kept", "{0} months")
    else:
        form = translate("Kept", "{0} year") if value == 1 else translate("Kept", "{0} years")
    return form.format(value)


def legal_basis_word(basis: str) -> str:
    """On what ground a value is held."""
    translate = QCoreApplication.translate
    return {
        "contract": translate("Basis", "Needed for your account"),
        "consent": translate("Basis", "You agreed to it"),
        "legal_obligation": translate("Basis", "A law asks for it"),
    }.get(basis, translate("Basis", "Not stated"))


def days_left_words(days: int) -> str:
    """How far a day is: "25 days left", "today", "3 days late"."""
    translate = QCoreApplication.translate
    if days < -1:
        return translate("Days", "{0} days late").format(-days)
    if days == -1:
        return translate("Days", "1 day late")
    if days == 0:
        return translate("Days", "today")
    if days == 1:
        return translate("Days", "1 day left")
    return translate("Days", "{0} days left").format(days)


def long_day(day: date) -> str:
    """A day with its weekday: "Monday, 23 Nov 2026"."""
    translate = QCoreApplication.translate
    names = (
        translate("Day", "Monday"),
        translate("Day", "Tuesday"),
        translate("Day", "Wednesday"),
        translate("Day", "Thursday"),
        translate("Day", "Friday"),
        translate("Day", "Saturday"),
        translate("Day", "Sunday"),
    )
    return f"{names[day.weekday()]}, {day_in_words(day)}"


def request_state(request: DataRequest) -> str:
    """The pill of a request: its status, or your_turn, or partly_kept."""
    if request.your_turn:
        return "your_turn"
    if request.status is RequestStatus.FULFILLED and request.reason == "partial_legal_hold":
        return "partly_kept"
    return str(request.status)


def request_title(request_type: RequestType | str, subject: str) -> str:
    """What was asked, as one would say it: "Correct: Address", "Delete: Usage data"."""
    translate = QCoreApplication.translate
    form = {
        "access": translate("Request", "Show my data"),
        "access:categories": translate("Request", "Show who got my data"),
        "portability": translate("Request", "Give me a copy: {0}"),
        "correction": translate("Request", "Correct: {0}"),
        "deletion": translate("Request", "Delete: {0}"),
        "nomination": translate("Request", "Name someone for my rights"),
        "minor-report": translate("Request", "Report data of a child"),
    }.get(str(request_type))
    if form is None:
        return subject or str(request_type)
    return form.format(subject).removesuffix(": ").rstrip() if subject else form.split(":")[0]


def kind_word(kind: RequestType | str) -> str:
    """The kind of a request or complaint in a word, for the column of the list."""
    translate = QCoreApplication.translate
    return {
        "access": translate("Kind", "Copy"),
        "access:categories": translate("Kind", "Copy"),
        "portability": translate("Kind", "Copy"),
        "copy": translate("Kind", "Copy"),
        "correction": translate("Kind", "Correction"),
        "deletion": translate("Kind", "Deletion"),
        "nomination": translate("Kind", "Nomination"),
        "minor-report": translate("Kind", "Report"),
        "minor_report": translate("Kind", "Report"),
        "grievance": translate("Kind", "Complaint"),
        "withdrawal": translate("Kind", "Withdrawal"),
        "evidence": translate("Kind", "Documents"),
    }.get(str(kind), str(kind))


def request_icon(request_type: RequestType | str) -> str:
    """Icon of a kind of request."""
    return {
        "correction": "pencil",
        "deletion": "trash-2",
        "access": "eye",
        "access:categories": "eye",
        "portability": "download",
        "nomination": "handshake",
        "minor-report": "shield-check",
        "minor_report": "shield-check",
        "copy": "eye",
        "grievance": "megaphone",
    }.get(str(request_type), "inbox")
