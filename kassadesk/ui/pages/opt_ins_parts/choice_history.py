"""The history of a choice: what, when, who, where, which policy text, which language, which receipt."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kassadesk.core.lens import time_in_words
from kassadesk.core.opt_ins import ConsentEvent
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.opt_ins_parts import opt_in_words
from kassadesk.ui.widgets.labels import IconText
from kassadesk.ui.widgets.timeline import Timeline
from kassadesk.viewmodels.opt_in_details import ChoiceStory


class ChoiceHistory(Timeline):
    """Newest first; nothing of it ever goes away. `person` says a name as it may be shown."""

    def __init__(
        self, looks: Looks, story: ChoiceStory, person: Callable[[ConsentEvent], str]
    ) -> None:
        super().__init__(looks)
        for number, event in enumerate(story.history):
            who = opt_in_words.actor_name(event, person(event))
            lines = (
                f"{time_in_words(event.happened_at)} · {who}",
                opt_in_words.method_name(event),
                opt_in_words.text_read(event),
            )
            extra: tuple[QWidget, ...] = ()
            if event.receipt_number:
                words = self.tr("Receipt {0}").format(event.receipt_number)
                extra = (IconText(looks, "receipt-text", words, "key", "text2", size=14),)
            else:
                words = self.tr("No receipt: Kassapos cannot show that it was agreed to")
                mark = IconText(
                    looks, "triangle-alert", words, "caption", "warn", size=14, wrap=True
                )
                extra = (mark,)
            self.add(
                opt_in_words.event_name(event),
                lines,
                state="past" if number else "now",
                extra=extra,
                last=number == len(story.history) - 1,
            )
