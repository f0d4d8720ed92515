"""Wishes as letters, in plain words and in the language of the window."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

from kassadesk.core.data_requests import CorrectionDraft, DeletionDraft
from kassadesk.core.filings import CopyDraft, MinorReportDraft, NominationDraft
from kassadesk.core.grievances import GrievanceDraft
from kassadesk.core.intents import (
    EvidenceDraft,
    IntentKind,
    Wish,
    WithdrawalDraft,
    documents_of,
    kind_of,
)
from kassadesk.core.lens import day_in_words
from kassadesk.core.letters import Address, Letter, Sender, TrackedLetter
from kassadesk.core.opt_ins import ChoiceDraft
from kassadesk.core.papers import LineRole, Paper, PaperText
from kassadesk.ui.words.shop import category_title, on_channel


class WindowLetters:
    """LetterWords (`core.letters`) in the language of the window."""

    def letter(self, wish: Wish, sender: Sender, to: Address, day: date) -> Letter:
        """The letter that asks for the wish."""
        translate = QCoreApplication.translate
        lines = [
            translate("Letter", "To {0}").format(to.name),
            *_asked(wish),
            *_documents(wish),
            translate(
                "Letter",
                "Please confirm that you have received this, and tell me by when it will be done. If"
                " you cannot do it, or not all of it, please tell me why and which rule says so.",
            ),
            translate(
                "Letter",
                "I write to this address because your privacy policy names it for such requests ({0}).",
            ).format(to.citation),
            _signed(sender),
            _reference(wish.client_ref),
        ]
        return Letter(
            client_ref=wish.client_ref,
            kind=kind_of(wish),
            to=to,
            day=day,
            language=QLocale().name()[:2] or "en",
            subject=_subject(wish, sender),
            lines=tuple(line for line in lines if line),
            attachments=documents_of(wish),
        )

    def reminder(self, letter: TrackedLetter, to: Address, day: date) -> Letter:
        """The letter that asks again, with the first one below."""
        translate = QCoreApplication.translate
        sent = letter.sent_on or letter.written_at
        lines = [
            translate("Letter", "To {0}").format(to.name),
            translate(
                "Letter",
                "On {0} I wrote to you about this: {1}. I have not had an answer that settles it.",
            ).format(day_in_words(sent), letter.subject),
            translate("Letter", "Please answer now. My letter stands below once more."),
            _signed(letter.sender),
            _reference(letter.client_ref),
            translate("Letter", "My letter of {0}:").format(day_in_words(sent)),
            *letter.lines,
        ]
        return Letter(
            client_ref=letter.client_ref,
            kind=letter.kind,
            to=to,
            day=day,
            language=QLocale().name()[:2] or "en",
            subject=translate("Letter", "Reminder: {0}").format(letter.subject),
            lines=tuple(line for line in lines if line),
            reminder=True,
        )


def letter_paper(letter: Letter, sender: Sender) -> Paper:
    """The letter as it is printed: who writes, to whom, when, what."""
    translate = QCoreApplication.translate
    to, small = letter.to, LineRole.SMALL
    texts = [
        PaperText("\n".join(_sender_lines(sender))),
        PaperText("\n".join((to.name, *to.lines, to.email)), LineRole.PART),
        PaperText(day_in_words(letter.day), LineRole.PART),
        PaperText(letter.subject, LineRole.HEAD),
        *(PaperText(line) for line in letter.lines[1:]),
    ]
    if letter.attachments:
        texts.append(PaperText(translate("Letter", "Fingerprints of the documents"), LineRole.HEAD))
        texts += [
            PaperText(f"{one.name}\nSHA-256 {one.sha256}", small) for one in letter.attachments
        ]
    title = translate("Letter", "Letter to Kassapos")  # of the file: it names nobody
    return Paper(title, letter.language, tuple(text for text in texts if text.text))


def letter_title(kind: IntentKind, wish: Wish | None = None) -> str:
    """What a letter asks, for lists."""
    return _subject(wish, Sender()) if wish is not None else _kind_words(kind)


def _subject(wish: Wish, sender: Sender) -> str:
    translate = QCoreApplication.translate
    about = _kind_words(kind_of(wish))
    if isinstance(wish, CorrectionDraft):
        about = translate("Letter", "Request to correct: {0}").format(wish.label)
    if isinstance(wish, DeletionDraft) and wish.scope.close_account:
        about = translate("Letter", "Request to close the account and delete its data")
    return f"{about} · {sender.shop}" if sender.shop else about


def _kind_words(kind: IntentKind) -> str:
    translate = QCoreApplication.translate
    return {
        IntentKind.CORRECTION: translate("Letter", "Request to correct data"),
        IntentKind.DELETION: translate("Letter", "Request to delete data"),
        IntentKind.COPY: translate("Letter", "Request for a copy of my data"),
        IntentKind.NOMINATION: translate("Letter", "Nomination"),
        IntentKind.MINOR_REPORT: translate("Letter", "Data of a person under 18"),
        IntentKind.GRIEVANCE: translate("Letter", "Complaint"),
        IntentKind.WITHDRAWAL: translate("Letter", "Withdrawal of a request"),
        IntentKind.EVIDENCE: translate("Letter", "Documents for a request"),
        IntentKind.CHOICE: translate("Letter", "Change of a choice"),
    }[kind]


def _complaint(wish: GrievanceDraft) -> list[str]:
    translate = QCoreApplication.translate
    about = wish.about_request
    first = translate("Letter", "I complain about this:")
    if about:
        first = translate("Letter", "I complain about my request {0}:").format(about)
    return [first, wish.text]


def _choice(wish: ChoiceDraft) -> list[str]:
    translate = QCoreApplication.translate
    on = translate("Letter", "Please switch this on: {0}.")
    words = on if wish.granted else translate("Letter", "Please switch this off: {0}.")
    return [words.format(on_channel(wish.purpose, wish.channel))]


def _asked(wish: Wish) -> list[str]:
    """The paragraphs that say what is wanted."""
    translate = QCoreApplication.translate
    why = getattr(wish, "why", "")
    reason = [translate("Letter", "Reason: {0}").format(why)] if why else []
    match wish:
        case CorrectionDraft():
            return [*_correction(wish), *reason]
        case DeletionDraft():
            return [*_deletion(wish), *reason]
        case CopyDraft():
            return [*_copy(wish), *reason]
        case NominationDraft():
            who = wish.nominee
            told = [who.name, who.relation, who.phone or "", who.email or ""]
            return [
                translate("Letter", "I name this person to act for me when I cannot:"),
                "\n".join(one for one in told if one),
                *reason,
            ]
        case MinorReportDraft():
            return [
                translate("Letter", "You may hold data of a person under 18."),
                translate("Letter", "Where: {0}").format(wish.about),
                translate("Letter", "How I noticed: {0}").format(wish.how_noticed),
                translate("Letter", "Please look into it at once and delete what is theirs."),
                *reason,
            ]
        case GrievanceDraft():
            return _complaint(wish)
        case WithdrawalDraft():
            words = translate("Letter", "I withdraw my request {0}. Please stop working on it.")
            return [words.format(wish.reference), *reason]
        case ChoiceDraft():
            return _choice(wish)
        case EvidenceDraft():
            words = translate("Letter", "Here are the documents for my request {0}.")
            return [words.format(wish.reference)]


def _correction(wish: CorrectionDraft) -> list[str]:
    translate = QCoreApplication.translate
    # several fields of one request stand in `also`, each with the same three names
    values = [
        translate("Letter", "What: {0}\nNow: {1}\nCorrect: {2}").format(
            one.label, one.before or translate("Letter", "not known to me"), one.after
        )
        for one in (wish, *getattr(wish, "also", ()))
    ]
    return [
        translate("Letter", "You hold a value about my shop that is wrong. Please correct it."),
        *values,
        translate("Letter", "Please tell the companies that got the wrong value from you as well."),
    ]


def _deletion(wish: DeletionDraft) -> list[str]:
    translate = QCoreApplication.translate
    scope = wish.scope
    names = [category_title(one) for one in scope.categories] + list(scope.fields)
    if scope.close_account:
        first = translate(
            "Letter", "Please close my account and delete all data that belongs to it."
        )
    else:
        first = translate("Letter", "Please delete this:") + "\n" + "\n".join(names)
    return [
        first,
        translate(
            "Letter",
            "If a law makes you keep some of it, please name for each part the law and the day on"
            " which you will delete it, and delete the rest now.",
        ),
        translate(
            "Letter",
            "Please have the companies that got it from you delete it as well, and the backups.",
        ),
    ]


def _copy(wish: CopyDraft) -> list[str]:
    translate = QCoreApplication.translate
    if wish.categories:
        first = translate("Letter", "Please send me a copy of this data about my shop:")
        return ["\n".join([first, *map(category_title, wish.categories)])]
    if wish.portable:
        words = translate(
            "Letter", "Please send me all data about my shop as CSV or Excel, to take elsewhere."
        )
        return [words]
    return [
        translate(
            "Letter",
            "Please send me a copy of all data you hold about me and my shop, and tell me who got it.",
        )
    ]


def _documents(wish: Wish) -> list[str]:
    documents = documents_of(wish)
    if not documents:
        return []
    first = QCoreApplication.translate("Letter", "With this letter:")
    return ["\n".join([first, *(document.name for document in documents)])]


def _signed(sender: Sender) -> str:
    return "\n".join(
        [QCoreApplication.translate("Letter", "Yours faithfully,"), *_sender_lines(sender)]
    )


def _sender_lines(sender: Sender) -> list[str]:
    named = QCoreApplication.translate("Letter", "GSTIN {0}")
    gstin = named.format(sender.gstin) if sender.gstin else ""
    lines = (sender.name, sender.shop, gstin, sender.phone, sender.email)
    return [line for line in lines if line]


def _reference(client_ref: str) -> str:
    return QCoreApplication.translate("Letter", "My reference: {0}").format(client_ref[:8])
