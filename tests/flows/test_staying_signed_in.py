"""The real keychain: what is kept there, that it resumes, and that it is gone at once."""

from __future__ import annotations

import pytest

from kassadesk.vault.keychain import KeychainVault
from tests.flows.desk import Desk
from tests.flows.hands import by_both_hands
from tests.sandbox.running import Sandbox
from tests.vault import private_session

pytestmark = [
    pytest.mark.keychain,
    pytest.mark.skipif(
        not private_session.inside(), reason="runs in a private keychain session only"
    ),
]


def entry(desk: Desk) -> str:
    """The account of the keychain entry the settings name."""
    return f"{desk.program.services.settings.load().remembered_session}/refresh"


@by_both_hands
def test_sign_out_empties_the_real_keychain_at_once_and_the_next_start_asks(
    desk: Desk, calm_shop: Sandbox
) -> None:
    keychain = KeychainVault()
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    desk.wait_to_see(f"Your sign-in key is kept in {keychain.name()}, not in a file.")
    desk.sign_in(remember=True)
    kept = entry(desk)
    assert keychain.get(kept)
    desk.restart()
    desk.wait_at("home")
    assert keychain.get(kept), "the key was renewed and is still there"
    desk.sign_out()
    assert keychain.get(kept) is None
    assert "You are signed out" in desk.toast
    assert calm_shop.seen()[-1]["path"] == "/v1/oauth/revoke"
    desk.restart()
    assert desk.session.state == "signed_out"
    assert desk.door.isVisible()


def test_sign_out_while_the_server_is_away_empties_the_keychain_and_tells_it_later(
    desk: Desk, calm_shop: Sandbox
) -> None:
    keychain = KeychainVault()
    desk.set_up_for(calm_shop.base_url)
    desk.restart()
    desk.sign_in(remember=True)
    kept = entry(desk)
    calm_shop.fault("POST /v1/oauth/revoke", times=9, drop="before")
    desk.sign_out()
    assert keychain.get(kept) is None
    assert calm_shop.call("DELETE", "/sandbox/faults").status == 204
    desk.restart()
    desk.wait_until(
        lambda: any(one["path"] == "/v1/oauth/revoke" for one in calm_shop.seen()),
        "the next start tells the server",
    )
    assert desk.session.state == "signed_out"
