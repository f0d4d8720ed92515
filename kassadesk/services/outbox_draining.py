"""One drain: each waiting intent in order, from `sending` to `filed`, `refused` or a later try."""

from __future__ import annotations

import hashlib
import random
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from kassadesk.api.client import ApiClient
from kassadesk.core.clock import Clock
from kassadesk.core.errors import (
    AttachmentRefused,
    CaptivePortal,
    Conflict,
    IntentSealed,
    KassaError,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Offline,
    Rejected,
    ServerFault,
    SessionExpired,
    TimedOut,
    TooManyRequests,
    UntrustedConnection,
)
from kassadesk.core.intents import (
    Arrived,
    Drained,
    Intent,
    IntentState,
    Trouble,
    Wish,
    documents_of,
)
from kassadesk.core.work import Work
from kassadesk.outbox.box import Outbox
from kassadesk.services.outbox_sending import Answer, Sender, filed_of, receipt_of

KEY_LIFE = timedelta(days=90)
"""The contract's limits.idempotency_key_life_days: an older key means nothing to the server."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30 * 60.0
LONGEST_TOLD_S = 6 * 3600.0
"""However long a server asks to wait, it is asked again after that."""
PATIENT_TRIES = 5
"""An intent that failed so often no longer holds back those behind it."""
_FINAL = (Rejected, NotAllowed, NotFound, AttachmentRefused)
_NO_WAY_THERE = (
    Offline,
    TimedOut,
    CaptivePortal,
    UntrustedConnection,
    SessionExpired,
    NotSignedIn,
)


class Draining:
    """Made for one drain by who holds the lock."""

    def __init__(
        self,
        api: ApiClient,
        boxes: tuple[Outbox, ...],
        shop: str,
        clock: Clock,
        hurry: bool,
    ) -> None:
        self._api = api
        self._boxes = boxes
        self._shop = shop
        self._clock = clock
        self._hurry = hurry
        self._sender = Sender(api)
        self._filed: list[Arrived] = []
        self._refused: list[Intent] = []
        self._error: KassaError | None = None

    def run(self, work: Work) -> Drained:
        """What became of everything that waited. Raises Cancelled."""
        for box in self._boxes:
            box.find_interrupted(self._shop)
        if self._to_do():
            try:
                self._same_shop()
                self._send_all(work)
            except KassaError as error:  # the road or the sign-in: the same for all that wait
                self._error = error
        waiting = [one for _box, one in self._waiting()]
        return Drained(
            filed=tuple(self._filed),
            refused=tuple(self._refused),
            waiting=len(waiting),
            next_try_at=self._next_try(waiting),
            error=self._error,
        )

    # --- which ------------------------------------------------------------------------------------------

    def _waiting(self) -> list[tuple[Outbox, Intent]]:
        """In the order they were made, which the file knows better than the clock of this PC."""
        return [(box, one) for box in self._boxes for one in box.intents(self._shop) if one.waits]

    def _to_do(self) -> list[tuple[Outbox, Intent]]:
        """What is due, in order; an intent that must wait holds back those behind it."""
        due = []
        for box, one in self._waiting():
            if self._is_due(one):
                due.append((box, one))
            elif one.attempts < PATIENT_TRIES:
                break
        return due

    def _is_due(self, intent: Intent) -> bool:
        if self._hurry or intent.next_try_at is None:
            return True
        left = intent.next_try_at - self._clock()
        # further off than any pause: the clock of this PC was set back meanwhile
        return left <= timedelta() or left > timedelta(seconds=LONGEST_TOLD_S)

    def _next_try(self, waiting: list[Intent]) -> datetime | None:
        times = [one.next_try_at or self._clock() for one in waiting]
        return min(times) if times and self._error is None else None

    def _same_shop(self) -> None:
        """Raises NotSignedIn unless this very shop is signed in; Offline and its like when nobody
        can be reached, so that nothing is called unsure that never left."""
        merchant = self._api.held.read_me()[0]
        if shop_of(self._api.origin, merchant.merchant_id) != self._shop:
            raise NotSignedIn

    # --- one by one ---------------------------------------------------------------------------------------

    def _send_all(self, work: Work) -> None:
        for box, intent in self._to_do():
            work.check()
            if not self._settled(box, intent, work) and intent.attempts + 1 < PATIENT_TRIES:
                return

    def _settled(self, box: Outbox, intent: Intent, work: Work) -> bool:
        """False when it must be tried again later. Raises what keeps all others from going too."""
        try:
            return self._sent(box, intent, work)
        except (IntentSealed, KeyError):
            return True  # it stands in the list with its words; or it was thrown away just now
        except KassaError as error:
            self._note(box, intent, error)
            if isinstance(error, _NO_WAY_THERE):
                raise
            return box.one(intent.client_ref).state is IntentState.REFUSED

    def _sent(self, box: Outbox, intent: Intent, work: Work) -> bool:
        if intent.state is IntentState.NOT_SURE:
            answer = self._sender.ask(intent, intent.wish)
            if answer is not None:
                self._arrived(box, intent, answer, intent.wish, ())
                return True
        if self._key_is_old(intent):  # the server has forgotten it; the reference it never forgets
            intent = box.new_key(intent.client_ref)
        wish = box.wish(intent.client_ref)
        if not box.begin(intent, posting=not documents_of(wish)):
            return True  # edited or thrown away in another window
        attachment_ids = self._uploaded(box, wish, work)
        answer = self._sender.post(wish, attachment_ids)
        self._arrived(box, intent, answer, wish, attachment_ids)
        return True

    def _uploaded(self, box: Outbox, wish: Wish, work: Work) -> tuple[str, ...]:
        attachment_ids: tuple[str, ...] = ()
        if documents_of(wish):
            attachment_ids = self._sender.upload(wish, work)
            box.posting(wish.client_ref)
        return attachment_ids

    def _key_is_old(self, intent: Intent) -> bool:
        age = self._clock() - intent.key_made_at
        return not timedelta() <= age < KEY_LIFE

    # --- what came of it ------------------------------------------------------------------------------------

    def _arrived(
        self, box: Outbox, intent: Intent, answer: Answer, wish: Wish | None, ids: tuple[str, ...]
    ) -> None:
        """The receipt's digest decides whether these are the bytes it was given for."""
        filed = box.file(intent.client_ref, filed_of(answer))
        filing, receipt = self._sender.bytes_of(wish, ids), receipt_of(answer)
        digest = hashlib.sha256(filing).hexdigest() if filing is not None else ""
        fits = receipt is not None and receipt.request_digest == digest
        self._filed.append(Arrived(filed, answer, filing if fits else None))

    def _note(self, box: Outbox, intent: Intent, error: KassaError) -> None:
        now = box.one(intent.client_ref)
        trouble = _trouble(error)
        if self._starts_anew(now, error):
            box.new_key(now.client_ref)
        elif now.state is IntentState.SENDING and _is_final(error):
            self._refused.append(box.refuse(now.client_ref, trouble))
            return
        pause_s = max(_pause_s(now.attempts), min(_told_s(error), LONGEST_TOLD_S))
        box.wait(now.client_ref, trouble, self._clock() + timedelta(seconds=pause_s))

    def _starts_anew(self, intent: Intent, error: KassaError) -> bool:
        """Whether another key may help: the server has it for other bytes (a program before an
        upgrade), or has forgotten an upload that the old key still names."""
        if intent.attempts >= 2 * PATIENT_TRIES:
            return False
        reused = isinstance(error, Rejected) and error.reason == "idempotency_key_reused"
        return reused or (isinstance(error, NotFound) and intent.posted_at is None)


def shop_of(origin: str, merchant_id: str) -> str:
    """What a shop is called in the outbox and in the keychain: its server, and nothing that names it."""
    digest = hashlib.sha256(merchant_id.encode()).hexdigest()
    return f"{urlsplit(origin).netloc}/{digest[:16]}"


def _is_final(error: KassaError) -> bool:
    if isinstance(error, Conflict):
        return error.reason not in ("request_in_progress", "offset_conflict")
    return isinstance(error, _FINAL)


def _trouble(error: KassaError) -> Trouble:
    reason = getattr(error, "reason", "")
    problems = error.problems if isinstance(error, Rejected) else ()
    return Trouble(type(error).__name__, str(reason), problems)


def _told_s(error: KassaError) -> float:
    return error.retry_after_s if isinstance(error, TooManyRequests | ServerFault) else 0.0


def _pause_s(attempts: int) -> float:
    """Full jitter, so that shops that lost the line together do not come back together."""
    longest = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(attempts, 20))
    return random.uniform(0, longest)  # noqa: S311 - not a secret
