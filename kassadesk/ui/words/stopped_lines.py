"""A complaint about messages that came after a stop: its words, and the list that goes with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from kassadesk.core.lens import time_in_words
from kassadesk.core.papers import LineRole, PaperText
from kassadesk.core.stopped_messages import AfterStop
from kassadesk.ui.words.shop import channel_word, on_channel

FEW = 12
"""Messages named in the words; the list that is attached has all."""


def complaint_words(found: Sequence[AfterStop]) -> str:
    """What stands in the form; the person may change every word of it."""
    translate = QCoreApplication.translate
    first = translate(
        "Stopped", "I switched these messages off, and {0} came all the same:"
    ).format(len(found))
    lines = [f"- {_line(one)}" for one in found[:FEW]]
    if len(found) > FEW:
        lines.append(translate("Stopped", "- and {0} more, see the list").format(len(found) - FEW))
    last = translate(
        "Stopped",
        "Please stop them now, tell me why they were sent and who sent them, and confirm it in writing. "
        "The list with the number of each message is attached, and the receipt of each choice.",
    )
    return "\n".join((first, *lines, last))


def stopped_texts(found: Sequence[AfterStop]) -> tuple[PaperText, ...]:
    """The list as a paper, newest first."""
    translate = QCoreApplication.translate
    texts = [
        PaperText(translate("Stopped", "Messages that came after a stop"), LineRole.TITLE),
        PaperText(translate("Stopped", "From the message log Kassapos shares, Indian time.")),
    ]
    for one in found:
        texts.append(PaperText(_line(one), LineRole.PART))
        number = translate("Stopped", "Message {0}").format(one.message.message_id)
        texts.append(PaperText(f"{number}. {_stop(one)}", LineRole.SMALL))
        if one.unasked is not None:
            texts.append(PaperText(_unasked(one), LineRole.SMALL))
    return tuple(texts)


def _line(one: AfterStop) -> str:
    message = one.message
    when, how = time_in_words(message.sent_at), channel_word(message.channel)
    return f"{when}, {how}: {message.subject}"


def _stop(one: AfterStop) -> str:
    translate = QCoreApplication.translate
    name = on_channel(one.message.purpose, one.message.channel)
    since = time_in_words(one.stop.happened_at)
    receipt = one.stop.receipt_number
    if receipt is None:
        return translate("Stopped", "{0}: off since {1}, without a receipt").format(name, since)
    return translate("Stopped", "{0}: off since {1}, receipt {2}").format(name, since, receipt)


def _unasked(one: AfterStop) -> str:
    assert one.unasked is not None
    return QCoreApplication.translate(
        "Stopped",
        "Kassapos' record has it switched on {0}, without a receipt and not by the shop",
    ).format(time_in_words(one.unasked.happened_at))
