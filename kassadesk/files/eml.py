"""A letter as a mail file that mail programs open for sending, and as a mailto: address."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from urllib.parse import quote

from kassadesk.core.clock import IST
from kassadesk.core.letters import Letter

LONGEST_MAILTO = 1900
"""Windows hands a program at most 2,048 characters of an address; some mail programs stop earlier."""


def eml_bytes(letter: Letter, written_at: datetime) -> bytes:
    """The mail: CRLF line ends, UTF-8 text, documents byte for byte. No From: the mail program knows.

    `X-Unsent: 1` makes Outlook and its like open it as a draft with a Send button.
    """
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    mail["To"] = letter.to.email
    mail["Subject"] = one_line(letter.subject)
    mail["Date"] = formatdate(written_at.astimezone(IST).timestamp(), localtime=False)
    mail["Content-Language"] = letter.language
    mail.set_content(letter.text, charset="utf-8", cte="base64")
    for document in letter.attachments:
        main, _, sub = document.media_type.partition("/")
        mail.add_attachment(document.content, main, sub, filename=one_line(document.name))
    return mail.as_bytes()


def mailto(letter: Letter) -> str:
    """The address that opens a mail program with the letter in it; "" when it does not fit one:
    too long, or with documents, which no such address can carry."""
    if letter.attachments:
        return ""
    subject, body = quote(one_line(letter.subject)), quote(letter.text.replace("\n", "\r\n"))
    address = f"mailto:{quote(letter.to.email, safe='@')}?subject={subject}&body={body}"
    return address if len(address) <= LONGEST_MAILTO else ""


def one_line(text: str) -> str:
    """The text without line breaks and controls, which would begin another header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
