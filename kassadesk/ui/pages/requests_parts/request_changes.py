"""A correction field by field: before, after, and, once it is done, whether it really reads so now."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kassadesk.core.data_requests import DataRequest, RequestItem
from kassadesk.core.lens import Lens
from kassadesk.core.rows import Kind
from kassadesk.ui.looks import Looks
from kassadesk.ui.widgets.labels import IconLabel, IconText, Label
from kassadesk.viewmodels.following import FollowingViewModel

translate = QCoreApplication.translate
_SHORT = 24
"""Signs of a value that fits beside another one without a share of its own."""


def corrected(request: DataRequest) -> tuple[RequestItem, ...]:
    """The items that change a value."""
    return tuple(i for i in request.items if i.action == "correct" and i.after is not None)


def fill_changes(
    rows: QVBoxLayout,
    looks: Looks,
    request: DataRequest,
    lens: Lens,
    following: FollowingViewModel | None,
) -> None:
    """One block for each field; the field's name only where there are several."""
    items = corrected(request)
    for item in items:
        if len(items) > 1:
            rows.addWidget(Label(looks, item.label, "caption", "text2", wrap=True))
        rows.addWidget(_change(looks, item, lens))
        if following is not None and following.held_of == request.request_id:
            rows.addWidget(_truth(looks, item, lens, following))


def _change(looks: Looks, item: RequestItem, lens: Lens) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    before = lens.value(Kind.TEXT, item.before)
    after = lens.value(Kind.TEXT, item.after)
    share = int(max(len(before), len(after)) > _SHORT)  # long ones get half the width each
    row.addWidget(Label(looks, before, "table", "text2", wrap=True), share)
    row.addWidget(IconLabel(looks, "arrow-right", "text", 16))
    row.addWidget(Label(looks, after, "key", wrap=True), 1)
    holder.setAccessibleName(
        translate("Changes", "{before} becomes {after}").format(before=before, after=after)
    )
    return holder


def _truth(looks: Looks, item: RequestItem, lens: Lens, following: FollowingViewModel) -> IconText:
    held = following.held_now
    if following.held_error is not None:
        words = translate("Changes", "Whether it reads so now could not be checked.")
        return IconText(looks, "triangle-alert", words, "caption", "warn", wrap=True)
    if held is None:
        words = translate("Changes", "Looking whether it reads so now…")
        return IconText(looks, "clock", words, "caption", "text3", wrap=True)
    if held.get(item.subject) == item.after:
        words = translate("Changes", "Checked: Kassapos holds it so now.")
        return IconText(looks, "badge-check", words, "caption", "ok", wrap=True)
    words = translate("Changes", "Not as asked: Kassapos holds “{0}” now.")
    words = words.format(lens.value(Kind.TEXT, held.get(item.subject)))
    return IconText(looks, "triangle-alert", words, "caption", "danger", wrap=True)
