"""Step 3: what would happen, in three groups that always stand in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kassadesk.core.data_requests import DeletionPreview
from kassadesk.core.lens import Lens, day_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.deletion_parts.deletion_words import tally_words, years_words
from kassadesk.ui.pages.deletion_parts.preview_group import PreviewGroup
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.labels import IconText

if TYPE_CHECKING:
    from kassadesk.viewmodels.deletion import DeletionMeaning


class SeePart(QWidget):
    """Built anew for each preview."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)
        self._shown: tuple[object, ...] = ()

    def retranslate(self) -> None:
        """Build again in the present language."""
        self._shown = ()

    def show_preview(
        self, preview: DeletionPreview, meaning: DeletionMeaning | None, lens: Lens
    ) -> None:
        """Show this preview, and what it means where that is known."""
        if self._shown == (preview, meaning, lens):
            return
        self._shown = (preview, meaning, lens)
        clear_layout(self._rows)
        now = PreviewGroup(
            self._looks, "trash-2", "danger", self.tr("Goes now"), self.tr("cannot be undone")
        )
        now.show_lines(preview.goes_now, lens, dated=False)
        later = PreviewGroup(self._looks, "hourglass", "warn", *self._later_head(preview))
        later.show_lines(preview.goes_later, lens, dated=False)
        stays = PreviewGroup(
            self._looks,
            "scale",
            "brand",
            self.tr("Stays, because of a law or rule"),
            self.tr("each kind goes on its own date"),
        )
        note = years_words(meaning) if meaning is not None else ("", "text2")
        stays.show_lines(preview.stays, lens, dated=True, years_note=note)
        for group in (now, later, stays):
            self._rows.addWidget(group)
        if meaning is not None:
            words, tone = tally_words(meaning, lens)
            icon = "triangle-alert" if tone == "warn" else "calculator"
            self._rows.addWidget(IconText(self._looks, icon, words, "caption", tone, wrap=True))
        self._rows.addStretch(1)

    def _later_head(self, preview: DeletionPreview) -> tuple[str, str]:
        days = preview.cooling_off_days
        hint = counted(
            days,
            self.tr("after a wait of {n} day; you can stop it until then"),
            self.tr("after a wait of {n} days; you can stop it until then"),
        )
        dates = {line.until for line in preview.goes_later if line.until is not None}
        if len(dates) == 1:
            return self.tr("Goes on {date}").format(date=day_in_words(dates.pop())), hint
        return self.tr("Goes later"), hint
