"""Titles of columns and words of closed lists in tables."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kassadesk.core.rows import Column, Resource
from kassadesk.ui.words.shop import on_channel


def column_title(column: Column | str) -> str:
    """The head of a column, e.g. "Bill no."; every column of the contract has one."""
    key = column if isinstance(column, str) else column.key
    translate = QCoreApplication.translate
    titles = {
        "field_id": translate("Column", "Field code"),
        "category": translate("Column", "Kind of data"),
        "label": translate("Column", "Name"),
        "value": translate("Column", "Value"),
        "value_kind": translate("Column", "Kind of value"),
        "personal": translate("Column", "Personal"),
        "source": translate("Column", "Came from"),
        "purposes": translate("Column", "Why it is held"),
        "legal_basis": translate("Column", "Legal basis"),
        "kept": translate("Column", "Kept until"),
        "recipients": translate("Column", "Shared with"),
        "changed_at": translate("Column", "Changed"),
        "change_id": translate("Column", "Change no."),
        "changed_by": translate("Column", "Changed by"),
        "before": translate("Column", "Was"),
        "after": translate("Column", "Now"),
        "reason": translate("Column", "Reason"),
        "transaction_id": translate("Column", "Transaction"),
        "billed_at": translate("Column", "Date and time"),
        "bill_number": translate("Column", "Bill no."),
        "outlet": translate("Column", "Outlet"),
        "kind": translate("Column", "Sale or refund"),
        "customer_name": translate("Column", "Customer"),
        "customer_phone": translate("Column", "Customer mobile"),
        "customer_gstin": translate("Column", "Customer GSTIN"),
        "items": translate("Column", "Items"),
        "hsn": translate("Column", "HSN"),
        "payment_mode": translate("Column", "Paid by"),
        "payment_reference": translate("Column", "Payment reference"),
        "taxable_paise": translate("Column", "Taxable value"),
        "gst_rate_bp": translate("Column", "GST rate"),
        "gst_paise": translate("Column", "GST"),
        "total_paise": translate("Column", "Total"),
        "note": translate("Column", "Note"),
    }
    return titles.get(key) or _more_titles().get(key, key.replace("_", " "))


def _more_titles() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "event_id": translate("Column", "Entry"),
        "happened_at": translate("Column", "Date and time"),
        "screen": translate("Column", "Screen"),
        "action": translate("Column", "What was done"),
        "app_version": translate("Column", "App version"),
        "device_id": translate("Column", "Device"),
        "error_code": translate("Column", "Error"),
        "detail": translate("Column", "Detail"),
        "first_seen": translate("Column", "First seen"),
        "last_seen": translate("Column", "Last seen"),
        "model": translate("Column", "Model"),
        "system": translate("Column", "System"),
        "browser": translate("Column", "Browser"),
        "ip_address": translate("Column", "IP address"),
        "used_by": translate("Column", "Used by"),
        "sign_in_id": translate("Column", "Sign-in"),
        "person": translate("Column", "Person"),
        "place": translate("Column", "Place"),
        "outcome": translate("Column", "Outcome"),
        "message_id": translate("Column", "Message"),
        "sent_at": translate("Column", "Sent"),
        "purpose": translate("Column", "About"),
        "channel": translate("Column", "Channel"),
        "recipient": translate("Column", "Sent to"),
        "subject": translate("Column", "Subject"),
        "record_id": translate("Column", "Record"),
        "opt_in_id": translate("Column", "Choice"),
        "state": translate("Column", "State"),
        "actor": translate("Column", "Who"),
        "actor_name": translate("Column", "Name of who"),
        "method": translate("Column", "How"),
        "policy_version": translate("Column", "Policy of"),
        "language": translate("Column", "Language"),
        "receipt_number": translate("Column", "Receipt"),
    }


def table_title(resource: Resource) -> str:
    """What a table is called."""
    translate = QCoreApplication.translate
    return {
        Resource.FIELDS: translate("Table", "Fields"),
        Resource.FIELD_CHANGES: translate("Table", "Changes of fields"),
        Resource.TRANSACTIONS: translate("Table", "Billing data"),
        Resource.USAGE_EVENTS: translate("Table", "Usage data"),
        Resource.DEVICES: translate("Table", "Devices"),
        Resource.SIGN_INS: translate("Table", "Sign-ins"),
        Resource.MESSAGES: translate("Table", "Messages sent to you"),
        Resource.CONSENT_EVENTS: translate("Table", "Record of your choices"),
    }[resource]


def rows_word(resource: Resource, count: int) -> str:
    """What one calls the rows of a table, as it goes with a count: "transactions"."""
    translate = QCoreApplication.translate
    if resource is Resource.TRANSACTIONS:
        one, many = translate("Rows", "transaction"), translate("Rows", "transactions")
    elif resource is Resource.FIELDS:
        one, many = translate("Rows", "field"), translate("Rows", "fields")
    elif resource is Resource.DEVICES:
        one, many = translate("Rows", "device"), translate("Rows", "devices")
    elif resource is Resource.MESSAGES:
        one, many = translate("Rows", "message"), translate("Rows", "messages")
    else:
        one, many = translate("Rows", "entry"), translate("Rows", "entries")
    return one if count == 1 else many


def choice_word(column: Column | str, word: str) -> str:
    """The word of a closed list as it is read: "upi" is "UPI"; an unknown word is made readable."""
    key = column if isinstance(column, str) else column.key
    if key == "opt_in_id":
        purpose, _, channel = word.partition(".")
        return on_channel(purpose, channel or "none")
    known = {**_choices(), **_choices_of_people()}
    return known.get(f"{key}.{word}") or known.get(word) or word.replace("_", " ").capitalize()


def _choices() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "cash": translate("Choice", "Cash"),
        "upi": translate("Choice", "UPI"),
        "card": translate("Choice", "Card"),
        "credit": translate("Choice", "Credit"),
        "sale": translate("Choice", "Sale"),
        "refund": translate("Choice", "Refund"),
        "gstin": translate("Choice", "GSTIN"),
        "pan": translate("Choice", "PAN"),
        "pin": translate("Choice", "PIN code"),
        "whatsapp": translate("Choice", "WhatsApp"),
        "sms": translate("Choice", "SMS"),
        "email": translate("Choice", "E-mail"),
        "in_app": translate("Choice", "In the app"),
        "none": translate("Choice", "No channel"),
        "success": translate("Choice", "Worked"),
        "failed": translate("Choice", "Failed"),
        "delivered": translate("Choice", "Delivered"),
        "sent": translate("Choice", "Sent"),
        "given": translate("Choice", "Switched on"),
        "refused": translate("Choice", "Refused"),
        "withdrawn": translate("Choice", "Switched off"),
        "renewed": translate("Choice", "Confirmed again"),
        "expired": translate("Choice", "Ended by time"),
        "invalidated": translate("Choice", "Declared void"),
        "promotional": translate("Choice", "Advertising"),
        "service": translate("Choice", "Service"),
        "transactional": translate("Choice", "About your account"),
        "en": translate("Choice", "English"),
        "ta": translate("Choice", "Tamil"),
        "hi": translate("Choice", "Hindi"),
    }


def _choices_of_people() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "owner": translate("Choice", "Owner"),
        "staff": translate("Choice", "Staff"),
        "support": translate("Choice", "Kassapos support"),
        "system": translate("Choice", "Kassapos, by itself"),
        "you": translate("Choice", "You"),
        "kassapos": translate("Choice", "Kassapos"),
        "category.business": translate("Choice", "Business information"),
        "category.contact": translate("Choice", "Contact details"),
        "category.billing": translate("Choice", "Billing data"),
        "category.usage": translate("Choice", "Usage data"),
        "category.device": translate("Choice", "Device information"),
        "purpose.low_stock": translate("Choice", "Low stock"),
        "purpose.daily_report": translate("Choice", "Daily report"),
        "purpose.product_updates": translate("Choice", "Product updates"),
        "purpose.offers": translate("Choice", "Offers"),
        "purpose.usage_analytics": translate("Choice", "How you use the app"),
        "purpose.website_analytics": translate("Choice", "Website visits"),
        "purpose.security_notices": translate("Choice", "Security notices"),
        "purpose.legal_notices": translate("Choice", "GST and legal notices"),
    }
