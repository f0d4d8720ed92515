"""A whole visit at the finest log level: no line, title, file name or setting names anybody."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from kassadesk.core.held import CategoryId
from kassadesk.core.rows import Resource, RowFilter, RowQuery
from tests.crashing.canaries import personal_values
from tests.flows.desk import Desk
from tests.sandbox.running import Sandbox

PAGES = ("home", "my_data", "opt_ins", "export", "review", "requests", "policy", "help")


def named_in(text: str, values: frozenset[str]) -> set[str]:
    """The values that stand in a text."""
    return {value for value in values if value in text}


def visit(desk: Desk, shop: Sandbox) -> list[str]:
    """Look at everything, search for a person, meet trouble; gives every title of the window."""
    desk.sign_in()
    titles = [desk.window.windowTitle()]
    for name in PAGES:
        desk.open_page(name)
        titles.append(desk.window.windowTitle())
    desk.program.roads.go("rows", Resource.TRANSACTIONS)
    desk.rest()
    rows = desk.program.services.records.rows()
    list(rows.pages(RowQuery(Resource.TRANSACTIONS, RowFilter(search="Thendral Canteen"))))
    for trouble in ({"status": 500}, {"html": True}, {"bad_json": True}, {"wrong_digest": True}):
        shop.fault("GET /v1/categories*", times=4, **trouble)
        desk.open_page("my_data")
        desk.page.reload()
        desk.rest()
        shop.no_faults()
    desk.program.roads.go("correct", "business.address.main")
    desk.rest()
    page = desk.open_page("export")
    for category in CategoryId:
        if page.choice.boxes[category].isChecked() != (category is CategoryId.BUSINESS):
            desk.hand.press(page.choice.boxes[category])
    desk.hand.press(page.choice.start_button)
    desk.wait_until(
        lambda: desk.rooms.exports.last_report and not desk.rooms.exports.running, "the export", 60
    )
    titles.append(desk.window.windowTitle())
    return titles


def test_no_log_line_title_file_name_or_setting_names_anybody(
    desk: Desk,
    calm_shop: Sandbox,
    caplog: pytest.LogCaptureFixture,
    expected_log: list[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    values = personal_values()
    assert len(values) > 60
    titles = visit(desk, calm_shop)
    assert named_in(desk.words(), values), "the window did show somebody"
    desk.sign_out()
    desk.close()

    files = [path for path in desk.home.rglob("*") if path.is_file()]
    names = [str(path.relative_to(desk.home)) for path in files]
    kept = [p.read_text("utf-8") for p in files if p.suffix in (".json", ".jsonl", ".log")]
    assert "/v1/me" in caplog.text  # the log does speak of these calls
    assert any(name.endswith(".xlsx") for name in names)
    assert kept
    for told in (caplog.text, *titles, *names, *kept):
        assert named_in(told, values) == set()


def test_a_name_that_is_planted_is_seen(tmp_path: Path) -> None:
    assert named_in("GET /v1/me?search=Thendral Canteen", personal_values()) == {"Thendral Canteen"}
