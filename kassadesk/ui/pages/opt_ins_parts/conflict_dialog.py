"""Asks which one holds when a choice was changed elsewhere meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from kassadesk.core.lens import time_in_words
from kassadesk.core.opt_ins import OptIn
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.opt_ins_parts import opt_in_words
from kassadesk.ui.widgets.dialog import Dialog, confirm
from kassadesk.ui.widgets.field_pair import FieldPairs

translate = QCoreApplication.translate


def conflict_dialog(looks: Looks, theirs: OptIn, mine: bool, parent: QWidget) -> Dialog:
    """A question that shows both states; accepted means "set mine". Not yet shown."""
    name = opt_in_words.choice_name(theirs)
    title = translate("ConflictDialog", "{0} was changed elsewhere").format(name)
    text = translate("ConflictDialog", "Nothing was changed from this PC. Which one do you want?")
    keep = translate("ConflictDialog", "Keep “{0}”").format(opt_in_words.on_or_off(theirs.granted))
    deed = translate("ConflictDialog", "Set “{0}”").format(opt_in_words.on_or_off(mine))
    dialog = confirm(looks, title, text, deed, keep, parent=parent)
    pairs = FieldPairs(looks, name_width=140)
    when = time_in_words(theirs.changed_at)
    held = translate("ConflictDialog", "{0}, since {1}")
    pairs.add(
        translate("ConflictDialog", "Kassapos holds"),
        held.format(opt_in_words.on_or_off(theirs.granted), when),
    )
    pairs.add(translate("ConflictDialog", "You wanted"), opt_in_words.on_or_off(mine))
    dialog.body.addWidget(pairs)
    dialog.body.addStretch(1)
    return dialog
