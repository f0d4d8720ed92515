"""Where everything is put together by hand, top to bottom, and nowhere else.

`command_line` reads what was asked for; `wiring` builds the services (no Qt); `window` builds the
view-models and the window around them; `first_paint` keeps back what would delay its first picture;
`locking` puts the lock before it; `folders` and `logs` say where things lie on this PC.
The road: __main__ -> command_line -> (wiring -> window) or (wiring -> one verb).
"""
