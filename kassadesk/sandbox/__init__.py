"""A real server of the privacy contract with a sample shop, for trying the program and for tests.

It is no mock: its own process (`main`), HTTP on 127.0.0.1 only, SQLite on disk (`store`, `schema`),
hashed passwords and tokens, signed receipts. It never imports `kassadesk.api`: client and server
meet only in the contract file.

The few concepts:
    State     store, clock, world, signer, faults: what every view works with (`state()`)
    World     the shop's data, computed from a seed (`world`)
    Account   who asks, told from the token (`guards.signed_in`)
    once      a change, its key record and its answer in one transaction (`idempotency`)
    Problem   raised anywhere, answered as RFC 9457 (`problems`)
    lifecycle the state machine of requests; due work runs lazily, at the next look

The road of a call: waitress -> `faults` (only with --faults) -> a blueprint of `server.MODULES`
-> `guards` (401, 406) -> `bodies` (400, 415, 422) -> store or world -> `answers` (digest, headers).
"""
