"""Every word the person reads that is not data: import it from here.

The words stand by subject in `ui.words`; each is made when shown, so the language can change while
the program runs. Codes this program does not know (a newer server) give a readable form of the code.
"""

from __future__ import annotations

from kassadesk.ui.words.asking import form_icon, form_title, lacking_words, next_lines, send_word
from kassadesk.ui.words.complaints import (
    board_reason,
    complaint_about,
    complaint_event_icon,
    complaint_event_title,
    complaint_next_words,
    complaint_state,
    complaint_state_words,
    complaint_title,
    rung_icon,
    rung_title,
    rung_words,
)
from kassadesk.ui.words.error_reasons import wait_in_words
from kassadesk.ui.words.error_shape import ErrorWords
from kassadesk.ui.words.errors import error_words, has_words
from kassadesk.ui.words.laws import origin_words, rule_words
from kassadesk.ui.words.notices import action_word, has_notice, notice_words
from kassadesk.ui.words.requests import (
    difference_words,
    event_icon,
    event_title,
    item_state_word,
    reason_words,
    turn_title,
    undeletable_words,
)
from kassadesk.ui.words.rights import right_words
from kassadesk.ui.words.shop import (
    category_icon,
    category_title,
    category_unit,
    channel_word,
    days_left_words,
    kind_word,
    legal_basis_word,
    lock_words,
    long_day,
    on_channel,
    purpose_words,
    request_icon,
    request_state,
    request_title,
    retention_words,
    source_word,
    who_word,
)
from kassadesk.ui.words.tables import choice_word, column_title, rows_word, table_title
from kassadesk.ui.words.unsent import (
    unsent_kept_words,
    unsent_sealed_words,
    unsent_short_words,
    unsent_state_words,
    unsent_title,
    waiting_act_words,
)

__all__ = [
    "ErrorWords",
    "action_word",
    "board_reason",
    "category_icon",
    "category_title",
    "category_unit",
    "channel_word",
    "choice_word",
    "column_title",
    "complaint_about",
    "complaint_event_icon",
    "complaint_event_title",
    "complaint_next_words",
    "complaint_state",
    "complaint_state_words",
    "complaint_title",
    "days_left_words",
    "difference_words",
    "error_words",
    "event_icon",
    "event_title",
    "form_icon",
    "form_title",
    "has_notice",
    "has_words",
    "item_state_word",
    "kind_word",
    "lacking_words",
    "legal_basis_word",
    "lock_words",
    "long_day",
    "next_lines",
    "notice_words",
    "on_channel",
    "origin_words",
    "purpose_words",
    "reason_words",
    "request_icon",
    "request_state",
    "request_title",
    "retention_words",
    "right_words",
    "rows_word",
    "rule_words",
    "rung_icon",
    "rung_title",
    "rung_words",
    "send_word",
    "source_word",
    "table_title",
    "turn_title",
    "undeletable_words",
    "unsent_kept_words",
    "unsent_sealed_words",
    "unsent_short_words",
    "unsent_state_words",
    "unsent_title",
    "wait_in_words",
    "waiting_act_words",
    "who_word",
]
