"""What changed since the last visit, against the histories read straight from the sandbox."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from kassadesk.core.held_changes import Visit
from kassadesk.files.visits_file import VisitsFile
from kassadesk.services.outbox_draining import shop_of
from kassadesk.services.visits import VisitsService
from tests.sandbox.running import Sandbox
from tests.services.program import Program

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
BEFORE = datetime(2026, 6, 1, tzinfo=UTC)


def visits(program: Program, folder: Path) -> VisitsService:
    return VisitsService(
        VisitsFile(folder), program.records, lambda: program.api.origin, lambda: NOW
    )


def truth(sandbox: Sandbox) -> set[tuple[str, int]]:
    """Every change after BEFORE, by the sandbox's own answers."""
    me = sandbox.sign_in()
    found = set()
    for kind in ("business", "contact"):
        for field in me.get(f"/v1/categories/{kind}/fields").json["items"]:
            history = me.get(f"/v1/fields/{field['field_id']}/history").json["items"]
            found |= {
                (field["field_id"], one["seq"])
                for one in history
                if datetime.fromisoformat(one["changed_at"]) > BEFORE
            }
    return found


def test_every_change_since_the_last_visit_is_told_and_no_other(
    program: Program, tmp_path: Path
) -> None:
    program.sign_in()
    merchant, fields = program.records.merchant(), program.records.shop_fields()
    shop = shop_of(program.api.origin, merchant.merchant_id)
    shop = f"sample/{merchant.merchant_id}" if merchant.environment == "sample" else shop
    held = (*(one.field_id for one in fields), "contact.gone")
    VisitsFile(tmp_path).keep(shop, Visit(BEFORE, BEFORE, held))
    found = visits(program, tmp_path).changes(merchant, fields)
    assert found is not None
    told = {(one.field_id, one.change.seq) for one in found.changes}
    assert told == truth(program.sandbox)
    assert told, "the sample shop has changes to tell"
    assert found.gone == 1
    assert found.since == BEFORE


def test_the_first_visit_has_nothing_to_compare_with_and_the_next_nothing_new(
    program: Program, tmp_path: Path
) -> None:
    program.sign_in()
    merchant, fields = program.records.merchant(), program.records.shop_fields()
    first = visits(program, tmp_path)
    assert first.changes(merchant, fields) is None
    assert first.changes(merchant, fields) is None, "still the same visit"
    first.end()
    second = first.changes(merchant, fields)
    assert second is not None
    assert (second.changes, second.gone) == ((), 0)
