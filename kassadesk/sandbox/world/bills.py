"""The billing table: every row computed from the shop's seed and the row's number."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, compress, cycle, islice

from kassadesk.core.rows import Resource
from kassadesk.sandbox.world.baskets import PACK, Basket, pack
from kassadesk.sandbox.world.days import Days
from kassadesk.sandbox.world.dice import Dice, mixed
from kassadesk.sandbox.world.people import Customer, customers
from kassadesk.sandbox.world.shops import told
from kassadesk.sandbox.world.tables import (
    TOTALLED,
    Numbers,
    Where,
    WireRow,
    sort_key,
)

_PEOPLE = 1999
_NOTES = 997
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASKET_KEYS = frozenset(
    ("items", "payment_mode", "taxable_paise", "gst_rate_bp", "gst_paise", "total_paise")
)


class Bills:
    """Transactions of one shop as a Table. Making it costs nothing; packs are made on first use."""

    resource = Resource.TRANSACTIONS
    newest_first = True

    def __init__(self, days: Days, seed: int, prefix: str, outlets: tuple[str, ...]) -> None:
        self.count = days.count
        self._days = days
        self._seed = seed
        self._prefix = prefix
        self._outlets = outlets

    # --- the three packs -----------------------------------------------------------------------

    @cached_property
    def _pack(self) -> list[Basket]:
        return pack(self._seed + 1, self._outlets)

    @cached_property
    def _people(self) -> list[Customer]:
        return customers(self._seed + 2, _PEOPLE)

    @cached_property
    def _notes(self) -> list[str | None]:
        return _notes(self._seed + 3)

    # --- rows ----------------------------------------------------------------------------------

    def rows(self, numbers: Numbers) -> list[WireRow]:
        """The rows of those numbers, values in the contract's order."""
        baskets, people, notes = self._pack, self._people, self._notes
        return [
            self._row(number, time, baskets[number % PACK], people[number % _PEOPLE], notes)
            for number, time in zip(numbers, self._days.texts(numbers), strict=True)
        ]

    def _row(
        self, number: int, time: str, basket: Basket, customer: Customer, notes: list[str | None]
    ) -> WireRow:
        if basket.refers_back:
            customer = Customer(self._refund_name(number, basket), None, None)
        return (
            self._transaction_id(number),
            time,
            self._bill_number(number),
            basket.outlet,
            basket.kind,
            customer.name,
            customer.phone,
            customer.gstin,
            basket.items,
            basket.hsn,
            basket.payment_mode,
            self._reference(number, basket.payment_mode),
            basket.taxable_paise,
            basket.gst_rate_bp,
            basket.gst_paise,
            basket.total_paise,
            notes[number % _NOTES],
        )

    def _transaction_id(self, number: int) -> str:
        return f"txn_{number + 1:010d}"

    def _bill_number(self, number: int) -> str:
        return f"{self._prefix}-{number + 1:07d}"

    def _refund_name(self, number: int, basket: Basket) -> str:
        return f"Refund {self._bill_number(max(number - basket.refers_back, 0))}"

    def _customer_name(self, number: int) -> str | None:
        basket = self._pack[number % PACK]
        if basket.refers_back:
            return self._refund_name(number, basket)
        return self._people[number % _PEOPLE].name

    def _reference(self, number: int, mode: str) -> str | None:
        if mode not in ("upi", "card"):
            return None
        bits = mixed(self._seed, number)
        kind, rest = bits % 10, bits // 10
        if mode == "upi":
            return f"PhonePe · T26{rest % 10**7:07d}" if kind < 6 else f"{rest % 10**12:012d}"
        if kind < 7:
            return "Razorpay · pay_R" + "".join(_BASE36[rest >> s & 31] for s in (0, 6, 12, 18, 24))
        return f"{rest % 10**16:016d}"

    # --- choosing ------------------------------------------------------------------------------

    def chosen(self, where: Where) -> Numbers:
        """Rising numbers of the rows that fit; a range when only the time is asked about."""
        first = 0 if where.from_epoch is None else self._days.row_at(where.from_epoch)
        last = self.count if where.until_epoch is None else self._days.row_at(where.until_epoch)
        numbers: Numbers = range(first, max(first, last))
        tests = _basket_tests(where)
        if tests:
            mask = bytes(all(test(basket) for test in tests) for basket in self._pack)
            numbers = array("I", compress(numbers, _repeated(mask, first)))
        if where.search:
            numbers = array("I", self._found(numbers, where.search))
        return numbers

    def _found(self, numbers: Numbers, needle: str) -> Iterator[int]:
        people = bytes(_holds(needle, c.name, c.phone, c.gstin) for c in self._people)
        notes = bytes(_holds(needle, note) for note in self._notes)
        baskets = bytes(_holds(needle, b.hsn, b.outlet) for b in self._pack)
        refunds = bytes(bool(b.refers_back) for b in self._pack)
        modes = [b.payment_mode for b in self._pack]
        # Most needles have a letter that no number has; then 1.25 million texts need not be made.
        in_ids = set(needle) <= set("txn_0123456789")
        in_numbers = set(needle) <= set(f"{self._prefix}-0123456789".casefold())
        for n in numbers:
            place = n % PACK
            refund = refunds[place]
            if (
                notes[n % _NOTES]
                or baskets[place]
                or (people[n % _PEOPLE] and not refund)
                or (in_ids and needle in self._transaction_id(n))
                or (in_numbers and needle in self._bill_number(n).casefold())
                or (refund and _holds(needle, self._customer_name(n)))
                or _holds(needle, self._reference(n, modes[place]))
            ):
                yield n

    # --- order and sums --------------------------------------------------------------------------

    def ordered(self, numbers: Numbers, key: str) -> Numbers:
        """The numbers by rising value, then id. Time and bill number rise with the number."""
        if key in ("billed_at", "bill_number"):
            return numbers
        if key in _BASKET_KEYS:
            ranks = [getattr(basket, key) for basket in self._pack]
            return array("I", sorted(numbers, key=lambda n: ranks[n % PACK]))
        names = [sort_key(customer.name) for customer in self._people]
        refunds = bytes(bool(b.refers_back) for b in self._pack)

        def name_of(n: int) -> tuple[bool, str | int]:
            return sort_key(self._customer_name(n)) if refunds[n % PACK] else names[n % _PEOPLE]

        return array("I", sorted(numbers, key=name_of))

    def totals(self, numbers: Numbers) -> dict[str, int]:
        """Sums over the rows: two look-ups a column for a range, one pass for anything else."""
        keys = TOTALLED[Resource.TRANSACTIONS]
        if isinstance(numbers, range):
            return {
                key: self._sum_before(key, numbers.stop) - self._sum_before(key, numbers.start)
                for key in keys
            }
        places = [number % PACK for number in numbers]
        return {key: sum(map(self._column(key).__getitem__, places)) for key in keys}

    def _column(self, key: str) -> list[int]:
        return [getattr(basket, key) for basket in self._pack]

    @cached_property
    def _running(self) -> dict[str, list[int]]:
        return {key: [0, *accumulate(self._column(key))] for key in TOTALLED[Resource.TRANSACTIONS]}

    def _sum_before(self, key: str, number: int) -> int:
        """The sum of a column over all rows before a number."""
        whole, rest = divmod(number, PACK)
        running = self._running[key]
        return whole * running[-1] + running[rest]


