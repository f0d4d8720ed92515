"""The file means the same to readers of YAML 1.1 (PyYAML) and of YAML 1.2 (most others).

A reference like 0042 is a number to one and text to the other unless it stands in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
import yaml

from tests.contract.document import FILE

# YAML 1.2.2, section 10.3.2 (core schema), for plain scalars.
CORE = {
    "tag:yaml.org,2002:null": r"null|Null|NULL|~|",
    "tag:yaml.org,2002:bool": r"true|True|TRUE|false|False|FALSE",
    "tag:yaml.org,2002:int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "tag:yaml.org,2002:float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
}
TEXT = "tag:yaml.org,2002:str"


def plain_values(text: str) -> Iterator[str]:
    """Every scalar that stands without quotes."""
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.ScalarEvent) and not event.style and event.implicit[0]:
            yield event.value


def in_yaml_1_1(value: str) -> str:
    resolve: Callable[..., str] = yaml.SafeLoader("").resolve
    return resolve(yaml.ScalarNode, value, (True, False))


def in_yaml_1_2(value: str) -> str:
    return next((tag for tag, shape in CORE.items() if re.fullmatch(shape, value)), TEXT)


def two_faced(text: str) -> set[str]:
    return {v for v in set(plain_values(text)) if in_yaml_1_1(v) != in_yaml_1_2(v)}


def test_no_value_reads_as_text_here_and_as_a_number_there() -> None:
    assert two_faced(FILE.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("value", ["0049", "1e5", "on", "2026-06-03", "1:30", "0o17"])
def test_a_value_with_two_faces_is_seen(value: str) -> None:
    assert two_faced(f"reference: {value}") == {value}
    assert two_faced(f"reference: '{value}'") == set()
