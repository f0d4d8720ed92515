"""The kit: every control the pages are made of. Pages use these, never bare Qt ones.

`looks` is the one `Looks` of the program; it is always the first argument. Texts are shown at once:
call the setters again in a page's `retranslate()`. Font roles are in `ui.fonts.ROLES`, colour
tokens in `resources/themes/*.toml`, icon names in `resources/icons`.

Index (module: class or function, what it is for)
-------------------------------------------------
labels          Label(looks, text, role="table", tone="text", wrap=False): plain words; set_tone.
                IconLabel(looks, name, token, size); IconTile(looks, name, tint): 32 px square mark.
                IconText(looks, icon, text, role, tone, wrap=False): hint with icon; show_state.
                Rule(vertical=False): 1 px line. repolish(widget): after a property changed.
elided_label    ElidedLabel(looks, text, role, tone, lines=1): may be cut with "…".
buttons         Button(looks, text, kind="secondary", icon="", large=False, icon_after=False, name="")
                kinds: primary secondary text turn danger danger_filled icon chosen text_strip
                icon_strip; set_busy(word), set_rest(), set_text, set_kind, set_icon.
switch          Switch(looks, name): `clicked` only asks; show_state(on, saving=False).
inputs          LineInput(looks, name), PasswordInput, SearchInput (`searched`), InputField(looks,
                label, edit, hint=""): show_error/show_hint; Combo(looks, name): set_choices.
pill            pill_look(state), Pill(looks, state), paint_pill for delegates. States: the request
                statuses, your_turn, partly_kept, verified, changed, not_found, unsigned, sample,
                masked.
card            Card(looks, title, icon, ruled=False): `body`, add_to_head; CardButton(looks, name).
field_pair      FieldPairs(looks, right=False): add(name, value, tone).
details_pane    DetailsPane(looks, title, width=312): head_body, add_section(title), add_to_foot,
                clear, `closed`. clear_layout(layout).
scroll_column   ScrollColumn(content): scrolls up and down only; wrapped words keep their height.
timeline        Timeline(looks): add(title, lines, state=past|now|your_turn|next, icon, extra, last).
dialog          Dialog(looks, title, text): body, add_button; confirm(looks, title, text, deed, keep,
                danger=False) -> Dialog; use open() and accepted/rejected.
two_line_delegate  TwoLineDelegate(looks, view, row_height=56) with CellRole for models of lists and
                field tables.
row_table       RowTable(looks, rows_model, strong=frozenset(keys), totals=False, name=""): big tables
                over viewmodels.rows_model.RowsModel; opened(row), current_changed(row), show_all;
                select_row, first_and_last_row, copy, say_empty(title, text, button).
empty_state     EmptyState(looks, icon, title, text, button="", button_icon=""): `button`, say.
error_card      ErrorCard(looks): show_error(KassaError); `again`; `buttons` row for more.
loading_rows    LoadingRows(looks, row_height=36): grey rows after 300 ms.

check_box       CheckBox(looks, text, second="", strong=False): toggled, is_checked, set_checked.
radio_card      RadioCard(looks, title, text="", group=None): chosen, is_chosen, choose.
clocks          Clocks(looks): promised, policy, law; each show_date(date, note, overdue=False).
progress        Progress(looks): show_progress(done, total, words), set_state.
drop_area       DropArea(looks, text, button): dropped(Path), choose, refuse(words), rest.
step_marks      StepMarks(looks, names, now=0): show_step.
gstin_boxes     GstinBoxes(looks): show_gstin(text, wrong places).
code_boxes      CodeBoxes(looks, digits=6): changed, completed; one input.
date_range      DateRange(looks, name): show_range(first, last), changed.
banner          Banner(looks, kind, icon, strong, text, button): kinds ok warn danger offline sample
                walkthrough; say, acted.
toast           Toast(looks, window): show_notice(Notice); the window owns the only one.
focus_ring      FocusRing(looks, window): a widget may say `ring_rect()`; property "ringRadius".
navigation, header, brand_mark: the frame's own parts.

Words: kassadesk.ui.texts (error_words, column_title, choice_word, category_title, purpose_words,
on_channel, retention_words, request_state, request_title, event_title, days_left_words, ...).
"""
