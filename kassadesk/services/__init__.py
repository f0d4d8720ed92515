"""What a shop owner can do, one plain class per use: blocking, no Qt, core values in and out.

Road of the data: a view-model calls a service through Tasks; the service asks `api`, `files` or
`vault`, decides what those cannot know, and returns values. Bad news passes as KassaError.

A change carries a key made once per intent, so that pressing twice or trying again never does it
twice: the draft carries it, every repeat sends it. Requests go through `outbox`: saved first, then sent
by `outbox_draining` (what follows from which answer) through `outbox_sending` (what differs by kind).
A flipped switch of Opt-ins takes the same road, with the state the person saw (If-Match).
"""
