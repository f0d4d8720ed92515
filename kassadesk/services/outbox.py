"""What was asked and is on its way: saved first, then sent once, whatever breaks in between.

Saving is one commit on this PC. Draining sends what waits, oldest first, one program at a time. An
intent that may have left is asked for by its reference before it goes again; reference and key make
a repeat harmless even where the answer to that question comes too early.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from kassadesk.api.client import ApiClient
from kassadesk.core.clock import Clock, utc_now
from kassadesk.core.errors import (
    FileProblem,
    KassaError,
    OutboxDamaged,
    VaultLocked,
    VaultMissing,
)
from kassadesk.core.evidence import EvidenceKind, Note, no_note
from kassadesk.core.intents import Arrived, Drained, Intent, IntentState, Wish
from kassadesk.core.letters import TrackedLetter
from kassadesk.core.opt_ins import ChoiceDraft, OptIn
from kassadesk.core.work import QUIET, Work
from kassadesk.files.life_lock import try_hold
from kassadesk.outbox.box import Outbox, new_ids
from kassadesk.outbox.letter_box import LetterBox
from kassadesk.outbox.opening import NAME, Damaged
from kassadesk.outbox.seal import MemoryKeys
from kassadesk.services.outbox_draining import Draining, shop_of
from kassadesk.services.outbox_keys import KeychainKeys, can_keep
from kassadesk.services.outbox_sending import Sender, receipt_of
from kassadesk.vault.vault import TokenVault

LOCK = "outbox.lock"
NOBODY = "nobody/this-pc"
"""Whose letters are those that were written before anybody signed in."""
T = TypeVar("T")
OpenBox = Callable[[Path | None, KeychainKeys | MemoryKeys, Clock], Outbox]


class OutboxService:
    """The outbox of the shop that is signed in. Blocking; raises KassaError."""

    def __init__(
        self,
        api: ApiClient,
        vault: TokenVault,
        folder: Path,
        clock: Clock = utc_now,
        open_box: OpenBox = Outbox,
        note: Note = no_note,
        on_shop: Callable[[str, bool], None] = lambda _shop, _lasting: None,
    ) -> None:
        """`on_shop` is told whose requests these are from now on, "" for nobody's."""
        self._api = api
        self._vault = vault
        self._folder = folder
        self._clock = clock
        self._open_box = open_box
        self._note = note
        self._on_shop = on_shop
        self._lock = threading.RLock()
        self._keys = KeychainKeys(vault)
        self._shop = ""
        self._may_last = False
        self._on_disk: Outbox | None = None
        self._memory = MemoryKeys()
        self._this_run = open_box(None, self._memory, clock)
        self.trouble: FileProblem | None = None
        """Why the outbox on disk is not used, or that a damaged one was set aside; told once."""

    # --- whose ----------------------------------------------------------------------------------------

    @property
    def lasting(self) -> bool:
        """True when what is saved outlives the program."""
        return self._may_last

    def enter(self, merchant_id: str, lasting: bool = True) -> None:
        """This shop is signed in. `lasting` False (the sample shop): keep nothing on disk."""
        with self._lock:
            self._shop = shop_of(self._api.origin, merchant_id)
            self._close_disk()
            self._may_last = lasting and can_keep(self._vault)
            self._on_shop(self._shop, lasting)
            self._tidy()

    def leave(self, forget: bool = True) -> None:
        """Signed out: what waits stays for this shop, sealed; what was for this run goes.

        `forget` False: the server ended the sign-in, the same person may come back in this run.
        """
        with self._lock:
            self._tidy()
            self._shop, self._may_last = "", False
            self._on_shop("", True)
            self._close_disk()
            self._keys.forget()
            if forget:
                self._this_run.close()
                self._memory = MemoryKeys()
                self._this_run = self._open_box(None, self._memory, self._clock)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._close_disk()
            self._this_run.close()

    # --- what the person does -----------------------------------------------------------------------

    @staticmethod
    def new_ids() -> tuple[str, str]:
        """A reference and a key for a new intent."""
        return new_ids()

    def keep(self, wish: Wish) -> Intent:
        """The wish kept as a draft. A refused or unsent one becomes a draft with a new reference."""
        return self._saved(wish, lambda box, shop: box.keep(shop, wish))

    def save(self, wish: Wish) -> Intent:
        """The wish saved to be sent; on the disk when this returns. Saving it again changes nothing."""
        return self._noted_saved(self._saved(wish, lambda box, shop: box.queue(shop, wish)))

    def save_choices(self, choices: Sequence[ChoiceDraft]) -> tuple[Intent, ...]:
        """The choices saved to be sent, all of them in one commit or none."""
        first = choices[0]
        saved = self._saved(first, lambda box, shop: box.queue_all(shop, choices))
        return tuple(self._noted_saved(one) for one in saved)

    def arrived(self, intent: Intent, wish: Wish) -> Arrived:
        """What Kassapos has of an intent that was filed before. Raises KassaError."""
        return Arrived(intent, Sender(self._api).ask(intent, wish))

    def take_back(self, client_ref: str) -> Wish:
        """An unsent or refused intent as a draft again, to be edited. Raises Conflict, IntentSealed."""
        box = self._box_of(client_ref)
        intent = box.keep(self._shop, box.wish(client_ref))
        return box.wish(intent.client_ref)

    def discard(self, client_ref: str) -> None:
        """Throw an intent away. Raises Conflict when it may have left this PC."""
        self._box_of(client_ref).discard(client_ref)
        self._tidy()

    def intents(self) -> tuple[Intent, ...]:
        """Everything of this shop that is not filed yet, oldest first."""
        found = [one for box in self._boxes for one in box.intents(self._shop)]
        return tuple(one for one in found if one.state is not IntentState.FILED)

    def wish(self, client_ref: str) -> Wish:
        """All that is asked, with the documents. Raises IntentSealed."""
        return self._box_of(client_ref).wish(client_ref)

    # --- sending ----------------------------------------------------------------------------------------

    def drain(self, work: Work = QUIET, hurry: bool = False) -> Drained:
        """Send what waits and is due (`hurry`: all of it) and tell what came of it.

        Trouble on the way is in the answer, never raised: nothing is lost by it. Raises Cancelled.
        """
        held = try_hold(self._folder / LOCK)
        if held is None:
            return Drained(busy=True, waiting=self._waiting(), next_try_at=self._soon())
        try:
            draining = Draining(self._api, self._boxes, self._shop, self._clock, hurry)
            drained = draining.run(work)
        finally:
            held.release()
        self._noted(drained)
        if drained.filed:
            self._tidy()
        return drained

    # --- letters and filings, kept beside the intents -----------------------------------------------

    def with_letters(self, client_ref: str, act: Callable[[LetterBox, str], T]) -> T:
        """What `act` does to the letters in the box that has this intent, or is to have it.

        Signed out, the shop is NOBODY: letters can be written before anybody answers.
        """
        with self._lock:
            shop = self._letter_shop()
            if self._on_disk is None and self._may_last:
                self._on_disk = self._opened()
            try:
                return act(self.letters_of(client_ref)[0], shop)
            except KeyError:
                box = self._box_of(client_ref) if self._known(client_ref) else self._boxes[0]
            try:
                return act(self._letters(box), shop)
            except (VaultLocked, VaultMissing):
                if box is self._this_run:
                    raise
                return act(self._letters(self._this_run), shop)

    def letter_boxes(self) -> tuple[tuple[LetterBox, str], ...]:
        """Where letters of this shop may be."""
        with self._lock:
            shop = self._letter_shop()
            return tuple((self._letters(box), shop) for box in self._boxes)

    def letters_of(self, client_ref: str) -> tuple[LetterBox, str]:
        """The letters among which this one is. Raises KeyError."""
        for letters, shop in self.letter_boxes():
            if letters.has(client_ref):
                return letters, shop
        raise KeyError(client_ref)

    def unowned_letters(self) -> tuple[tuple[LetterBox, TrackedLetter, str], ...]:
        """Letters written while nobody was signed in, and the shop that is signed in now."""
        with self._lock:
            if not self._shop:
                return ()
            return tuple(
                (letters, one, shop)
                for letters, shop in self.letter_boxes()
                for one in letters.all(NOBODY)
            )

    def filing(self, request_id: str) -> bytes | None:
        """The request as it was sent from this PC; None when it was not, or is not kept."""
        for letters, shop in self.letter_boxes():
            found = letters.filing(shop, request_id)
            if found is not None:
                return found
        return None

    # --- inside -----------------------------------------------------------------------------------------

    def _letter_shop(self) -> str:
        if not self._shop and not self._may_last:
            self._may_last = can_keep(self._vault)
            self._on_shop(NOBODY, True)
        return self._shop or NOBODY

    def _letters(self, box: Outbox) -> LetterBox:
        return LetterBox(box, self._memory if box is self._this_run else self._keys, self._clock)

    def _keep_filing(self, arrived: Arrived) -> None:
        filed, content = arrived.intent.filed, arrived.filing
        if filed is None or content is None:
            return
        request_id = filed.request_id
        with suppress(KassaError):  # without it a receipt shows the digest alone
            self.with_letters(
                arrived.intent.client_ref,
                lambda letters, shop: letters.keep_filing(shop, request_id, content),
            )

    def _noted(self, drained: Drained) -> None:
        for arrived in drained.filed:
            filed, answer = arrived.intent.filed, arrived.answer
            if isinstance(answer, OptIn):
                self._note(EvidenceKind.OPT_IN, choice_facts(answer))
                continue
            receipt = receipt_of(answer)
            facts = {"client_ref": arrived.intent.client_ref, "kind": str(arrived.intent.kind)}
            if filed is not None:
                facts |= {"request_id": filed.request_id, "reference": filed.reference}
            if receipt is not None:
                facts |= {
                    "receipt": receipt.receipt_number,
                    "request_sha256": receipt.request_digest,
                    "key_id": receipt.key_id,
                    "signature": receipt.signature,
                }
            self._note(EvidenceKind.RECEIPT, facts)
            self._keep_filing(arrived)
        for intent in drained.refused:
            code = intent.trouble.code if intent.trouble else ""
            facts = {"client_ref": intent.client_ref, "kind": str(intent.kind), "code": code}
            self._note(EvidenceKind.REFUSED, facts)

    @property
    def _boxes(self) -> tuple[Outbox, ...]:
        """The one on disk first, once there is something to keep or to find in it."""
        with self._lock:
            if self._on_disk is None and self._may_last and (self._folder / NAME).exists():
                self._on_disk = self._opened()
            on_disk = (self._on_disk,) if self._on_disk is not None else ()
            return (*on_disk, self._this_run)

    def _noted_saved(self, intent: Intent) -> Intent:
        facts = {"client_ref": intent.client_ref, "kind": str(intent.kind)}
        self._note(EvidenceKind.INTENT_SAVED, facts)
        return intent

    def _saved(self, wish: Wish, put: Callable[[Outbox, str], T]) -> T:
        if not self._shop:  # the shop could not be read at sign-in; for this run only, to be safe
            self.enter(self._api.held.read_me()[0].merchant_id, lasting=False)
        with self._lock:
            if self._on_disk is None and self._may_last:
                self._on_disk = self._opened()
            box = self._box_of(wish.client_ref) if self._known(wish.client_ref) else self._boxes[0]
            try:
                return put(box, self._shop)
            except (VaultLocked, VaultMissing):
                if box is self._this_run:
                    raise
                return put(self._this_run, self._shop)

    def _known(self, client_ref: str) -> bool:
        with suppress(KeyError):
            return bool(self._box_of(client_ref))
        return False

    def _box_of(self, client_ref: str) -> Outbox:
        """The box that has it. Raises KeyError."""
        for box in self._boxes:
            with suppress(KeyError):
                box.one(client_ref)
                return box
        raise KeyError(client_ref)

    def _opened(self) -> Outbox | None:
        path = self._folder / NAME
        try:
            return self._open_box(path, self._keys, self._clock)
        except Damaged as damaged:
            self.trouble = OutboxDamaged(damaged.kept_as)
        except FileProblem as problem:
            self.trouble, self._may_last = problem, False
            return None
        try:
            return self._open_box(path, self._keys, self._clock)
        except (Damaged, FileProblem):
            return None

    def _close_disk(self) -> None:
        if self._on_disk is not None:
            self._on_disk.close()
            self._on_disk = None

    def _tidy(self) -> None:
        with suppress(KassaError):
            for box in self._boxes:
                if self._shop:
                    box.tidy(self._shop)
                    self._letters(box).tidy(self._shop)

    def _waiting(self) -> int:
        return sum(one.waits for one in self.intents())

    def _soon(self) -> datetime:
        return self._clock() + timedelta(seconds=random.uniform(1, 3))  # noqa: S311 - not a secret


def choice_facts(held: OptIn) -> dict[str, str]:
    """What the evidence log keeps of a choice as Kassapos has it."""
    return {
        "opt_in_id": held.opt_in_id,
        "granted": "yes" if held.granted else "no",
        "receipt": held.receipt_number or "",
    }
