"""What a request covers, thing by thing: what is done and where, what waits, what stays until when."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kassadesk.core.data_requests import DataRequest, Hold, RequestItem
from kassadesk.core.lens import Lens, day_in_words
from kassadesk.ui.looks import Looks
from kassadesk.ui.pages.plural import counted
from kassadesk.ui.texts import item_state_word
from kassadesk.ui.widgets.labels import Label

translate = QCoreApplication.translate
_TONES = {"done": "ok", "not_held": "ok", "failed": "text2", "retained": "warn"}
_ORDER = ("failed", "in_progress", "pending", "done", "not_held")


def as_they_ended(request: DataRequest) -> tuple[RequestItem, ...]:
    """The items; of an ended request, what still waited will not be done."""
    if not request.final:
        return request.items
    waited = ("pending", "in_progress")
    return tuple(
        replace(item, state="failed") if item.state in waited else item for item in request.items
    )


def summary_words(items: tuple[RequestItem, ...], lens: Lens) -> str:
    """3 done · 2 wait · 7 kept."""
    states = [item.state for item in items]
    parts = [
        (("done", "not_held"), translate("Item", "{n} done"), translate("Item", "{n} done")),
        (
            ("in_progress",),
            translate("Item", "{n} in progress"),
            translate("Item", "{n} in progress"),
        ),
        (("pending",), translate("Item", "{n} waits"), translate("Item", "{n} wait")),
        (("failed",), translate("Item", "{n} not done"), translate("Item", "{n} not done")),
        (("retained",), translate("Item", "{n} kept"), translate("Item", "{n} kept")),
    ]
    told = []
    for fitting, one, many in parts:
        number = sum(state in fitting for state in states)
        if number:
            told.append(counted(number, one, many) if not lens.masked else many.format(n="••••"))
    return " · ".join(told)


def fill_items(
    section: QVBoxLayout,
    looks: Looks,
    items: tuple[RequestItem, ...],
    lens: Lens,
    *,
    kept_first: bool,
) -> None:
    """One line each; what stays is put together by the rule that keeps it."""
    moving = [item for item in items if item.hold is None]
    if kept_first:
        _fill_kept(section, looks, items, lens)
    for item in sorted(moving, key=_place):
        section.addLayout(_item(looks, item, lens))
    if not kept_first:
        _fill_kept(section, looks, items, lens)


def _fill_kept(
    section: QVBoxLayout, looks: Looks, items: tuple[RequestItem, ...], lens: Lens
) -> None:
    kept: dict[tuple[str, str], list[RequestItem]] = {}
    for item in items:
        if item.hold is not None:
            kept.setdefault((item.hold.law, item.hold.why), []).append(item)
    for held in kept.values():
        section.addLayout(_kept_together(looks, held, lens))


def _place(item: RequestItem) -> int:
    return _ORDER.index(item.state) if item.state in _ORDER else 0


def _item(looks: Looks, item: RequestItem, lens: Lens) -> QVBoxLayout:
    rows = QVBoxLayout()
    rows.setSpacing(0)
    state = item_state_word(item.state)
    rows.addLayout(_line(looks, lens.personal_text(item.label), state, _TONES.get(item.state)))
    if item.processor:
        rows.addWidget(
            Label(looks, _where(item.processor, item.state), "caption", "text2", wrap=True)
        )
    return rows


def _where(processor: str, state: str) -> str:
    """Which other company it is about, and whether that company has confirmed."""
    if state == "done":
        return translate("Item", "{company} has confirmed").format(company=processor)
    if state == "in_progress":
        return translate("Item", "gone at Kassapos; {company} has not confirmed yet").format(
            company=processor
        )
    return translate("Item", "at Kassapos and {company}").format(company=processor)


def _kept_together(looks: Looks, held: list[RequestItem], lens: Lens) -> QVBoxLayout:
    rows = QVBoxLayout()
    rows.setSpacing(0)
    for item in held:
        rows.addLayout(_line(looks, lens.personal_text(item.label), _until(item.hold), "warn"))
    hold = held[0].hold
    words = f"{hold.law}. {hold.why}" if hold else ""
    rows.addWidget(Label(looks, words, "caption", "text2", wrap=True))
    return rows


def _until(hold: Hold | None) -> str:
    if hold is None or hold.until is None:
        return translate("Item", "kept; no end date given")
    return translate("Item", "until {date}").format(date=day_in_words(hold.until))


def _line(looks: Looks, label: str, word: str, tone: str | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Label(looks, label, "key", wrap=True), 1)
    row.addWidget(Label(looks, word, "table", tone or "text2"), 0, Qt.AlignmentFlag.AlignTop)
    return row
