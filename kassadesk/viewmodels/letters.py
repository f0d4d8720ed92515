"""Letters: one being written, and those that went, with what came back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from kassadesk.core.clock import Clock, indian_day, utc_now
from kassadesk.core.data_requests import Evidence
from kassadesk.core.errors import AttachmentRefused, KassaError
from kassadesk.core.intents import IntentKind, Wish
from kassadesk.core.letters import Letter, LetterWay, LetterWords, Sender, TrackedLetter
from kassadesk.viewmodels.letter_draft import TypedLetter
from kassadesk.viewmodels.papers import Papers

if TYPE_CHECKING:
    from kassadesk.core.merchant import Merchant
    from kassadesk.core.work import Work
    from kassadesk.services.letters import LettersService
    from kassadesk.services.outbox import OutboxService
    from kassadesk.viewmodels.notices import Notices
    from kassadesk.viewmodels.papers import Papers
    from kassadesk.viewmodels.tasks import Tasks
    from kassadesk.viewmodels.walkthrough import Walkthrough

MAX_DOCUMENTS = 5
T = TypeVar("T")


class LettersViewModel(QObject):
    """One letter in the making and all that went. Works signed out, without any answer of Kassapos.

    Signals:
        changed (): draft, sender, letters, choice, busy or error is new.
        tracked (str): the wish of this reference goes by letter now; its form is done with it.
        open_wanted (str): the mail program is to open this address (mailto: or the path of a file).
    """

    changed = Signal()
    tracked = Signal(str)
    open_wanted = Signal(str)

    def __init__(
        self,
        tasks: Tasks,
        notices: Notices,
        walkthrough: Walkthrough,
        service: LettersService,
        outbox: OutboxService,
        words: LetterWords,
        papers: Papers,
        clock: Clock = utc_now,
        contacts: Callable[[], tuple[str, str]] = lambda: ("", ""),
    ) -> None:
        """`contacts` gives e-mail and phone of the shop that is signed in. Blocking."""
        super().__init__()
        self._tasks = tasks
        self._notices = notices
        self.walkthrough = walkthrough
        self._service = service
        self._outbox = outbox
        self._words = words
        self._papers = papers
        self._clock = clock
        self._contacts = contacts
        self._ids: tuple[str, str] | None = None
        self._given: Wish | None = None
        self._acts = 0
        """Grows when something is done to the letters, and when it is done."""
        self.writer = Sender()
        self.typed = TypedLetter()
        self.letters: tuple[TrackedLetter, ...] = ()
        """Newest first."""
        self.chosen_ref = ""
        """The letter that is looked at; "" while one is written."""
        self.reading = 0
        self.refused: tuple[tuple[str, KassaError], ...] = ()
        self.busy = False
        self.error: KassaError | None = None

    # --- what is shown ---------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The Indian day."""
        return indian_day(self._clock())

    @property
    def given(self) -> Wish | None:
        """What a form handed over to be written; None while it is typed here."""
        return self._given

    @property
    def chosen(self) -> TrackedLetter | None:
        """The letter that is looked at."""
        return next((one for one in self.letters if one.client_ref == self.chosen_ref), None)

    @property
    def missing(self) -> str:
        """What keeps the letter from being written (a code), "" for nothing."""
        if not self.writer.shop.strip():
            return "no_shop"
        if not self.writer.enough:
            return "no_answer_way"
        return "" if self._given is not None else self.typed.missing

    @property
    def letter(self) -> Letter:
        """The letter as it would go now."""
        wish = self._given or self.typed.wish(self._own_ids)
        return self._words.letter(wish, self.writer, self._service.address, self.today)

    @property
    def mailto(self) -> str:
        """What opens the mail program at once; "" when the letter needs a file."""
        return self._service.mailto(self.letter)

    # --- writing ---------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the letters on this PC, and, signed in, how Kassapos can answer."""
        acts = self._acts

        def read(letters: tuple[TrackedLetter, ...]) -> None:
            if acts == self._acts:
                self._show(letters)
            elif not self.busy:  # something was done meanwhile: this may be how it was before
                self.load()

        self._tasks.run(lambda _work: self._service.all(), read, self._on_failed, owner=self)
        if self.writer.shop and not (self.writer.email or self.writer.phone):
            self._tasks.run(
                lambda _work: self._contacts(), self._on_contacts, lambda _: None, owner=self
            )

    def know(self, merchant: Merchant) -> None:
        """This shop is signed in: it writes."""
        shop = merchant.trade_name or merchant.legal_name
        self.writer = Sender(merchant.person_name, shop, merchant.main_gstin or "")
        self.changed.emit()

    def write(self, wish: Wish) -> None:
        """Write this wish, which comes complete from a form."""
        self._given, self.chosen_ref, self.error = wish, "", None
        self.changed.emit()

    def write_saved(self, client_ref: str) -> None:
        """Write what was saved to be sent and is not sent yet."""
        self._tasks.run(
            lambda _work: self._outbox.wish(client_ref), self.write, self._on_failed, owner=self
        )

    def begin(self) -> None:
        """Write a new one from nothing."""
        self._given, self._ids, self.typed = None, None, TypedLetter()
        self.chosen_ref, self.refused, self.error = "", (), None
        self.changed.emit()

    def set_writer(self, **parts: str) -> None:
        """Who writes: name, shop, gstin, phone, email."""
        self.writer = replace(self.writer, **parts)
        self.changed.emit()

    def type(self, **parts: str) -> None:
        """Words of the letter: label, before, after, text, why."""
        for name, value in parts.items():
            setattr(self.typed, name, value)
        self.changed.emit()

    def choose_kind(self, kind: IntentKind) -> None:
        """Write a letter of this kind."""
        self.typed.kind = kind
        self.changed.emit()

    def take(self, category: str, wanted: bool) -> None:
        """Ask to delete a kind of data; "account" is everything and the account."""
        if category == "account":
            self.typed.close_account = wanted
        elif wanted:
            self.typed.categories |= {category}
        else:
            self.typed.categories -= {category}
        self.changed.emit()

    def add_documents(self, paths: list[Path]) -> None:
        """Read files and keep their content with the letter; refused ones are told in place."""
        room = MAX_DOCUMENTS - len(self.typed.evidence) - self.reading
        too_many = AttachmentRefused(reason="too_many")
        self.refused = tuple((path.name, too_many) for path in paths[room:])
        for path in paths[:room]:
            self._read(path)
        self.changed.emit()

    def remove_document(self, place: int) -> None:
        """Take one document out of the letter."""
        del self.typed.evidence[place]
        self.changed.emit()

    # --- the letter leaves -----------------------------------------------------------------------

    def open_in_mail(self, path: Path | None = None) -> None:
        """Open the mail program with the letter in it; `path`: as a file, put there first."""
        letter, address = self.letter, self.mailto
        if path is None and not address:
            return

        def leave(_work: Work) -> str:
            if path is None:
                return address
            self._service.save_mail(letter, path)
            return str(path)

        self._leave(letter, LetterWay.MAIL_PROGRAM, leave, self.open_wanted.emit)

    def save_mail(self, path: Path) -> None:
        """The letter as a mail file."""
        letter = self.letter

        def leave(_work: Work) -> None:
            self._service.save_mail(letter, path)

        self._leave(letter, LetterWay.FILE, leave, lambda _: self._told(path))

    def save_paper(self, path: Path) -> None:
        """The letter as a PDF to print."""
        letter = self.letter
        paper = self._papers.letter(letter, self.writer)

        def leave(_work: Work) -> None:
            self._service.save_paper(letter, self._papers.draw(paper), path)

        self._leave(letter, LetterWay.PAPER, leave, lambda _: self._told(path))

    # --- following -------------------------------------------------------------------------------

    def choose(self, client_ref: str) -> None:
        """Look at a letter that went."""
        self.chosen_ref, self.error = client_ref, None
        self.changed.emit()

    def mark_sent(self, day: date) -> None:
        """The chosen letter went on this day."""
        ref = self.chosen_ref
        self._run(lambda _work: self._service.sent(ref, day), lambda _: None)

    def add_replies(self, paths: list[Path]) -> None:
        """What came back to the chosen letter."""
        ref = self.chosen_ref

        def file_all(_work: Work) -> None:
            for path in paths:
                self._service.add_reply(ref, path)

        self._run(file_all, lambda _: self._notices.good("reply_filed"))

    def save_reply(self, sha256: str, path: Path) -> None:
        """A filed reply as a file again."""
        ref = self.chosen_ref
        self._run(
            lambda _work: self._service.save_reply(ref, sha256, path), lambda _: self._told(path)
        )

    @property
    def reminder_mailto(self) -> str:
        """What opens the mail program with a reminder of the chosen letter; "" when it needs a file."""
        kept = self.chosen
        if kept is None:
            return ""
        return self._service.mailto(self._words.reminder(kept, self._service.address, self.today))

    def remind(self, way: LetterWay, path: Path | None = None) -> None:
        """Ask again: the reminder opens in the mail program, or is saved at `path`."""
        kept, address = self.chosen, self.reminder_mailto
        if kept is None or (path is None and not address):
            return
        letter = self._words.reminder(kept, self._service.address, self.today)
        paper = self._papers.letter(letter, kept.sender)

        def leave(_work: Work) -> str:
            if way is LetterWay.PAPER and path is not None:
                self._service.save_paper(letter, self._papers.draw(paper), path)
            elif path is not None:
                self._service.save_mail(letter, path)
            self._service.reminded(letter, way)
            return str(path) if path is not None else address

        opens = way is LetterWay.MAIL_PROGRAM
        self._run(leave, lambda where: self.open_wanted.emit(where) if opens else None)

    def close(self) -> None:
        """The chosen letter is settled."""
        ref = self.chosen_ref
        self._run(lambda _work: self._service.close(ref), lambda _: None)

    def forget_chosen(self) -> None:
        """The chosen letter goes from this PC."""
        ref, self.chosen_ref = self.chosen_ref, ""
        self._run(lambda _work: self._service.forget(ref), lambda _: None)

    def wish_of_chosen(self, on_wish: Callable[[Wish], None]) -> None:
        """The whole wish of the chosen letter, to be filed with Kassapos after all."""
        ref = self.chosen_ref
        self._tasks.run(lambda _work: self._service.wish(ref), on_wish, self._on_failed, owner=self)

    # --- inside ----------------------------------------------------------------------------------

    @property
    def _own_ids(self) -> tuple[str, str]:
        if self._ids is None:
            self._ids = self._outbox.new_ids()
        return self._ids

    def _leave(
        self,
        letter: Letter,
        way: LetterWay,
        leave: Callable[[Work], T],
        then: Callable[[T], None],
    ) -> None:
        """First the wish is the letters' own, so that nothing else sends it; then the letter leaves."""
        wish = self._given or self.typed.wish(self._own_ids)
        writer = self.writer

        def act(work: Work) -> T:
            self._service.track(wish, letter, writer, way)
            return leave(work)

        def done(left: T) -> None:
            self.begin()
            self.chosen_ref = letter.client_ref
            self.tracked.emit(letter.client_ref)
            self.changed.emit()
            then(left)

        self._run(act, done)

    def _run(self, act: Callable[[Work], T], on_done: Callable[[T], None]) -> None:
        if self.busy:
            return

        def done(found: tuple[T, tuple[TrackedLetter, ...]]) -> None:
            self.busy = False
            self._acts += 1
            self._show(found[1])
            on_done(found[0])

        self.busy, self.error = True, None
        self._acts += 1
        self.changed.emit()
        self._tasks.run(
            lambda work: (act(work), self._service.all()), done, self._on_failed, owner=self
        )

    def _on_contacts(self, found: tuple[str, str]) -> None:
        if not (self.writer.email or self.writer.phone):
            self.set_writer(email=found[0], phone=found[1])

    def _show(self, letters: tuple[TrackedLetter, ...]) -> None:
        self.letters = letters[::-1]
        self.changed.emit()

    def _told(self, path: Path) -> None:
        self._notices.good("letter_saved", name=path.name)

    def _on_failed(self, error: KassaError) -> None:
        self.busy, self.error = False, error
        self.changed.emit()

    def _read(self, path: Path) -> None:
        def read(_work: Work) -> Evidence:
            from kassadesk.services.evidence import read_evidence

            return read_evidence(path)

        def refused(error: KassaError) -> None:
            self.reading -= 1
            self.refused = (*self.refused, (path.name, error))
            self.changed.emit()

        self.reading += 1
        self._tasks.run(read, self._on_document, refused, owner=self)

    def _on_document(self, evidence: Evidence) -> None:
        self.reading -= 1
        if all(evidence.sha256 != other.sha256 for other in self.typed.evidence):
            self.typed.evidence.append(evidence)
        self.changed.emit()
