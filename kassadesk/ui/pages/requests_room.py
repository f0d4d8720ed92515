"""Requests and the two forms that make new ones: one place in the navigation, three pages."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.correction_page import CorrectionPage
from kassadesk.ui.pages.deletion_page import DeletionPage
from kassadesk.ui.pages.requests_page import RequestsPage
from kassadesk.viewmodels.correction import CorrectionViewModel
from kassadesk.viewmodels.deletion import DeletionViewModel
from kassadesk.viewmodels.requests import RequestsViewModel


class RequestsRoom(QStackedWidget):
    """The page the window knows as "requests".

    Signals:
        export_wanted (): make a copy first, then come back; what was chosen stays.
    """

    export_wanted = Signal()

    def __init__(
        self,
        requests: RequestsViewModel,
        correction: CorrectionViewModel,
        deletion: DeletionViewModel,
        looks: Looks,
    ) -> None:
        super().__init__()
        self._requests, self._corrections, self._deletions = requests, correction, deletion
        self.requests = RequestsPage(requests, looks)
        self.correction = CorrectionPage(correction, looks)
        self.deletion = DeletionPage(deletion, looks)
        for page in (self.requests, self.correction, self.deletion):
            self.addWidget(page)
        self.requests.correction_wanted.connect(self.ask_for_correction)
        self.requests.deletion_wanted.connect(self.ask_to_delete)
        for form in (self.correction, self.deletion):
            form.left.connect(self.show_list)
            form.sent.connect(self.show_request)
        self.deletion.export_wanted.connect(self.export_wanted)

    # --- what other pages lead to --------------------------------------------------------------

    def show_list(self) -> None:
        """Show the list of requests."""
        self.setCurrentWidget(self.requests)
        self.requests.on_shown()
        self.requests.table.setFocus()

    def show_request(self, request_id: str) -> None:
        """Show one request with its pane open."""
        self.setCurrentWidget(self.requests)
        self.requests.open_request(request_id)

    def ask_for_correction(self, field_id: str = "") -> None:
        """Open the form for a correction, with a field chosen when one is given."""
        self.setCurrentWidget(self.correction)
        self._corrections.load(field_id or "")
        self.correction.now.combo.setFocus()

    def ask_to_delete(self, field_id: str = "", category_id: str = "") -> None:
        """Open the form for a deletion, with something chosen when it is given."""
        self.setCurrentWidget(self.deletion)
        self._deletions.load(field_id or "", category_id or "")

    # --- what the window asks by name ----------------------------------------------------------

    def on_shown(self) -> None:
        """Read what the present page shows."""
        self._present().on_shown()

    def reload(self) -> None:
        """Read again (F5)."""
        self._present().on_shown()

    def retranslate(self) -> None:
        """Say everything in the present language."""
        for page in (self.requests, self.correction, self.deletion):
            page.retranslate()

    def new_request(self) -> None:
        """Open the menu of new requests (Ctrl+N)."""
        self.show_list()
        self.requests.new_request()

    def close_pane(self) -> bool:
        """Close the pane that covers the list (Esc); False when there is none."""
        return self.currentWidget() is self.requests and self.requests.close_pane()

    def regions(self) -> list[QWidget]:
        """Where F6 goes within the page."""
        return self._present().regions()

    def _present(self) -> RequestsPage | CorrectionPage | DeletionPage:
        page = self.currentWidget()
        assert isinstance(page, RequestsPage | CorrectionPage | DeletionPage)
        return page
