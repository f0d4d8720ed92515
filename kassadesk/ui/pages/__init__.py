"""One file a page; the parts of a page stand in `<page>_parts` beside it.

A page is a QWidget that draws one view-model: it is handed the view-model and the Looks, listens to
`changed`, and forwards what the person does as commands. Road of a click: widget -> command of the
view-model -> `changed` -> the page draws what the view-model holds now. A page keeps no state of its
own, knows no service and no other page: `go(goal, argument)` only says where the person wants to go
(`app.roads` knows the way).

Each page has `retranslate()` (words again) and `on_shown()` (read now); what else the window may ask
(`find_in_page`, `reload`, `close_pane`, `regions`) is named in `ui.page_shelf`.
"""
