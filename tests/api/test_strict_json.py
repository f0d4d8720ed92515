"""What JSON may not be, though parsers take it."""

from __future__ import annotations

import pytest

from kassadesk.api.strict_json import parse
from kassadesk.core.errors import BadAnswer


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": 1, "a": 2}',
        b'[{"b": {"a": 1, "a": 2}}]',
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b"[" * 66 + b"]" * 66,
        b'{"a": ' + b"9" * 5_000 + b"}",
        b'{"a": 1} trailing',
        b'{"a": "\xed\xa0\x80"}',
        b"\xff\xfe",
        b"",
    ],
    ids=lambda body: repr(body[:16]),
)
def test_refused(body: bytes) -> None:
    with pytest.raises(BadAnswer) as refused:
        parse(body)

    assert refused.value.what == "json"


def test_nests_as_deep_as_agreed_pass() -> None:
    assert parse(b"[" * 64 + b"]" * 64).value


def test_half_characters_are_replaced_and_counted() -> None:
    parsed = parse(rb'{"a": "x\ud800y", "b": ["\udfff\udfff", "\ud83d\ude4f"], "\ud801": 1}')

    assert parsed.value == {"a": "x\ufffdy", "b": ["\ufffd\ufffd", "\U0001f64f"], "\ufffd": 1}
    assert parsed.replaced == 4


def test_ordinary_text_is_untouched() -> None:
    parsed = parse('{"name": "காவேரி 🙏", "n": -12, "f": 1.5, "x": null}'.encode())

    assert parsed.value == {"name": "காவேரி 🙏", "n": -12, "f": 1.5, "x": None}
    assert parsed.replaced == 0
