"""The shop's world in plain values: what travels between all layers.

Only the standard library is known here: no Qt, no HTTP, no files, no keychain, no sentences.

Concepts that live here
-----------------------
Value       a frozen dataclass or an enum (`merchant`, `held`, `opt_ins`, `data_requests`, `policy`,
            `exports`, `signin`).
Intent      what was asked on this PC and is not confirmed yet (`intents`); kept by `kassadesk.outbox`.
Work        what a long service may say and ask while it runs (`work`).
KassaError  the only shape of bad news below the window: facts and a code, never a sentence (`errors`).
RowSource   big tables by page: `summary(query)` and `page(query, start, size)` (`rows`), with
            `columns` naming what each table holds.
ClauseChange  what changes between two policy texts, by section and sentence (`policy_diff`,
            `policy_sentences`); PolicyFact: where data and policy part (`policy_facts`).
KeepCalendar  per financial year: the law, Kassapos' word, the own copy, the gap (`keep_calendar`).
Lens        the one place where a value becomes visible text, plain or masked (`lens`).

Conventions: times are aware UTC datetimes, money is integer paise, ids and references are strings.
"""
