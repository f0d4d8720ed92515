"""JSON as the contract allows it: no double keys, no NaN, no deep nests, no half characters.

The usual parsers take all of these silently (fault rows S01 to S05), so they are refused here.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from kassadesk.core.errors import BadAnswer

MAX_DEPTH = 64
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAYBE_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class ParsedJson:
    """A JSON value and how many half characters (lone surrogates) were replaced in it."""

    __slots__ = ("replaced", "value")

    def __init__(self, value: Any, replaced: int) -> None:
        self.value = value
        self.replaced = replaced


def parse(body: bytes) -> ParsedJson:
    """The value of a JSON text in UTF-8. Lone surrogates become U+FFFD and are counted.

    Raises BadAnswer("json") for anything the contract forbids.
    """
    try:
        value = _decoder.decode(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadAnswer(what="json") from error
    _check_depth(value)
    if not _MAYBE_SURROGATE.search(body):
        return ParsedJson(value, 0)
    counter = [0]
    return ParsedJson(_repaired(value, counter), counter[0])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key occurs twice")
    return members


def _constant(_name: str) -> float:
    raise ValueError("NaN and Infinity are not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number too large")
    return number


_decoder = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_constant, parse_float=_finite
)


def _check_depth(value: Any) -> None:
    level = [value] if isinstance(value, (dict, list)) else []
    for _depth in range(MAX_DEPTH + 1):
        if not level:
            return
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
    raise BadAnswer(what="json")


def _repaired(value: Any, counter: list[int]) -> Any:
    if isinstance(value, str):
        text, count = _SURROGATE.subn("�", value)
        counter[0] += count
        return text
    if isinstance(value, list):
        return [_repaired(item, counter) for item in value]
    if isinstance(value, dict):
        return {_repaired(k, counter): _repaired(v, counter) for k, v in value.items()}
    return value
