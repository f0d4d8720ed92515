"""Pictures of letters: one being written, one that went, and the papers' own pages stay in their tests."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from kassadesk.core.data_requests import CorrectionDraft, DeletionDraft, DeletionScope
from kassadesk.core.intents import IntentKind
from kassadesk.core.letters import LetterWay
from kassadesk.outbox.box import new_ids
from kassadesk.services.letters import LettersService
from kassadesk.services.outbox import OutboxService
from kassadesk.ui.pages.letter_page import LetterPage
from kassadesk.ui.pages.letter_parts.sent_dialog import SentDialog
from kassadesk.ui.paper.window_papers import WindowPapers
from kassadesk.ui.words.letters import WindowLetters
from kassadesk.viewmodels.letters import LettersViewModel
from tests.gallery_data_pages import sample_shop
from tests.gallery_stage import KAVERI, NOW, Picture, Stage


def _letters(stage: Stage) -> tuple[QWidget, LettersViewModel]:
    shop = sample_shop()
    outbox: OutboxService = shop.outbox
    service = LettersService(outbox, lambda: NOW)
    model = LettersViewModel(
        stage.tasks,
        stage.notices,
        stage.walkthrough,
        service,
        outbox,
        WindowLetters(),
        WindowPapers(),
        lambda: NOW,
        lambda: ("meena@kaverifresh.example", "+91 98765 43210"),
    )
    model.know(KAVERI)
    page = LetterPage(model, stage.looks, lambda: True)
    window = stage.signed_in_window("letter", {"letter": lambda: page})
    stage.wait_until(lambda: not model.busy and bool(model.writer.email))
    return window, model


def letter_writing(stage: Stage) -> QWidget:
    """A correction typed from nothing."""
    window, model = _letters(stage)
    model.type(
        label="Address, main shop",
        before="14 Bharathi Street, Tiruchirappalli",
        after="41 Bharathi Street, Tiruchirappalli, Tamil Nadu 620 017",
        why="The house number is wrong.",
    )
    return window


def letter_deletion(stage: Stage) -> QWidget:
    """A deletion, nothing chosen yet."""
    window, model = _letters(stage)
    model.choose_kind(IntentKind.DELETION)
    return window


def letter_from_form(stage: Stage) -> QWidget:
    """What a form handed over."""
    window, model = _letters(stage)
    model.write(DeletionDraft(*new_ids(), DeletionScope(categories=("usage", "device")), "p"))
    return window


def letter_followed(stage: Stage) -> QWidget:
    """A letter that went, its dates and its story."""
    window, model = _letters(stage)
    wish = CorrectionDraft(
        *new_ids(), "business.address.main", "Address, main shop", "14 B", "41 Bharathi Street"
    )
    letter = WindowLetters().letter(wish, model.writer, model._service.address, date(2026, 11, 2))
    model._service.track(wish, letter, model.writer, LetterWay.FILE)
    model._service.sent(wish.client_ref, date(2026, 11, 2))
    stage.wait_until(lambda: stage.tasks.busy == 0)
    model.load()
    stage.wait_until(lambda: any(one.client_ref == wish.client_ref for one in model.letters))
    model.choose(wish.client_ref)
    return window


def letter_masked(stage: Stage) -> QWidget:
    """The same letter in a walkthrough."""
    window = letter_followed(stage)
    stage.walkthrough.set_on(True)
    return window


def when_sent(stage: Stage) -> QWidget:
    """The question for the day."""
    return SentDialog(stage.looks, date(2026, 11, 23), None)


LETTER_PICTURES: list[Picture] = [
    Picture("18-letter", letter_writing),
    Picture("18b-letter-deletion", letter_deletion),
    Picture("18c-letter-from-form", letter_from_form),
    Picture("18d-letter-followed", letter_followed),
    Picture("18e-letter-masked", letter_masked),
    Picture("18f-letter-small", letter_writing, (1093, 582)),
    Picture("18g-when-sent", when_sent, dialog=True),
]
