"""Putting the parts together: data folder, store, world, signer, app, waitress."""

from __future__ import annotations

import logging
import socket
from datetime import date
from pathlib import Path
from typing import Any, Final

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.server import create_server  # type: ignore[import-untyped]
from waitress.task import WSGITask  # type: ignore[import-untyped]

from kassadesk.sandbox.clock import ServerClock
from kassadesk.sandbox.faults import Faults
from kassadesk.sandbox.faulty import Faulty
from kassadesk.sandbox.seeds import seed_shop
from kassadesk.sandbox.server import make_app, schemas
from kassadesk.sandbox.signer import Signer, secret_file
from kassadesk.sandbox.state import State
from kassadesk.sandbox.store import Store, remember, remembered
from kassadesk.sandbox.world import open_world, shop_day

THREADS: Final = 8


class _Task(WSGITask):  # type: ignore[misc]
    """Hands the socket to the fault layer, which must be able to cut a connection."""

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ["kassadesk.socket"] = self.channel.socket
        return environ


class _Channel(HTTPChannel):  # type: ignore[misc]
    task_class = _Task


class Served:
    """A server that listens already; `run` answers until the process is told to end."""

    def __init__(self, state: State, listening: socket.socket, faults: bool) -> None:
        """`listening` is bound and stays this object's to close."""
        app = make_app(state)
        self._state = state
        self._socket = listening
        self._server = create_server(
            Faulty(app, state) if faults else app,
            sockets=[listening],
            threads=THREADS,
            ident=None,
            max_request_body_size=64 * 1024 * 1024,
            clear_untrusted_proxy_headers=True,
        )
        self._server.channel_class = _Channel

    def ready_line(self) -> dict[str, str | bool]:
        """What the starter is told: where it is and how to sign in to the sample shop."""
        world = self._state.world
        return {
            "base_url": self._state.origin,
            "login": world.login_mobile,
            "password": world.password,
            "code": world.code,
            "shop": world.shop,
            "ready": True,
        }

    def run(self) -> None:
        """Answer calls, until SystemExit or KeyboardInterrupt reaches the main thread."""
        self._server.run()

    def wake(self) -> None:
        """Make the main thread look at its signals now. Any thread."""
        self._server.pull_trigger()

    def close(self) -> None:
        """Stop listening and close the store."""
        self._server.close()
        self._socket.close()
        self._state.store.close()


def serve(
    host: str,
    port: int,
    shop: str,
    transactions: int | None,
    folder: Path,
    today: date | None,
    faults: bool,
) -> Served:
    """A listening server on `folder`'s state, seeded at its first start."""
    logging.getLogger("waitress").setLevel(logging.ERROR)
    folder.mkdir(parents=True, exist_ok=True)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        origin = f"http://{host}:{listening.getsockname()[1]}"
        state = open_state(folder, shop, transactions, today, faults, origin)
        return Served(state, listening, faults)
    except BaseException:
        listening.close()
        raise


def open_state(
    folder: Path,
    shop: str,
    transactions: int | None,
    today: date | None,
    faults: bool,
    origin: str,
) -> State:
    """The state kept in `folder`, made and seeded when it is new."""
    store = Store(folder / "sandbox.sqlite3", schemas())
    advanced = remembered(store.reading(), "advanced_s") or "0"
    clock = ServerClock(today, int(advanced))
    try:
        world = open_world(shop, _world_day(store, clock, today), transactions)
    except KeyError:
        raise ValueError(f"there is no shop called {shop}") from None
    state = State(
        store=store,
        clock=clock,
        world=world,
        signer=Signer(folder, clock.now()),
        faults=Faults(allowed=faults),
        merchant=world.merchant_id,
        secret=secret_file(folder / "server-secret.bin", 32),
        origin=origin,
    )
    seed_shop(state)
    return state


def _world_day(store: Store, clock: ServerClock, today: date | None) -> date:
    """The day on which the shop's data ends: kept from the first start on, because what was read
    and exported must be the same after a restart on a later day."""
    kept = remembered(store.reading(), "world_day")
    if kept is not None:
        return date.fromisoformat(kept)
    day = today or shop_day(clock.now())
    with store.changing() as db:
        remember(db, "world_day", day.isoformat())
    return day
