"""What a client sends, checked before anything is done with it.

A body or a query string becomes a value of a strict msgspec Struct (`forbid_unknown_fields=True`);
anything else is a problem with JSON pointers. Text becomes NFC; duplicate members, NaN, lone
surrogates and control characters are refused (contract rule R14).
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Annotated, Final, TypeVar

import msgspec
from flask import request
from werkzeug.datastructures import MultiDict

from kassadesk.sandbox.problems import FieldError, Json, Problem

T = TypeVar("T")

JSON_LIMIT: Final = 256 * 1024
_NO_CONTROLS: Final = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
_ONE_LINE: Final = r"^[^\x00-\x1f\x7f]*$"

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9._:-]+$")]
"""An id as the server makes them."""
Key = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9-]+$")]
"""A client_ref or Idempotency-Key: UUID text."""
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=_ONE_LINE)]
"""One line of text."""
Paragraph = Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=_NO_CONTROLS)]
"""Text of several lines."""

_AT = re.compile(r" - at `(?P<path>[^`]*)`$")
_NAMED = re.compile(r"field `(?P<name>[^`]*)`")


def wants_json() -> None:
    """406 when the client does not take JSON."""
    accept = request.accept_mimetypes
    if accept and not (accept["application/json"] or accept["application/problem+json"]):
        raise Problem("not_acceptable")


def json_body(shape: type[T], limit: int = JSON_LIMIT) -> T:
    """The JSON body as a value of `shape`. Raises Problem (400, 413, 415, 422)."""
    if request.mimetype != "application/json":
        raise Problem("unsupported_media_type")
    raw = request.get_data(cache=True)
    if len(raw) > limit:
        raise Problem("too_large")
    return shaped(_parsed(raw), shape)


def form_body(shape: type[T]) -> T:
    """The form body (OAuth endpoints) as a value of `shape`. Raises Problem (400, 415)."""
    if request.mimetype != "application/x-www-form-urlencoded":
        raise Problem("unsupported_media_type", extra={"error": "invalid_request"})
    try:
        return shaped(_single(request.form), shape, strict=False)
    except Problem as problem:
        raise Problem(
            "invalid_request", field_errors=problem.field_errors, extra={"error": "invalid_request"}
        ) from None


def asked(shape: type[T]) -> T:
    """The query string as a value of `shape`: unknown or repeated names are refused (422)."""
    return shaped(_single(request.args), shape, strict=False)


def shaped(value: Json, shape: type[T], *, strict: bool = True) -> T:
    """A parsed value as a value of `shape`. Raises Problem validation_failed with a pointer."""
    try:
        return msgspec.convert(value, shape, strict=strict)
    except msgspec.ValidationError as error:
        raise Problem("validation_failed", field_errors=(_where(str(error)),)) from None


def _single(values: MultiDict[str, str]) -> Json:
    """Names with their one value; a repeated name or text that is not UTF-8 is refused."""
    single: dict[str, Json] = {}
    for name, given in values.lists():
        if len(given) != 1:
            raise Problem(
                "validation_failed", field_errors=(FieldError(f"/{_escaped(name)}", "repeated"),)
            )
        single[name] = _text(given[0])
    return single


def _parsed(raw: bytes) -> Json:
    try:
        value: Json = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_members, parse_constant=_refuse
        )
    except (ValueError, RecursionError):
        raise Problem("invalid_request") from None
    return value


def _members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = {_text(name): _clean(value) for name, value in pairs}
    if len(members) != len(pairs):
        raise ValueError
    return members


def _clean(value: Json) -> Json:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value


def _text(text: str) -> str:
    """NFC; ValueError for text that UTF-8 cannot carry (a lone surrogate)."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Problem("invalid_request") from None
    return unicodedata.normalize("NFC", text)


def _refuse(_: str) -> Json:
    raise ValueError


def _where(message: str) -> FieldError:
    """A pointer and a reason word from msgspec's message; the message itself is not passed on."""
    at = _AT.search(message)
    path = at["path"].removeprefix("$") if at else ""
    pointer = "".join("/" + part for part in re.findall(r"[^.\[\]]+", path))
    named = _NAMED.search(message)
    if "missing required" in message:
        return FieldError(f"{pointer}/{named['name'] if named else ''}", "missing")
    if "unknown field" in message:
        return FieldError(f"{pointer}/{_escaped(named['name']) if named else ''}", "unknown")
    for words, reason in (
        ("length", "length"),
        ("matching regex", "format"),
        ("enum", "not_offered"),
    ):
        if words in message:
            return FieldError(pointer, reason)
    return FieldError(pointer, "out_of_range" if re.search(r"[<>]=", message) else "type")


def _escaped(name: str) -> str:
    """A member name inside a JSON pointer (RFC 6901), cut: it is the client's own text."""
    return name[:64].replace("~", "~0").replace("/", "~1")
