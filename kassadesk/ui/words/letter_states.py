"""Words for letters that went: how far, what is due, what happened, what is missing to write one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from kassadesk.core.lens import day_in_words
from kassadesk.core.letters import Due, LetterState, LetterStep, TrackedLetter


def letter_missing_words(code: str) -> str:
    """What keeps a letter from being written, "" for nothing."""
    translate = QCoreApplication.translate
    return {
        "no_shop": translate("Letters", "Say which shop writes."),
        "no_answer_way": translate("Letters", "Give an e-mail or a phone for the answer."),
        "no_label": translate("Letters", "Say what is wrong."),
        "no_after": translate("Letters", "Say what is right."),
        "nothing_chosen": translate("Letters", "Choose what is to be deleted."),
        "no_text": translate("Letters", "Say what you complain about."),
    }.get(code, "")


def letter_state_words(letter: TrackedLetter) -> str:
    """How far it is, in a sentence."""
    translate = QCoreApplication.translate
    if letter.state is LetterState.SENT and letter.sent_on:
        return translate("Letters", "You sent it on {0}. Nobody else keeps count of it.").format(
            day_in_words(letter.sent_on)
        )
    return {
        LetterState.WRITTEN: translate(
            "Letters", "It is written. Say when you sent it, then the dates begin to count."
        ),
        LetterState.ANSWERED: translate("Letters", "A reply is filed here."),
        LetterState.CLOSED: translate("Letters", "You say that it is settled."),
    }.get(letter.state, "")


def due_words(due: Due, today: date) -> tuple[str, str, str]:
    """Title, words and tone of one date."""
    translate = QCoreApplication.translate
    title = {
        "law": translate("Letters", "By law"),
        "policy": translate("Letters", "By Kassapos' policy"),
        "own": translate("Letters", "Ask again"),
    }.get(due.kind, due.kind)
    if due.on is None:
        words = translate("Letters", "No date: {0} names none")
        return title, words.format(due.citation), "text2"
    late = due.on < today
    words = translate("Letters", "{0} · {1}")
    if due.kind == "own":
        words = translate("Letters", "{0} · a suggestion of KassaDesk, nobody's promise")
    told = words.format(day_in_words(due.on), due.citation)
    if late:
        told = translate("Letters", "{0} · {1} days ago").format(told, (today - due.on).days)
    return title, told, "warn" if late else "text"


def step_words(step: LetterStep) -> str:
    """One entry of a letter's story."""
    translate = QCoreApplication.translate
    way = {
        "mail_program": translate("Letters", "opened in the mail program"),
        "eml": translate("Letters", "saved as a mail file"),
        "pdf": translate("Letters", "saved as a PDF to print"),
    }.get(step.detail, "")
    if step.kind == "sent":
        day = day_in_words(date.fromisoformat(step.detail))
        return translate("Letters", "You say it was sent on {0}").format(day)
    title = {
        "written": translate("Letters", "Written"),
        "reminder": translate("Letters", "Reminder written"),
        "reply": translate("Letters", "Reply filed"),
        "closed": translate("Letters", "Settled"),
    }.get(step.kind, step.kind)
    return f"{title}, {way}" if way else title


def step_icon(kind: str) -> str:
    """Its icon."""
    return {
        "written": "file-pen",
        "sent": "send",
        "reminder": "bell-ring",
        "reply": "inbox",
        "closed": "check",
    }.get(kind, "circle-dot")


def reply_words(media_type: str) -> str:
    """What kind of file came back."""
    translate = QCoreApplication.translate
    return {
        "message/rfc822": translate("Letters", "E-mail"),
        "application/pdf": translate("Letters", "PDF"),
    }.get(media_type, translate("Letters", "Picture"))
