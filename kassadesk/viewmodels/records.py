"""My data: the five kinds, the fields of the chosen kind, and the field whose details are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kassadesk.core.errors import KassaError
from kassadesk.core.held import Category, CategoryId, FieldChange
from kassadesk.viewmodels.field_looks import FieldLook, looks_at
from kassadesk.viewmodels.reading import Reading
from kassadesk.viewmodels.tasks import Tasks
from kassadesk.viewmodels.walkthrough import Walkthrough

if TYPE_CHECKING:
    from kassadesk.services.records import RecordsService

FIELD_KINDS = (CategoryId.BUSINESS, CategoryId.CONTACT)
"""Kinds held as single fields; the others are tables of rows."""


class RecordsViewModel(QObject):
    """What Kassapos holds about the shop, field by field.

    Signals:
        kinds_changed (): the kinds or their counts are new, or their reading failed.
        fields_changed (): another kind is chosen, or its fields came, failed, or are found differently.
        details_changed (): another field is open, or its history came or failed.
    """

    kinds_changed = Signal()
    fields_changed = Signal()
    details_changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        walkthrough: Walkthrough,
        service: RecordsService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.walkthrough = walkthrough
        self._service = service
        self._kinds: Reading[tuple[Category, ...]] = Reading(tasks, self.kinds_changed.emit)
        self._fields: Reading[tuple[FieldLook, ...]] = Reading(tasks, self._on_fields)
        self._history: Reading[tuple[FieldChange, ...]] = Reading(tasks, self.details_changed.emit)
        self.chosen = CategoryId.BUSINESS
        """The kind whose fields are shown."""
        self._sought = ""
        self._kinds_to_seek: list[CategoryId] = []
        self.wanted = ""
        """What is typed into "Find a field"."""
        self.selected = ""
        """Id of the field whose details are open; "" for none."""

    @property
    def kinds(self) -> tuple[Category, ...]:
        """The kinds with their counts; empty until they were read."""
        return self._kinds.value or ()

    @property
    def kinds_error(self) -> KassaError | None:
        """Why the kinds could not be read."""
        return self._kinds.error

    @property
    def all_fields(self) -> tuple[FieldLook, ...]:
        """Every field of the chosen kind."""
        return self._fields.value or ()

    @property
    def fields(self) -> tuple[FieldLook, ...]:
        """The fields of the chosen kind that fit what is typed; a hidden value cannot be guessed at."""
        wanted = self.wanted.casefold()
        hidden = self.walkthrough.on
        return tuple(look for look in self.all_fields if _fits(look, wanted, hidden))

    @property
    def loading(self) -> bool:
        """True while the first answer for the chosen kind is on its way."""
        return self._fields.waiting

    @property
    def error(self) -> KassaError | None:
        """Why the fields could not be read."""
        return self._fields.error

    @property
    def needing_look(self) -> tuple[FieldLook, ...]:
        """The fields of the chosen kind the owner should look at."""
        return tuple(look for look in self.all_fields if look.needs_look)

    @property
    def open_field(self) -> FieldLook | None:
        """The field whose details are open."""
        return next(
            (look for look in self.all_fields if look.field.field_id == self.selected), None
        )

    @property
    def history(self) -> tuple[FieldChange, ...] | None:
        """The changes of the open field, newest first; None until they were read."""
        return self._history.value

    @property
    def history_error(self) -> KassaError | None:
        """Why the history could not be read."""
        return self._history.error

    def load(self) -> None:
        """Read kinds, fields and history (again)."""
        self._kinds.start(lambda work: self._service.categories())
        self._read_fields()
        if self.selected:
            self._read_history()

    def choose(self, kind: CategoryId) -> None:
        """Show the fields of another kind."""
        if kind is self.chosen and self._fields.value is not None:
            return
        self.chosen = kind
        self.wanted = ""
        self._fields.forget()
        self.select("")
        self._read_fields()

    def select(self, field_id: str) -> None:
        """Open the details of a field; "" closes them."""
        if field_id == self.selected:
            return
        self.selected = field_id
        self._history.forget()
        self.details_changed.emit()
        if field_id:
            self._read_history()

    def show_field(self, field_id: str) -> None:
        """Open a field wherever it is: looked for in each kind that is held as fields."""
        self._sought = field_id
        self._kinds_to_seek = [kind for kind in FIELD_KINDS if kind is not self.chosen]
        self._seek()

    def find(self, text: str) -> None:
        """Show only the fields whose name, value or reason holds this text."""
        if text.strip() != self.wanted:
            self.wanted = text.strip()
            self.fields_changed.emit()

    def read_history_again(self) -> None:
        """Try the history of the open field once more."""
        if self.selected:
            self._read_history()

    def _read_fields(self) -> None:
        kind = self.chosen
        self._fields.start(lambda work: looks_at(self._service.fields(kind)))

    def _read_history(self) -> None:
        field_id = self.selected
        self._history.start(lambda work: self._service.history(field_id))

    def _seek(self) -> None:
        if not self._sought or self._fields.value is None:
            return
        if any(look.field.field_id == self._sought for look in self.all_fields):
            found, self._sought = self._sought, ""
            self.select(found)
        elif self._kinds_to_seek:
            self.choose(self._kinds_to_seek.pop(0))
        else:
            self._sought = ""

    def _on_fields(self) -> None:
        if not self._fields.running:
            self._seek()
        if self.selected and not self._fields.running and self.open_field is None:
            self.select("")
        self.fields_changed.emit()
        self.details_changed.emit()


def _fits(look: FieldLook, wanted: str, hidden: bool) -> bool:
    field = look.field
    texts = [field.label, field.source.text, *(purpose.text for purpose in field.purposes)]
    if field.value and not (hidden and field.personal):
        texts.append(field.value)
    return not wanted or any(wanted in text.casefold() for text in texts)
