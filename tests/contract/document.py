"""The contract file as the tests read it: the document, its operations, and a check of values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]
from referencing import Registry
from referencing.jsonschema import DRAFT202012

FILE = Path(__file__).parents[2] / "resources" / "openapi" / "kassapos-privacy.v1.yaml"
METHODS = ("get", "put", "post", "delete", "head", "patch")
Node = dict[str, Any]


def load() -> Node:
    """A fresh copy of the contract, so that a test may break it."""
    return deepcopy(_parsed())


_cache: list[Node] = []


def _parsed() -> Node:
    if not _cache:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        _cache.append(yaml.load(FILE.read_text(encoding="utf-8"), Loader=loader))
    return _cache[0]


@dataclass(frozen=True)
class Operation:
    """One operation and where it stands in the document."""

    path: str
    method: str
    node: Node

    @property
    def name(self) -> str:
        """Its operationId."""
        return str(self.node.get("operationId", f"{self.method} {self.path}"))


def operations(document: Node) -> list[Operation]:
    """All operations, in the order of the file."""
    return [
        Operation(path, method, node)
        for path, item in document["paths"].items()
        for method, node in item.items()
        if method in METHODS
    ]


def resolve(document: Node, node: Node) -> Node:
    """The node itself, or what its $ref names."""
    while "$ref" in node:
        target: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def parameters(document: Node, operation: Operation) -> list[Node]:
    """The parameters of an operation, resolved."""
    return [resolve(document, p) for p in operation.node.get("parameters", [])]


def responses(document: Node, operation: Operation) -> dict[str, Node]:
    """The answers of an operation by status, resolved."""
    return {k: resolve(document, r) for k, r in operation.node["responses"].items()}


def values_of(media: Node) -> list[Any]:
    """The example values of one media type object, parameter or header."""
    found = [media["example"]] if "example" in media else []
    return found + [one["value"] for one in media.get("examples", {}).values()]


def walk(node: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Each mapping of the document with its place, examples left out."""
    if isinstance(node, dict):
        yield place, node
        for key, value in node.items():
            if key not in ("example", "examples", "x-rules"):
                yield from walk(value, (*place, str(key)))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from walk(value, (*place, str(number)))


class Checker:
    """Validates values against schemas of one document (JSON Schema Draft 2020-12, with formats)."""

    def __init__(self, document: Node) -> None:
        resource = DRAFT202012.create_resource(document)
        self._registry: Registry[Any] = Registry().with_resource("urn:contract", resource)

    def faults(self, place: tuple[str, ...], value: Any) -> list[str]:
        """What is wrong with a value for the schema at a place; empty when it fits."""
        pointer = "/".join(quote(p.replace("~", "~0").replace("/", "~1"), safe="~") for p in place)
        validator = Draft202012Validator(
            {"$ref": f"urn:contract#/{pointer}"},
            registry=self._registry,
            format_checker=FormatChecker(),
        )
        return [f"{e.json_path}: {e.message}" for e in validator.iter_errors(value)]


def words(name: str) -> list[str]:
    """The words of a camelCase or kebab-case name, lower case."""
    return re.findall(r"[a-z]+", re.sub(r"([A-Z])", r" \1", name).lower())
