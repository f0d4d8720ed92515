"""What a small form sends, and what happens next."""

from __future__ import annotations

from kassadesk.core.intents import IntentKind
from kassadesk.core.lens import Lens
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.pages.send_card import SendCard
from kassadesk.ui.texts import (
    category_title,
    complaint_about,
    lacking_words,
    next_lines,
    send_word,
)
from kassadesk.ui.widgets.details_pane import clear_layout
from kassadesk.ui.widgets.labels import IconText
from kassadesk.viewmodels.asking import AskingViewModel


class AskingSend(SendCard):
    """The last part of each small form."""

    def __init__(self, looks: Looks, view_model: AskingViewModel) -> None:
        super().__init__(looks, view_model, number=2)
        self._view_model = view_model
        self._told: tuple[object, ...] = ()

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self._told = ()
        super().retranslate()

    def draw(self) -> None:
        """What would be sent now, and whether it can."""
        view_model = self._view_model
        self.part_head.set_number(3 if view_model.kind is IntentKind.GRIEVANCE else 2)
        self._draw_next()
        self.pairs.clear()
        for name, value in self._facts(view_model.walkthrough.lens):
            self.pairs.add(name, value)
        self.send_button.set_text(send_word(view_model.kind))
        self.draw_foot(lacking_words(view_model.cannot_send), has_words=view_model.touched)

    def _draw_next(self) -> None:
        told = next_lines(self._view_model.kind)
        if told == self._told:
            return
        self._told = told
        clear_layout(self.after)
        for icon, words in told:
            self.after.addWidget(IconText(self._looks, icon, words, "table", "text2", wrap=True))

    def _facts(self, lens: Lens) -> list[tuple[str, str]]:
        return {
            IntentKind.COPY: self._copy_facts,
            IntentKind.GRIEVANCE: self._complaint_facts,
            IntentKind.NOMINATION: self._nomination_facts,
            IntentKind.MINOR_REPORT: self._report_facts,
        }[self._view_model.kind](lens)

    def _copy_facts(self, lens: Lens) -> list[tuple[str, str]]:
        typed = self._view_model.typed
        kinds = ", ".join(category_title(one) for one in typed.categories)
        what = {
            "all": self.tr("Everything"),
            "some": kinds or self.tr("Nothing chosen yet"),
            "portable": self.tr("Everything, for another service"),
        }[typed.copy_of]
        return [(self.tr("Copy of"), what), (self.tr("Note"), self._typed(typed.why, lens))]

    def _complaint_facts(self, lens: Lens) -> list[tuple[str, str]]:
        view_model = self._view_model
        typed, about = view_model.typed, view_model.about
        category = complaint_about(typed.category) if typed.category else self.tr("Not chosen yet")
        count = len(view_model.evidence)
        proof = counted(count, self.tr("{n} document"), self.tr("{n} documents"))
        return [
            (self.tr("About"), category),
            (self.tr("Request"), about.reference if about else self.tr("None")),
            (self.tr("Words"), self._typed(typed.text, lens)),
            (self.tr("Proof"), proof if count else self.tr("None")),
        ]

    def _nomination_facts(self, lens: Lens) -> list[tuple[str, str]]:
        typed = self._view_model.typed
        return [
            (self.tr("Name"), self._typed(typed.name, lens, Kind.NAME)),
            (self.tr("Who"), self._typed(typed.relation, lens)),
            (self.tr("Mobile"), self._typed(typed.phone, lens, Kind.PHONE)),
            (self.tr("E-mail"), self._typed(typed.email, lens, Kind.EMAIL)),
        ]

    def _report_facts(self, lens: Lens) -> list[tuple[str, str]]:
        typed = self._view_model.typed
        return [
            (self.tr("Where"), self._typed(typed.minor_about, lens)),
            (self.tr("Noticed"), self._typed(typed.how_noticed, lens)),
        ]

    def _typed(self, text: str, lens: Lens, kind: Kind = Kind.TEXT) -> str:
        return lens.personal_text(text.strip(), kind) if text.strip() else self.tr("Nothing yet")