def _basket_tests(where: Where) -> list[Callable[[Basket], bool]]:
    tests: list[Callable[[Basket], bool]] = []
    if where.payment_mode is not None:
        tests.append(lambda basket: basket.payment_mode == where.payment_mode)
    if where.outlet is not None:
        tests.append(lambda basket: basket.outlet == where.outlet)
    if (least := where.amount_from) is not None:
        tests.append(lambda basket: basket.total_paise >= least)
    if (most := where.amount_to) is not None:
        tests.append(lambda basket: basket.total_paise <= most)
    return tests


def _repeated(mask: bytes, first: int) -> Iterable[int]:
    """The mask of the pack, over and over, beginning at row `first`."""
    return islice(cycle(mask), first % PACK, None)


def _holds(needle: str, *texts: str | None) -> bool:
    return any(text is not None and needle in text.casefold() for text in texts)


def _notes(seed: int) -> list[str | None]:
    """Mostly nothing; every odd note of the data file stands at least once, one is very long."""
    dice = Dice(seed)
    names = told("names")
    plain: Sequence[str] = names["notes"]
    notes: list[str | None] = [
        dice.one_of(plain) if dice.below(25) == 0 else None for _ in range(_NOTES)
    ]
    odd = [*names["odd_notes"], ("Ravi said: rice 25 kg, dal 5 kg, ரவை 2 kg, तेल 1 L; " * 40)[:1990]]
    for place, note in enumerate(odd):
        notes[(place * 61 + 7) % _NOTES] = note
    return notes
