"""Data of a person under 18 that Kassapos may hold."""

from __future__ import annotations

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.asking_parts.form_part import FormPart
from kassadesk.viewmodels.asking import AskingViewModel


class MinorPart(FormPart):
    """Where it is and how it was noticed."""

    def __init__(self, looks: Looks, view_model: AskingViewModel) -> None:
        super().__init__(looks, view_model)
        self.about = self.add_area("minor_about", 3, 2000)
        self.how = self.add_area("how_noticed", 3, 2000)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self.head.set_title(self.tr("What you noticed"))
        self.say_field(
            "minor_about",
            self.tr("Where is the data?"),
            self.tr("Like: a customer's name on bills of June 2026"),
        )
        self.say_field("how_noticed", self.tr("How did you notice it?"))
