"""The words written into export files: names of sheets and columns, meanings, read-me lines.

They stand here and not with the window's texts because they are part of the file format: a file
made today must be found whole by every later version of the program, in every language of the
window, so its heads may not change with the reader's settings. Data only.
"""

from __future__ import annotations

from kassadesk.core.rows import Column, Kind, Resource

READ_ME = "Read me"
SUMMARY = "Summary"
MEANINGS = "Column meanings"
ALTERED = "Altered values"
FINGERPRINTS = "Fingerprints"
PROOF = "Proof"
OWN_PAGES = (READ_ME, SUMMARY, MEANINGS, ALTERED, FINGERPRINTS, PROOF)
"""Sheets that hold no rows of Kassapos."""

PRINTED_PAGES = (READ_ME, SUMMARY, MEANINGS, ALTERED, PROOF)
"""Those of them whose rows have fingerprints, so that an edit is seen."""

TITLES: dict[str, tuple[str, str]] = {
    # key of the column: head, meaning
    "field_id": ("Field id", "Name of the field in the system of Kassapos."),
    "category": ("Kind of data", "Which of the five kinds of data the field belongs to."),
    "label": ("Field", "What the field is called."),
    "value": ("Value", "What is held."),
    "value_kind": ("Kind of value", "What sort of value it is: a name, a phone number, a text."),
    "personal": ("Personal", "Whether the value tells about a person or the shop."),
    "source": ("Came from", "Where Kassapos says the value came from."),
    "purposes": ("Used for", "What Kassapos says it uses the value for."),
    "legal_basis": ("Legal basis", "The ground in law that Kassapos gives for holding it."),
    "kept": ("Kept until", "How long Kassapos says it keeps the value."),
    "recipients": ("Shared with", "Companies that get the value from Kassapos."),
    "changed_at": ("Changed on (IST)", "When it was last changed, Indian time."),
    "change_id": ("Change id", "Name of the change in the system of Kassapos."),
    "changed_by": ("Changed by", "Owner, staff, support of Kassapos, or the system itself."),
    "before": ("Before", "The value before the change."),
    "after": ("After", "The value after the change."),
    "reason": ("Reason", "The reason noted with the change."),
    "transaction_id": ("Transaction id", "Name of the bill in the system of Kassapos."),
    "billed_at": ("Billed at (IST)", "When the bill was made, Indian time."),
    "bill_number": ("Bill no.", "The number printed on the bill."),
    "outlet": ("Outlet", "The place of business that made the bill."),
    "kind": ("Kind", "A sale, or a refund of one."),
    "customer_name": ("Customer", "The customer's name as typed at the counter."),
    "customer_phone": ("Customer phone", "The customer's phone number as typed at the counter."),
    "customer_gstin": ("Customer GSTIN", "The customer's GST number, on bills to businesses."),
    "items": ("Items", "How many items are on the bill."),
    "hsn": ("HSN", "The code of the goods or services for GST."),
    "payment_mode": ("Paid by", "How it was paid: cash, upi, card or credit."),
    "payment_reference": ("Payment reference", "The number the bank or UPI app gave the payment."),
    "taxable_paise": ("Taxable value (₹)", "The amount GST is charged on, in rupees."),
    "gst_rate_bp": ("GST rate", "The rate of GST."),
    "gst_paise": ("GST (₹)", "The amount of GST, in rupees."),
    "total_paise": ("Total (₹)", "The amount of the bill, in rupees. Refunds are below zero."),
    "note": ("Note", "The note typed with the bill."),
    "event_id": ("Entry id", "Name of the entry in the system of Kassapos."),
    "happened_at": ("Happened at (IST)", "When it happened, Indian time."),
    "screen": ("Screen", "The screen of the billing app that was used."),
    "action": ("Action", "What was done there."),
    "app_version": ("App version", "The version of the billing app."),
    "device_id": ("Device id", "Name of the device in the system of Kassapos."),
    "error_code": ("Error code", "The code of the fault, if there was one."),
    "detail": ("Detail", "What else was recorded."),
    "first_seen": ("First seen (IST)", "When the device was first used, Indian time."),
    "last_seen": ("Last seen (IST)", "When the device was last used, Indian time."),
    "model": ("Model", "What the device says it is."),
    "system": ("System", "The operating system of the device."),
    "browser": ("Browser", "The browser, where one was used."),
    "ip_address": ("Internet address", "The internet address it was used from."),
    "used_by": ("Used by", "Who used the device."),
    "sign_in_id": ("Sign-in id", "Name of the sign-in in the system of Kassapos."),
    "person": ("Person", "Who signed in or tried to."),
    "place": ("Place", "The place guessed from the internet address."),
    "outcome": ("Outcome", "How it ended."),
    "message_id": ("Message id", "Name of the message in the system of Kassapos."),
    "sent_at": ("Sent at (IST)", "When the message was sent, Indian time."),
    "purpose": ("Purpose", "What the message was for."),
    "channel": ("Channel", "How it was sent: WhatsApp, SMS, e-mail or in the app."),
    "recipient": ("Sent to", "The number or address it was sent to."),
    "subject": ("Subject", "What the message was about."),
    "record_id": ("Consent record", "Name of the consent record in the system of Kassapos."),
    "opt_in_id": ("Choice", "The purpose and channel the choice is about."),
    "state": ("State", "Given, refused or withdrawn."),
    "actor": ("Who", "Owner, staff, support of Kassapos, or the system itself."),
    "actor_name": ("Name", "The name of who made the choice."),
    "method": ("How", "Where and how the choice was made."),
    "policy_version": ("Policy version", "The privacy policy in force at that time."),
    "language": ("Language", "The language the choice was shown in."),
    "receipt_number": ("Receipt", "The number of the receipt for the choice."),
}

