"""What the sample shop has already done when it is opened for the first time."""

from __future__ import annotations

from kassadesk.sandbox.passwords import password_hash
from kassadesk.sandbox.people import normal_login
from kassadesk.sandbox.state import State
from kassadesk.sandbox.store import remember, remembered


def seed_shop(state: State) -> None:
    """Fill a new store; does nothing to one that was filled before."""
    with state.store.changing() as db:
        if remembered(db, "seeded") is not None:
            return
        world = state.world
        password = password_hash(world.password)
        for login, channel in ((world.login_mobile, "sms"), (world.login_email, "email")):
            db.execute(
                "INSERT INTO people VALUES(?, ?, ?, ?, ?, ?)",
                (
                    world.merchant_id,
                    normal_login(login),
                    world.person_name,
                    "owner",
                    channel,
                    password,
                ),
            )
        remember(db, "seeded", state.clock.text())
