"""Who may act for you when you cannot."""

from __future__ import annotations

from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.asking_parts.form_part import FormPart
from kassadesk.viewmodels.asking import AskingViewModel


class NominationPart(FormPart):
    """Name, who it is, how to reach them."""

    def __init__(self, looks: Looks, view_model: AskingViewModel) -> None:
        super().__init__(looks, view_model)
        self.name = self.add_line("name")
        self.relation = self.add_line("relation", 80)
        self.phone = self.add_line("phone", 40)
        self.email = self.add_line("email", 254)
        self.why = self.add_line("why", 500)

    def retranslate(self) -> None:
        """Say the fixed words in the present language."""
        self.head.set_title(self.tr("Who may act for you"))
        self.say_field("name", self.tr("Name"))
        self.say_field("relation", self.tr("Who is this to you?"), self.tr("Like: son, partner"))
        self.say_field("phone", self.tr("Mobile number"))
        self.say_field("email", self.tr("E-mail"), self.tr("One of the two is enough."))
        self.say_field("why", self.tr("Anything to add? (optional)"))
