"""Requests on their way: what a person asked for, safe on this PC until Kassapos confirms it.

Concepts that live here
-----------------------
Outbox      one SQLite file of intents (`box`); its methods are the moves between their states.
Seal        AES-GCM around everything personal; bound to intent, kind and revision (`seal`).
SealKeys    where a shop's key is kept (the keychain, or memory for this run); `services` gives it.
opened      the file as it must be: migrated, newer ones refused, damaged ones set aside (`opening`).

The road: a form saves (draft, queued) -> services.outbox drains: sending -> filed, refused, or
not_sure, of which Kassapos is asked before it is sent again. What every move relies on:

- A state is on the disk before anybody is told of it and before the first byte leaves. The file is
  in rollback-journal mode with synchronous=EXTRA: FULL alone may, after a power cut, find the removed
  journal again and undo the last commit. One file, no log beside it: a damaged one is easily set aside.
- Each move names the states it may start from, in one transaction, so two windows cannot both make it.
- Only the drainer (a lock of the operating system says who) moves `sending` rows. A `sending` row
  whose drainer died is found by the next one.
- Several choices switched at one stroke are queued in one transaction: all of them or none.
- Kept, never in the clear: values, reasons, names of documents, their bytes. In the clear: ids, kinds,
  states, times, digests' sizes. A filed intent loses its body at once, and a shop without bodies its key.

Beside api, files and vault, and knowing none of them: it stores, and neither sends nor asks for keys.
It uses SQLite's own files, so they do not pass through `files.disk`.
"""
