"""Talking to Kassapos: the only package that speaks HTTP. Out go calls, in come core values.

Road of an answer
-----------------
`client.ApiClient` -> a `*_calls` class per subject (one method per operation of the contract)
  -> `calls.Calls` (bearer token, repeats, 401 renews once)  -> `retry` (the contract's table)
  -> `transport.Transport` (one origin) -> `exchange.Exchange` (one request on its own thread)
  <- `answer.proven` (digest, type, length) <- `strict_json` <- `wire_*` shapes <- `value()`.
An answer that says no becomes a KassaError in `failures`; a line that breaks, in `exchange`.

Each request runs on a thread of its own because a blocked socket cannot be interrupted: the caller
waits beside it, looks ten times a second whether the person cancelled, and leaves at the deadline.

`server_rows.ServerRows` is the RowSource of big tables; `row_pages` reads them whole and proves it.
"""
