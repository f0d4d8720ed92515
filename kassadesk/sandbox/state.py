"""What every view of the sandbox works with, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from kassadesk.sandbox.clock import ServerClock
from kassadesk.sandbox.faults import Faults
from kassadesk.sandbox.signer import Signer
from kassadesk.sandbox.store import Store

if TYPE_CHECKING:
    from kassadesk.sandbox.world import World

_NAME = "kassadesk"


@dataclass(frozen=True)
class State:
    """The parts of one running sandbox. All of them may be used from any thread."""

    store: Store
    clock: ServerClock
    world: World
    signer: Signer
    faults: Faults
    merchant: str
    """Id of the one merchant this sandbox serves."""
    secret: bytes
    """Server secret: tokens and plan hashes are derived from it (never leaves the process)."""
    origin: str = ""
    """Own origin like "http://127.0.0.1:8700", the issuer of tokens."""


def keep_state(app: Flask, state: State) -> None:
    """Give an app its state."""
    app.extensions[_NAME] = state


def state() -> State:
    """The state of the app that answers the present request."""
    return cast(State, current_app.extensions[_NAME])
