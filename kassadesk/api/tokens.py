"""The tokens of the running sign-in: in memory, renewed by one caller while the others wait.

A refresh token is used up by its use. So renewal happens under one lock, and the new refresh token is
handed to `on_renewed` (who keeps it safe) before anybody uses the new access token. If the answer of a
renewal is lost, the same token is tried once more: the server then gives the same pair (rule R6).

Several programs may live on one remembered sign-in (the window, a scheduled copy). `around_renewal` lets
one of them renew at a time and hands it the newest token: one that is two renewals old ends them all.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from kassadesk.core.errors import NotSignedIn, SessionExpired
from kassadesk.core.signin import TokenSet

EARLY_S = 30.0
"""An access token is renewed this long before it ends, by the monotonic clock (the PC's may be wrong)."""


class Tokens:
    """Gives the access token for a call. Safe from several threads."""

    def __init__(self, renew: Callable[[str], TokenSet]) -> None:
        self._renew = renew
        self._lock = threading.RLock()
        self._current: TokenSet | None = None
        self._ends = 0.0
        self.on_renewed: Callable[[TokenSet], None] = lambda _tokens: None
        """Called under the lock, within `around_renewal`, with each new pair of a renewal."""
        self.around_renewal: Callable[[str], AbstractContextManager[str]] = nullcontext
        """Entered for each renewal, with the refresh token at hand; gives the one to use."""
        self.on_ended: Callable[[], None] = lambda: None
        """Called under the lock when the server has ended a running sign-in; must not block."""

    @property
    def held(self) -> TokenSet | None:
        """The present pair, None while signed out."""
        return self._current

    def begin(self, tokens: TokenSet) -> None:
        """Use these from now on."""
        with self._lock:
            self._current = tokens
            self._ends = time.monotonic() + tokens.expires_in_s - EARLY_S

    def resume(self, refresh_token: str) -> TokenSet:
        """Begin from a kept refresh token. Raises SessionExpired when the server no longer takes it."""
        with self._lock:
            return self._renewed(refresh_token)

    def end(self) -> TokenSet | None:
        """Forget the pair and return it (for revocation)."""
        with self._lock:
            ended, self._current = self._current, None
            return ended

    def access_token(self) -> str:
        """An access token that is good now; renews it when it is about to end.

        Raises NotSignedIn without a sign-in, SessionExpired when it cannot be renewed.
        """
        with self._lock:
            current = self._needed()
            if time.monotonic() >= self._ends:
                current = self._renewed(current.refresh_token)
            return current.access_token

    def replaced(self, refused: str) -> str:
        """A newer access token than `refused`, which the server answered with 401.

        Ten callers refused at once cause one renewal: the others find the token already replaced.
        """
        with self._lock:
            current = self._needed()
            if current.access_token == refused:
                current = self._renewed(current.refresh_token)
            return current.access_token

    def _needed(self) -> TokenSet:
        if self._current is None:
            raise NotSignedIn
        return self._current

    def _renewed(self, refresh_token: str) -> TokenSet:
        with self.around_renewal(refresh_token) as newest:
            try:
                tokens = self._renew(newest)
            except SessionExpired:
                ended, self._current = self._current, None
                if ended is not None:
                    self.on_ended()
                raise
            self.on_renewed(tokens)
        self.begin(tokens)
        return tokens
