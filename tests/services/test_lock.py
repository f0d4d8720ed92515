"""What opens the locked window: only the PIN, five tries, and no way round by ending the program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kassadesk.core.errors import VaultLocked, VaultMissing
from kassadesk.core.pin import MOST_TRIES, WAITS_S, AtStart, PinState, PinTry
from kassadesk.files.settings_file import SettingsFile
from kassadesk.services import lock
from kassadesk.services.lock import ACCOUNT, LockService, hash_of
from kassadesk.vault.keychain import KeychainVault
from kassadesk.vault.this_run import KeychainOrRun
from kassadesk.vault.vault import MemoryVault, TokenVault
from tests.vault import private_session

needs_keychain = pytest.mark.skipif(
    not private_session.inside(), reason="runs in a private keychain session only"
)


def quick_hash(pin: str, salt: bytes) -> bytes:
    """For tests that try many PINs."""
    return salt[:4] + pin.encode()


class Pc:
    """One PC: what is kept on it, and a clock to turn."""

    def __init__(self, folder: Path, vault: TokenVault) -> None:
        self.settings = SettingsFile(folder)
        self.vault = vault
        self.now = datetime(2026, 11, 23, 4, 44, tzinfo=UTC)

    def started(self) -> LockService:
        """The next run of the program."""
        return LockService(self.vault, self.settings, lambda: self.now, quick_hash)

    def wait(self, seconds: float) -> None:
        """Time goes by."""
        self.now += timedelta(seconds=seconds)


@pytest.fixture(
    params=["memory", pytest.param("keychain", marks=[pytest.mark.keychain, needs_keychain])]
)
def pc(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pc]:
    vault: TokenVault = (
        MemoryVault("a test's keychain") if request.param == "memory" else KeychainVault()
    )
    yield Pc(tmp_path, vault)
    vault.delete(ACCOUNT)


def test_the_right_pin_opens_and_another_does_not(pc: Pc) -> None:
    service = pc.started()
    assert service.look() == PinState(is_set=False)
    service.set_pin("2468")
    assert service.look() == PinState(is_set=True)
    assert service.try_pin("2468") is PinTry.RIGHT
    assert service.try_pin("2469") is PinTry.WRONG
    assert service.look().tries_left == MOST_TRIES - 1


def test_no_pin_of_another_shape_is_taken(pc: Pc) -> None:
    for pin in ("", "123", "123456789", "abcd"):
        with pytest.raises(ValueError, match="not a PIN"):
            pc.started().set_pin(pin)
    assert pc.vault.get(ACCOUNT) is None


def test_each_wrong_try_makes_the_next_one_wait_longer(pc: Pc) -> None:
    service = pc.started()
    service.set_pin("2468")
    waits = []
    for _ in range(MOST_TRIES - 1):
        assert service.try_pin("1111") is PinTry.WRONG
        waits.append(round(service.look().wait_s))
        assert service.try_pin("2468") is PinTry.TOO_SOON, "even the right one is not looked at"
        pc.wait(waits[-1])
        assert service.look().wait_s == 0
    assert waits == list(WAITS_S[1:MOST_TRIES])
    assert waits == sorted(set(waits))


def test_five_wrong_tries_spend_it_even_with_the_right_one_and_over_restarts(pc: Pc) -> None:
    pc.started().set_pin("2468")
    answers = []
    for _ in range(MOST_TRIES):
        answers.append(pc.started().try_pin("1111"))  # each in a run of its own
        pc.wait(WAITS_S[-1])
    assert answers == [PinTry.WRONG] * 4 + [PinTry.SPENT]
    assert pc.started().try_pin("2468") is PinTry.SPENT
    assert pc.started().look().tries_left == 0
    assert pc.started().at_start() is AtStart.PIN, "and the window still asks"


def test_the_wait_outlives_a_restart_and_a_clock_that_is_set_back(pc: Pc) -> None:
    pc.started().set_pin("2468")
    pc.started().try_pin("1111")
    pc.wait(-3600)
    assert pc.started().try_pin("2468") is PinTry.TOO_SOON
    pc.wait(3600 + WAITS_S[1])
    assert pc.started().try_pin("2468") is PinTry.RIGHT


def test_the_right_pin_gives_all_tries_back(pc: Pc) -> None:
    service = pc.started()
    service.set_pin("2468")
    for _ in range(3 * MOST_TRIES):
        assert service.try_pin("1111") is PinTry.WRONG
        pc.wait(WAITS_S[-1])
        assert service.try_pin("2468") is PinTry.RIGHT
        assert service.look() == PinState(is_set=True)


class Killed(BaseException):
    """The program ends in this very moment."""


def tries_of_an_impatient_one(pc: Pc, service: type[LockService]) -> int:
    """How many PINs somebody gets looked at who ends the program before it can note a wrong one."""
    pc.started().set_pin("2468")
    looked_at = 0

    def hash_and_die(pin: str, salt: bytes) -> bytes:
        nonlocal looked_at
        looked_at += 1
        raise Killed

    for _ in range(20):
        run = service(pc.vault, pc.settings, lambda: pc.now, hash_and_die)
        try:
            run.try_pin("1111")
        except Killed:
            pc.wait(WAITS_S[-1])
    return looked_at


def test_ending_the_program_in_mid_try_gives_no_free_tries(pc: Pc) -> None:
    assert tries_of_an_impatient_one(pc, LockService) == MOST_TRIES


class CountsAfterwards(LockService):
    """The control: looks first, counts then."""

    def try_pin(self, pin: str) -> PinTry:
        kept = self._read()
        assert kept is not None
        self._make_hash(pin, kept.salt)
        return super().try_pin(pin)


def test_counting_after_the_look_would_give_them(pc: Pc) -> None:
    assert tries_of_an_impatient_one(pc, CountsAfterwards) == 20


# --- what is kept ---------------------------------------------------------------------------------


def test_the_hash_is_slow_salted_and_not_the_pin(pc: Pc) -> None:
    assert hash_of("2468", b"a" * 16) == hash_of("2468", b"a" * 16)
    assert hash_of("2468", b"a" * 16) != hash_of("2468", b"b" * 16)
    assert hash_of("2468", b"a" * 16) != hash_of("2469", b"a" * 16)
    assert lock._COST * lock._BLOCK * 128 >= 32 << 20, "so much memory each guess takes"
    service = LockService(pc.vault, pc.settings, lambda: pc.now)
    service.set_pin("97531864")
    kept = pc.vault.get(ACCOUNT)
    assert kept is not None
    assert "97531864" not in kept
    assert b"97531864".hex() not in kept
    service.set_pin("97531864")
    assert pc.vault.get(ACCOUNT) != kept, "another salt each time"


def test_no_file_holds_it(pc: Pc, tmp_path: Path) -> None:
    service = pc.started()
    service.set_pin("97531864")
    service.try_pin("97531864")
    files = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert files, "the settings are there"
    assert not [one for one in files if b"97531864" in one.read_bytes()]


def test_an_entry_that_somebody_wrote_over_has_no_tries_left(pc: Pc) -> None:
    pc.started().set_pin("2468")
    for text in ("v1", "v9 00 00 0 0", "v1 zz 00 0 0", "v1 00 00 -4 0", "v1 00 00 0 1e99"):
        pc.vault.put(ACCOUNT, text)
        assert pc.started().try_pin("2468") is PinTry.SPENT, text
        assert pc.started().at_start() is AtStart.PIN


def test_a_removed_pin_is_gone_everywhere(pc: Pc) -> None:
    pc.started().set_pin("2468")
    assert pc.settings.load().pin_set
    pc.started().remove_pin()
    assert pc.vault.get(ACCOUNT) is None
    assert not pc.settings.load().pin_set
    assert pc.started().at_start() is AtStart.NOTHING


# --- at the start -----------------------------------------------------------------------------------


def test_without_a_pin_and_unlocked_nothing_is_asked(pc: Pc) -> None:
    assert pc.started().at_start() is AtStart.NOTHING


def test_the_keychain_says_the_truth_whatever_the_settings_say(pc: Pc) -> None:
    pc.started().set_pin("2468")
    pc.settings.change(pin_set=False)
    assert pc.started().at_start() is AtStart.PIN


def test_a_pin_taken_out_of_the_keychain_opens_nothing(pc: Pc) -> None:
    pc.started().set_pin("2468")
    pc.vault.delete(ACCOUNT)
    assert pc.started().at_start() is AtStart.SIGN_IN
    assert pc.started().try_pin("2468") is PinTry.SPENT


def test_closed_while_locked_without_a_pin_the_sign_in_is_not_used(pc: Pc) -> None:
    pc.started().note_locked(lambda: True)
    assert pc.started().at_start() is AtStart.SIGN_IN
    pc.started().note_locked(lambda: False)
    assert pc.started().at_start() is AtStart.NOTHING


def test_a_keychain_that_does_not_open_gives_no_way_in(tmp_path: Path) -> None:
    vault = MemoryVault("a test's keychain")
    pc = Pc(tmp_path, vault)
    pc.started().set_pin("2468")
    vault.locked = True
    assert pc.started().at_start() is AtStart.PIN
    with pytest.raises(VaultLocked):
        pc.started().try_pin("2468")


class NoKeychain(MemoryVault):
    """A PC without a safe keychain."""

    def _check(self) -> None:
        raise VaultMissing


def test_without_a_safe_store_there_is_no_pin(tmp_path: Path) -> None:
    pc = Pc(tmp_path, NoKeychain())
    with pytest.raises(VaultMissing):
        pc.started().set_pin("2468")
    assert not pc.settings.load().pin_set
    assert pc.started().at_start() is AtStart.NOTHING


def test_on_a_shared_pc_the_pin_is_for_this_run(tmp_path: Path) -> None:
    keychain = MemoryVault("a test's keychain")
    pc = Pc(tmp_path, KeychainOrRun(keychain, shared=True))
    pc.started().set_pin("2468")
    assert pc.started().try_pin("2468") is PinTry.RIGHT
    assert keychain.accounts() == ()
    assert not pc.settings.load().pin_set