_SPECIAL: dict[tuple[Resource, str], tuple[str, str]] = {
    (Resource.MESSAGES, "label"): ("Sort", "Advertising, service, or about a transaction."),
}

_HELD = ("Said in each row: Came from", "Said in each row: Used for", "")
ORIGINS: dict[Resource, tuple[str, str, str]] = {
    # where it comes from, what it is used for, the server's rule of how long it is kept
    Resource.FIELDS: _HELD,
    Resource.FIELD_CHANGES: ("Noted with each change", "Show who changed what", "policy_business"),
    Resource.TRANSACTIONS: (
        "The bills your shop made",
        "Billing; what GST and tax law ask",
        "policy_business",
    ),
    Resource.USAGE_EVENTS: (
        "Noted by the billing app by itself",
        "Making the app work and better",
        "policy_not_financial",
    ),
    Resource.DEVICES: (
        "Noted by the billing app by itself",
        "Safety of the account",
        "policy_not_financial",
    ),
    Resource.SIGN_INS: (
        "Noted at each sign-in",
        "Safety of the account",
        "policy_not_financial",
    ),
    Resource.MESSAGES: ("Noted with each message sent", "Proof of what was sent", ""),
    Resource.CONSENT_EVENTS: ("Noted with each choice", "Proof of your choices", ""),
}
_KEPT_BY_COLUMN = {(Resource.USAGE_EVENTS, "error_code"): "policy_error_logs"}
NOT_STATED = "Kassapos does not say"

KIND_WORDS: dict[Kind, str] = {
    Kind.TEXT: "Text",
    Kind.NAME: "Text",
    Kind.PHONE: "Text",
    Kind.EMAIL: "Text",
    Kind.ADDRESS: "Text",
    Kind.GSTIN: "Text",
    Kind.PAN: "Text",
    Kind.PIN: "Text",
    Kind.LICENCE: "Text",
    Kind.REFERENCE: "Text, exact, also where it looks like a number",
    Kind.IP_ADDRESS: "Text",
    Kind.MONEY: "Amount in rupees",
    Kind.COUNT: "Number",
    Kind.RATE: "Percentage",
    Kind.DAY: "Day",
    Kind.TIME: "Day and time in India (IST, UTC+05:30)",
    Kind.FLAG: "TRUE or FALSE",
    Kind.CHOICE: "Word of a fixed list",
}

REASONS: dict[str, str] = {
    "empty_text": "An empty text is held; the cell is left blank",
    "only_spaces": "The text is only spaces or line ends",
    "control_character": "The text has characters that a file cannot show; a sign stands for each",
    "too_long": "The text is longer than a cell holds; its beginning is shown",
    "too_many_digits": "The number has more than 15 digits; it is written as text",
    "date_before_1900": "The day is before March 1900; it is written as text",
    "date_out_of_range": "The day is outside the calendar; it is written as text",
    "part_of_a_second": "The time has parts of a second; it is shown without them",
    "formula_guard": "An apostrophe was put before the text so that no program takes it for a formula",
}


def title(resource: Resource, column: Column) -> str:
    """The head of a column."""
    return _SPECIAL.get((resource, column.key), TITLES[column.key])[0]


def keep_rule(resource: Resource, column: Column) -> str:
    """The id of the server's rule of how long a column is kept; "" when there is none."""
    return _KEPT_BY_COLUMN.get((resource, column.key), ORIGINS[resource][2])


def meaning(resource: Resource, column: Column) -> str:
    """What a column holds, in one plain line."""
    return _SPECIAL.get((resource, column.key), TITLES[column.key])[1]
