"""One shop with everything in it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from kassadesk.core.rows import Resource
from kassadesk.sandbox.world.bills import Bills
from kassadesk.sandbox.world.choices import ChoiceEvent, choice_events
from kassadesk.sandbox.world.days import Days
from kassadesk.sandbox.world.devices import device_rows, people_of
from kassadesk.sandbox.world.fields import field_dicts, field_history
from kassadesk.sandbox.world.messages import message_rows
from kassadesk.sandbox.world.policy_texts import (
    notice_dicts,
    policy_versions,
    processor_dicts,
    retention_rule_dicts,
)
from kassadesk.sandbox.world.shops import Shop, shop_called
from kassadesk.sandbox.world.sign_ins import sign_in_rows
from kassadesk.sandbox.world.story import Story, epoch_text, midnight, year_of
from kassadesk.sandbox.world.tables import COLUMNS, TIME_COLUMN, ListTable, Table
from kassadesk.sandbox.world.usage import usage_rows

_RESOURCES = {
    "business": [Resource.FIELDS, Resource.FIELD_CHANGES],
    "contact": [Resource.FIELDS, Resource.FIELD_CHANGES],
    "billing": [Resource.TRANSACTIONS],
    "usage": [Resource.USAGE_EVENTS],
    "device": [Resource.DEVICES, Resource.SIGN_INS],
}
CONTACT = {
    "company": "Kassapos Software Solutions Pvt Ltd",
    "address": "No.1/181, 1st Floor Elumalai Salai, Nanmangalam, Chennai – 600 117",
    "email": "info@kassapos.in",
    "phone": "+91 87540 31480",
}


def open_world(shop: str, today: date, transactions: int | None = None) -> World:
    """The world of a shop on a day; `transactions` replaces the shop's own number of bills.

    Raises KeyError for a shop that does not exist. Fast for every size: rows are made when read.
    """
    plan = shop_called(shop)
    return World(plan, today, plan.transactions if transactions is None else transactions)


class World:
    """A shop's data as Kassapos holds it before anybody changes anything. Thread-safe reads."""

    def __init__(self, plan: Shop, today: date, transactions: int) -> None:
        self.plan = plan
        self.story = Story(today)
        self.today = today
        self.shop = plan.shop
        self.merchant_id = plan.merchant_id
        self.login_mobile = plan.login_mobile
        self.login_email = plan.login_email
        self.password = plan.password
        self.code = plan.code
        self.person_name = plan.person_name
        self._transactions = transactions

    def me(self) -> dict[str, Any]:
        """The contract's Merchant."""
        plan, values = self.plan, self.plan.values
        return {
            "merchant_id": plan.merchant_id,
            "legal_name": plan.legal_name,
            "trade_name": plan.trade_name,
            "industry": plan.industry,
            "opened_at": self.story.moment(plan.opened),
            "person_name": plan.person_name,
            "person_role": plan.person_role,
            "environment": "sample",
            "outlets": [
                {
                    "outlet_id": outlet.outlet_id,
                    "name": outlet.name,
                    "gstin": values.get(outlet.gstin_field),
                    "state_code": outlet.state_code,
                    "address": values.get(outlet.address_field, ""),
                }
                for outlet in plan.outlets
            ],
            "contact": dict(CONTACT),
        }

    def fields(self) -> list[dict[str, Any]]:
        """Every field as the contract's Field, business first, in the order a page shows them."""
        return field_dicts(self.plan, self.story, self._transactions > 0)

    def field_history(self, field_id: str) -> list[dict[str, Any]]:
        """The story's changes of one field, oldest first. KeyError for an unknown field."""
        return field_history(self.plan, self.story, field_id)

    def counts(self) -> dict[str, int]:
        """Rows of every table, by resource name."""
        plan = self.plan
        fields = self.fields()
        return {
            Resource.FIELDS.value: len(fields),
            Resource.FIELD_CHANGES.value: len(fields) + len(plan.changes),
            Resource.TRANSACTIONS.value: self._transactions,
            Resource.USAGE_EVENTS.value: plan.usage_events,
            Resource.DEVICES.value: plan.devices,
            Resource.SIGN_INS.value: plan.sign_ins,
            Resource.MESSAGES.value: self.table(Resource.MESSAGES).count,
            Resource.CONSENT_EVENTS.value: plan.consent_events,
        }

    def categories(self) -> list[dict[str, Any]]:
        """The five categories of policy section 1 with their counts."""
        counts, fields = self.counts(), self.fields()
        found = []
        for category_id, resources in _RESOURCES.items():
            own = [field for field in fields if field["category_id"] == category_id]
            rows = sum(counts[resource.value] for resource in resources) if not own else len(own)
            found.append(
                {
                    "category_id": category_id,
                    "count": rows,
                    "changed_at": self._changed_at(category_id, own),
                    "policy_section": "1",
                    "resources": [resource.value for resource in resources],
                }
            )
        return found

    def bills_by_year(self) -> dict[str, int]:
        """Bills per financial year with any, oldest first, like {"2025-26": 4600}."""
        first = int(year_of(self._bill_days[0])[:4])
        last = int(year_of(self.today)[:4])
        found = {}
        for year in range(first, last + 1):
            bounds = (midnight(date(year, 4, 1)), midnight(date(year + 1, 4, 1)))
            rows = self._bill_times.row_at(bounds[1]) - self._bill_times.row_at(bounds[0])
            if rows:
                found[year_of(date(year, 4, 1))] = rows
        return found

    def table(self, resource: Resource) -> Table:
        """The rows of one table that never change (not fields, changes, consent events)."""
        return self._tables[resource]

    def choice_events(self) -> list[ChoiceEvent]:
        """The story's record of all choices, oldest first."""
        return choice_events(self.plan, self.story)

    def policies(self, now_day: date) -> list[dict[str, Any]]:
        """Every policy version with clauses and changes, newest first; states as of `now_day`."""
        return policy_versions(self.today, now_day)

    def processors(self) -> list[dict[str, Any]]:
        """The companies that get data."""
        return processor_dicts()

    def retention_rules(self) -> list[dict[str, Any]]:
        """How long each kind of data is kept, and who says so."""
        return retention_rule_dicts()

    def notices(self) -> list[dict[str, Any]]:
        """What Kassapos told the shop before now, newest first; none for a new account."""
        return notice_dicts(self.story) if self.plan.consent_events else []

    @cached_property
    def _tables(self) -> dict[Resource, Table]:
        plan = self.plan
        outlets = tuple(outlet.outlet_id for outlet in plan.outlets)
        people = people_of(plan)
        usage = self._trace_times(plan.usage_events, 4)
        devices = self._trace_times(plan.devices, 5)
        sign_ins = self._trace_times(plan.sign_ins, 6)
        messages = message_rows(plan, self.story)
        return {
            Resource.TRANSACTIONS: Bills(self._bill_times, plan.seed, plan.bill_prefix, outlets),
            Resource.USAGE_EVENTS: ListTable(
                Resource.USAGE_EVENTS,
                lambda: usage_rows(usage, plan.seed + 14, plan.devices),
                usage.count,
            ),
            Resource.DEVICES: ListTable(
                Resource.DEVICES,
                lambda: device_rows(devices, plan.seed + 15, people),
                devices.count,
            ),
            Resource.SIGN_INS: ListTable(
                Resource.SIGN_INS,
                lambda: sign_in_rows(sign_ins, plan.seed + 16, people, plan.devices),
                sign_ins.count,
            ),
            Resource.MESSAGES: ListTable(Resource.MESSAGES, lambda: messages, len(messages)),
        }

    @cached_property
    def _bill_days(self) -> tuple[date, date]:
        """First and last day with bills: books of the running and up to five earlier years."""
        opened = self.story.day(self.plan.opened[:10])
        years = len(self.plan.year_weights)
        oldest = date(int(year_of(self.today)[:4]) - years + 1, 4, 1)
        return max(min(opened + timedelta(days=1), self.today), oldest), self.today

    @cached_property
    def _bill_times(self) -> Days:
        first, last = self._bill_days
        return Days(first, last, self._transactions, self.plan.year_weights, self.plan.seed)

    def _trace_times(self, count: int, salt: int) -> Days:
        """Traces of use go back two years; what is older was never kept."""
        first = max(self._bill_days[0], self.today - timedelta(days=730))
        return Days(first, self.today, count, (1,), self.plan.seed + salt)

    def _changed_at(self, category_id: str, fields: list[dict[str, Any]]) -> str | None:
        if fields:
            return max(str(field["changed_at"]) for field in fields)
        if category_id == "billing" and self._transactions:
            return epoch_text(self._bill_times.moment(self._transactions - 1))
        newest = {"usage": Resource.USAGE_EVENTS, "device": Resource.DEVICES}.get(category_id)
        if newest is None or not (table := self.table(newest)).count:
            return None
        place = COLUMNS[newest].index(TIME_COLUMN[newest])
        return str(table.rows([table.count - 1])[0][place])
