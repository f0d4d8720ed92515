"""While a walkthrough runs, nothing personal is to be had from the window, not even its length."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PySide6.QtWidgets import QApplication

from tests.flows.desk import TODAY
from tests.flows.guided_walk import Seen, Walk, visit_of
from tests.flows.other_shop import other_shop
from tests.flows.readable import personal_values
from tests.sandbox.running import Sandbox, running_sandbox

BILLS = 120


@dataclass
class Walked:
    """One shop walked twice."""

    values: frozenset[str]
    masked: Seen
    plain: Seen


def walked(shop: Sandbox, folder: Path, typed: str) -> Walked:
    desk, export = visit_of(shop, folder, typed)
    try:
        values = personal_values(shop)
        plain = Walk(desk, export).go()  # first, so that whatever stays of it would be found
        desk.open_page("home")
        desk.mask(True)
        return Walked(values, Walk(desk, export).go(), plain)
    finally:
        desk.close()


@dataclass
class TwoShops:
    """Kaveri Fresh Mart, and the same shop with every personal value another one."""

    kaveri: Walked
    another: Walked


@pytest.fixture(scope="module")
def shops(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> TwoShops:
    """Both walked, one after the other, on the same port: Help tells the address."""
    qapp.setCursorFlashTime(0)
    day = TODAY.isoformat()
    folders = [tmp_path_factory.mktemp("walk") for _ in range(2)]
    with running_sandbox(today=day, transactions=BILLS) as shop:
        port = urlsplit(shop.base_url).port or 0
        kaveri = walked(shop, folders[0], "Kavitha Selvam")
    with other_shop(day, BILLS, port) as shop:
        return TwoShops(kaveri, walked(shop, folders[1], "Venkatesan Subramanian the Younger"))


@pytest.fixture(scope="module")
def kaveri(shops: TwoShops) -> Walked:
    """The first."""
    return shops.kaveri


@pytest.fixture(scope="module")
def another(shops: TwoShops) -> Walked:
    """The second."""
    return shops.another


def test_no_personal_value_is_to_be_read_anywhere(kaveri: Walked) -> None:
    found = {
        (station, value)
        for station, words in kaveri.masked.words.items()
        for value in kaveri.values
        if value in words
    }
    assert found == set()


def test_without_the_walkthrough_the_same_walk_reads_them(kaveri: Walked) -> None:
    read = "\n".join(kaveri.plain.words.values())
    seen = {value for value in kaveri.values if value in read}
    assert len(seen) > 300, len(seen)
    for name in ("Kaveri Fresh Mart", "Kavitha Selvam", "33ABCPS1234K1ZT", "முருகன் செல்வம் 🌾"):
        assert name in seen


def test_two_shops_look_the_same_to_the_last_pixel(kaveri: Walked, another: Walked) -> None:
    assert kaveri.masked.pictures.keys() == another.masked.pictures.keys()
    different = [
        station
        for station, picture in kaveri.masked.pictures.items()
        if picture != another.masked.pictures[station]
    ]
    assert different == []


def test_without_the_walkthrough_they_do_not(kaveri: Walked, another: Walked) -> None:
    same = [
        station
        for station, picture in kaveri.plain.pictures.items()
        if station.startswith(("my data, b", "my data, c", "table of t", "home"))
        and not station.endswith("strip")
        and picture == another.plain.pictures.get(station)
    ]
    assert same == []


def test_two_shops_sound_the_same(kaveri: Walked, another: Walked) -> None:
    different = [
        "\n".join([station, *unified_diff(words.splitlines(), other.splitlines(), lineterm="")])
        for station, words in kaveri.masked.words.items()
        if words != (other := another.masked.words[station])
    ]
    assert different == [], "\n".join(different)
