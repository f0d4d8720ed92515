"""ApiClient: one typed method per operation of the contract, grouped by subject."""

from __future__ import annotations

from kassadesk.api.calls import Calls, OpenCalls
from kassadesk.api.grievance_calls import GrievanceCalls
from kassadesk.api.held_calls import HeldCalls
from kassadesk.api.opt_in_calls import OptInCalls
from kassadesk.api.policy_calls import PolicyCalls
from kassadesk.api.request_calls import RequestCalls
from kassadesk.api.row_calls import RowCalls
from kassadesk.api.sign_in_calls import RenewalCalls, SignInCalls
from kassadesk.api.tokens import Tokens
from kassadesk.api.transport import Transport
from kassadesk.core.signers import Signer
from kassadesk.core.signin import TokenSet


class ApiClient:
    """The whole API of one origin for one sign-in.

    Methods are blocking, may be called from several worker threads, give core values and raise
    KassaError. Names are the contract's operation ids.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        open_calls = OpenCalls(transport)
        self.tokens = Tokens(RenewalCalls(open_calls).renew)
        calls = Calls(transport, self.tokens)
        self.sign_in = SignInCalls(open_calls, calls)
        self.held = HeldCalls(calls)
        self.opt_ins = OptInCalls(calls)
        self.requests = RequestCalls(calls)
        self.grievances = GrievanceCalls(calls)
        self.policy = PolicyCalls(open_calls, calls)
        self.rows = RowCalls(calls)

    @property
    def origin(self) -> str:
        """Where all calls go."""
        return self._transport.origin

    def signer(self) -> Signer:
        """Who vouches for the server. Call through Tasks."""
        return self._transport.signer()

    def point_at(self, origin: str) -> None:
        """Use another server; only while signed out. Raises Rejected for a bad address."""
        if self.tokens.held is not None:
            raise RuntimeError("a token never goes to another server")
        self._transport.point_at(origin)

    def beside(self, tokens: TokenSet) -> ApiClient:
        """The same server for another sign-in, on the same connections."""
        other = ApiClient(self._transport)
        other.tokens.begin(tokens)
        return other

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()
