"""The pages and the roads between them: what makes each page, and where its links lead.

A page names its goal by a word ("my_data", "rows", "correct", ...) and an argument (an id, a kind, a
table); only here is it known which page that is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kassadesk import __version__
from kassadesk.app.rooms import Rooms
from kassadesk.app.wiring import Services
from kassadesk.ui.looks import Looks
from kassadesk.ui.page_shelf import PageFactory
from kassadesk.viewmodels.notices import Notices
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kassadesk.core.data_requests import DataRequest
    from kassadesk.core.intents import Intent, IntentKind
    from kassadesk.core.stopped_messages import AfterStop
    from kassadesk.ui.main_window import MainWindow
    from kassadesk.viewmodels.lock import LockViewModel
    from kassadesk.viewmodels.session import SessionViewModel


class Roads:
    """Makes pages for the present visit and leads from one to another. UI thread only.

    `rooms` is replaced at each sign-in and sign-out; pages are thrown away with it.
    """

    def __init__(
        self,
        services: Services,
        rooms: Callable[[], Rooms],
        looks: Looks,
        notices: Notices,
        walkthrough: Walkthrough,
        tasks: Tasks,
        lock: Callable[[], LockViewModel],
        session: SessionViewModel,
    ) -> None:
        self._services = services
        self._rooms = rooms
        self._looks = looks
        self._notices = notices
        self._walkthrough = walkthrough
        self._tasks = tasks
        self._lock, self._session = lock, session
        self.window: MainWindow | None = None

    def factories(self) -> dict[str, PageFactory]:
        """What makes each page, by its key."""
        return {
            "home": self._home,
            "my_data": self._my_data,
            "rows": self._rows,
            "opt_ins": self._opt_ins,
            "export": self._export,
            "review": self._review,
            "requests": self._requests,
            "correction": self._correction,
            "deletion": self._deletion,
            "letter": self._letter,
            "asking": self._asking,
            "policy": self._policy,
            "help": self._help,
        }

    def go(self, goal: str, argument: object = None) -> None:
        """Lead to a page; an argument that the goal does not understand is left out."""
        leads: dict[str, Callable[[object], None]] = {
            "my_data": self._to_my_data,
            "rows": self._to_rows,
            "export": self._to_export,
            "review": self._to_review,
            "requests": self._to_requests,
            "correct": self._to_correction,
            "delete": self._to_deletion,
            "letter": self._to_letter,
            "policy": self._to_policy,
        }
        if goal in leads:
            leads[goal](argument)
        else:
            self._open(goal)

    # --- leading ------------------------------------------------------------------------------------

    def _open(self, key: str) -> QWidget | None:
        assert self.window is not None
        return self.window.open_page(key)

    def _to_my_data(self, argument: object) -> None:
        from kassadesk.core.held import CategoryId

        self._open("my_data")
        if isinstance(argument, CategoryId):
            page = self._open("my_data")
            page.choose(argument)  # type: ignore[union-attr]
        elif isinstance(argument, str) and argument:
            self._rooms().records.show_field(argument)

    def _to_rows(self, argument: object) -> None:
        from kassadesk.core.rows import Resource

        page = self._open("rows")
        if isinstance(argument, Resource):
            page.open(argument)  # type: ignore[union-attr]

    def _to_export(self, argument: object) -> None:
        from kassadesk.core.held import CategoryId
        from kassadesk.core.rows import RowQuery

        exports = self._rooms().exports
        if isinstance(argument, CategoryId):
            for category in CategoryId:
                exports.take(category, category is argument)
        elif isinstance(argument, RowQuery):
            exports.take_query(argument)
        self._open("export")

    def _to_review(self, argument: object) -> None:
        self._open("review")
        if isinstance(argument, Path):
            self._rooms().review.open(argument)

    def _to_requests(self, argument: object) -> None:
        if isinstance(argument, str) and argument:
            self._rooms().requests.load(argument)
        self._open("requests")

    def _to_correction(self, argument: object) -> None:
        from kassadesk.core.held import HeldField

        field = argument.field_id if isinstance(argument, HeldField) else argument
        self._rooms().correction.load(field if isinstance(field, str) else "")
        self._open("correction")

    def _to_deletion(self, argument: object) -> None:
        from kassadesk.core.data_requests import DeletionScope
        from kassadesk.core.held import CategoryId, HeldField

        deletion = self._rooms().deletion
        if isinstance(argument, CategoryId):
            deletion.load(category_id=argument.value)
        elif isinstance(argument, DeletionScope):
            deletion.prepare(argument)
        else:
            field = argument.field_id if isinstance(argument, HeldField) else argument
            deletion.load(field_id=field if isinstance(field, str) else "")
        self._open("deletion")

    def _to_letter(self, argument: object) -> None:
        """A wish to be written, an intent to be written or whose letter it is; else a new letter."""
        from kassadesk.core.intents import Intent, IntentState

        letters = self._rooms().letters
        if isinstance(argument, Intent):
            if argument.state is IntentState.BY_LETTER:
                letters.choose(argument.client_ref)
            else:
                letters.write_saved(argument.client_ref)
        elif argument is None:
            letters.begin()
        else:
            letters.write(argument)  # type: ignore[arg-type]
        self._open("letter")

    def _file_letter(self, wish: object) -> None:
        """What a letter asks, into the form that files it; any other kind is sent as it is."""
        from kassadesk.core.data_requests import CorrectionDraft, DeletionDraft

        rooms = self._rooms()
        if isinstance(wish, CorrectionDraft):
            rooms.correction.open_wish(wish)
            rooms.correction.load(wish.field_id)
            self._open("correction")
        elif isinstance(wish, DeletionDraft):
            rooms.deletion.take_letter(wish)
            self._open("deletion")
        else:
            rooms.outbox.save(
                wish,  # type: ignore[arg-type]
                lambda intent: self.go("requests", intent.client_ref),
                self._notices.error,
            )

    def _to_policy(self, argument: object) -> None:
        page = self._open("policy")
        if isinstance(argument, str) and argument:
            page.show_part(argument)  # type: ignore[union-attr]

    # --- making; imports are late because each page reads code of its own from a slow disk -----------

    def _home(self) -> QWidget:
        from kassadesk.ui.pages.home_page import HomePage

        page = HomePage(self._rooms().home, self._looks)
        page.go.connect(self.go)
        return page

    def _my_data(self) -> QWidget:
        from kassadesk.ui.pages.my_data_page import MyDataPage

        page = MyDataPage(self._rooms().records, self._looks)
        page.go.connect(self.go)
        return page

    def _rows(self) -> QWidget:
        from kassadesk.ui.pages.rows_page import RowsPage

        page = RowsPage(self._rooms().large_table, self._looks)
        page.go.connect(self.go)
        return page

    def _opt_ins(self) -> QWidget:
        from kassadesk.ui.pages.opt_ins_page import OptInsPage

        page = OptInsPage(self._rooms().opt_ins, self._walkthrough, self._looks)
        page.go.connect(self.go)
        page.receipt_wanted.connect(lambda *wanted: self._rooms().receipts.save_consent(*wanted))
        page.all_receipts_wanted.connect(
            lambda folder: self._rooms().receipts.save_consents(folder)
        )
        page.complaint_wanted.connect(self._complain_of_messages)
        return page

    def _export(self) -> QWidget:
        from kassadesk.ui.pages.export_page import ExportPage

        rooms = self._rooms()
        page = ExportPage(rooms.exports, self._looks, self._notices, rooms.own_copies)
        page.review_wanted.connect(lambda path: self.go("review", path))
        return page

    def _review(self) -> QWidget:
        from kassadesk.ui.pages.review_page import ReviewPage

        return ReviewPage(self._rooms().review, self._looks)

    def _requests(self) -> QWidget:
        from kassadesk.ui.pages.requests_page import RequestsPage

        page = RequestsPage(self._rooms().requests, self._looks)
        page.form_wanted.connect(self._to_form)
        page.objection_wanted.connect(self._object)
        page.edit_wanted.connect(self._edit)
        page.letter_wanted.connect(lambda intent: self.go("letter", intent))
        page.receipt_wanted.connect(lambda *wanted: self._rooms().receipts.save(*wanted))
        page.evidence_wanted.connect(lambda path: self._rooms().receipts.save_evidence(path))
        return page

    def _letter(self) -> QWidget:
        from kassadesk.ui.pages.letter_page import LetterPage

        window = self.window
        assert window is not None
        page = LetterPage(
            self._rooms().letters, self._looks, lambda: window.session_state == "signed_in"
        )
        page.left.connect(window.leave_letters)
        page.file_wanted.connect(self._file_letter)
        return page

    def _edit(self, intent: Intent) -> None:
        """An unsent request goes back into the form it came from."""
        from kassadesk.core.intents import IntentKind

        if intent.kind is IntentKind.CORRECTION:
            self._rooms().correction.edit(intent.client_ref)
            self._open("correction")
        elif intent.kind is IntentKind.DELETION:
            self._rooms().deletion.edit(intent.client_ref)
            self._open("deletion")
        else:
            self._rooms().asking.edit(intent)
            self._open("asking")

    def _to_form(self, kind: IntentKind) -> None:
        """The form of a new request."""
        from kassadesk.core.intents import IntentKind

        own = {IntentKind.CORRECTION: "correct", IntentKind.DELETION: "delete"}
        if kind in own:
            self.go(own[kind])
            return
        self._rooms().asking.begin(kind)
        self._open("asking")

    def _object(self, request: DataRequest) -> None:
        """A complaint about a request: it is named in the form already."""
        from kassadesk.core.grievances import GrievanceCategory
        from kassadesk.core.intents import IntentKind

        refused = GrievanceCategory.REQUEST_REFUSED if request.final else None
        category = refused or GrievanceCategory.REQUEST_LATE
        asking = self._rooms().asking
        asking.begin(
            IntentKind.GRIEVANCE, category=category.value, about_request=request.request_id
        )
        self._open("asking")

    def _complain_of_messages(self, found: tuple[AfterStop, ...]) -> None:
        """A complaint about messages that came after a stop: its words, the list, the receipts."""
        from kassadesk.core.grievances import GrievanceCategory
        from kassadesk.core.intents import IntentKind
        from kassadesk.ui.paper.window_papers import WindowPapers
        from kassadesk.ui.words.stopped_lines import complaint_words

        asking, choices = self._rooms().asking, self._rooms().opt_ins.all
        category = GrievanceCategory.CONSENT_NOT_RESPECTED
        asking.begin(IntentKind.GRIEVANCE, category=category.value, text=complaint_words(found))
        service, draw = self._services.stopped_complaint, WindowPapers().draw
        asking.documents.make(lambda _work: service.documents(found, choices, draw))
        self._open("asking")

    def _to_question(self, category: str, text: str) -> None:
        """A complaint that another page has put into words; the person reads it before it goes."""
        from kassadesk.core.intents import IntentKind

        self._rooms().asking.begin(IntentKind.GRIEVANCE, category=category, text=text)
        self._open("asking")

    def _asking(self) -> QWidget:
        from kassadesk.ui.pages.asking_page import AskingPage

        page = AskingPage(self._rooms().asking, self._looks)
        page.left.connect(lambda: self.go("requests"))
        page.sent.connect(lambda told: self.go("requests", told))
        page.waits.connect(lambda client_ref: self.go("requests", client_ref))
        return page

    def _correction(self) -> QWidget:
        from kassadesk.ui.pages.correction_page import CorrectionPage

        page = CorrectionPage(self._rooms().correction, self._looks)
        page.left.connect(lambda: self.go("requests"))
        page.sent.connect(lambda request_id: self.go("requests", request_id))
        page.waits.connect(lambda client_ref: self.go("requests", client_ref))
        page.letter_wanted.connect(lambda wish: self.go("letter", wish))
        return page

    def _deletion(self) -> QWidget:
        from kassadesk.ui.pages.deletion_page import DeletionPage

        page = DeletionPage(self._rooms().deletion, self._looks)
        page.left.connect(lambda: self.go("requests"))
        page.export_wanted.connect(lambda: self.go("export"))
        page.sent.connect(lambda request_id: self.go("requests", request_id))
        page.waits.connect(lambda client_ref: self.go("requests", client_ref))
        page.letter_wanted.connect(lambda wish: self.go("letter", wish))
        return page

    def _policy(self) -> QWidget:
        from kassadesk.ui.pages.policy_page import PolicyPage

        page = PolicyPage(self._rooms().policy, self._rooms().keep_calendar, self._looks)
        page.go.connect(self.go)
        page.ask_wanted.connect(self._to_question)
        return page

    def _help(self) -> QWidget:
        from kassadesk.ui.pages.help_page import HelpPage
        from kassadesk.viewmodels.help import HelpViewModel

        services = self._services
        model = HelpViewModel(
            __version__,
            services.folders.logs,
            lambda: services.session.origin,
            lambda: services.session.keychain_name,
            lambda: self._looks.choice,
            self._choose_look,
        )
        return HelpPage(model, self._looks, self._lock(), self._session)

    def _choose_look(self, look: str) -> None:
        """At once in the window; on disk by a worker, because disks may be slow."""
        self._looks.choose(look)
        self._tasks.run(
            lambda _work: self._services.settings.change(theme=look), on_failed=self._notices.error
        )
