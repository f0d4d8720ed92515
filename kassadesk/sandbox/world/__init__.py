"""The made-up shops: the same data for the same shop, day and number of bills, on every machine.

Concepts: a *shop* is what the data files tell (shops, fields, names); a *story* moves their moments
to today; *laws* say until when books are kept; *days* give a long table its times; a *table* answers
rows by number, a choice, an order and sums. The world is read-only and knows no server, no SQL and
no account state: what people change is laid over it by the blueprints.

Road of the data: resources/sandbox/*.toml -> shops -> World -> blueprints -> JSON.
"""

from __future__ import annotations

from kassadesk.sandbox.world.shops import shop_names
from kassadesk.sandbox.world.story import shop_day
from kassadesk.sandbox.world.world import World, open_world

__all__ = ["World", "open_world", "shop_day", "shop_names"]
