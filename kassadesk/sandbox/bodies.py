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

from kassadesk.core import shapes
from kassadesk.sandbox.problems import FieldError, Json, Problem

T = TypeVar("T")
Form = TypeVar("Form", bound=msgspec.Struct)

JSON_LIMIT: Final = 256 * 1024
NO_CONTROLS: Final = r"^[^\x00-\x08\x0b-\x1f\x7f]*\Z"
NO_BREAKS: Final = r"^[^\x00-\x1f\x7f]*\Z"

Id = Annotated[
    str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*\Z")
]
"""An id as the server makes them."""
FieldId = Annotated[str, msgspec.Meta(max_length=80, pattern=r"^[a-z0-9][a-z0-9_.-]{0,79}\Z")]
"""Name of a held field."""
ClientRef = Annotated[
    str,
    msgspec.Meta(max_length=36, pattern=r"^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\Z"),
]
"""A UUID that the client made for one intent."""
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=NO_BREAKS)]
"""One line of text."""
Paragraph = Annotated[str, msgspec.Meta(min_length=1, max_length=2000, pattern=NO_CONTROLS)]
"""Text of several lines that must be there."""
Remark = Annotated[str, msgspec.Meta(max_length=2000, pattern=NO_CONTROLS)]
"""Text of several lines that may be empty."""

_AT = re.compile(r" - at `(?P<path>[^`]*)`$")
_NAMED = re.compile(r"field `(?P<name>[^`]*)`")


def wants_json() -> None:
    """406 when the client does not take JSON."""
    accept = request.accept_mimetypes
    if accept and not (accept["application/json"] or accept["application/problem+json"]):
        raise Problem("not_acceptable")


def media_type(wanted: str) -> None:
    """415 when the body is of another type."""
    if request.mimetype != wanted:
        raise Problem("unsupported_media_type")


def json_body(shape: type[T], limit: int = JSON_LIMIT) -> T:
    """The JSON body as a value of `shape`. Raises Problem (400, 413, 415, 422)."""
    media_type("application/json")
    raw = request.get_data(cache=True)
    if len(raw) > limit:
        raise Problem("too_large")
    return shaped(_parsed(raw), shape)


def form_body(shape: type[Form]) -> Form:
    """The form body (OAuth endpoints) as a value of `shape`. Raises Problem (400, 413, 415).

    Parameters that are not known are ignored, known ones may not be repeated (RFC 6749 section 3.2).
    """
    media_type("application/x-www-form-urlencoded")
    known = {field.encode_name for field in msgspec.structs.fields(shape)}
    given = MultiDict((name, value) for name, value in request.form.items(True) if name in known)
    try:
        return shaped(_single(given), shape, strict=False)
    except Problem as problem:
        raise Problem(
            "invalid_request", field_errors=problem.field_errors, extra={"error": "invalid_request"}
        ) from None


def asked(shape: type[T]) -> T:
    """The query string as a value of `shape`: unknown or repeated names are refused (400)."""
    try:
        return shaped(_single(request.args), shape, strict=False)
    except Problem as problem:
        errors = tuple(FieldError("#/query" + e.pointer, e.reason) for e in problem.field_errors)
        raise Problem("invalid_request", field_errors=errors) from None


def shaped(value: Json, shape: type[T], *, strict: bool = True) -> T:
    """A parsed value as a value of `shape`. Raises Problem validation_failed with a pointer."""
    try:
        return shapes.shaped(value, shape, strict=strict)
    except msgspec.ValidationError as error:
        raise Problem("validation_failed", field_errors=(_where(str(error)),)) from None


def _single(values: MultiDict[str, str]) -> Json:
    """Names with their one value; a repeated name or text that is not UTF-8 is refused."""
    single: dict[str, Json] = {}
    for name, given in values.lists():
        if len(given) != 1:
            raise Problem(
                "validation_failed", field_errors=(FieldError(_member(name) or "/", "bad_value"),)
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
    member = _member(named["name"]) if named else ""
    if "missing required" in message:
        return FieldError(pointer + member or "/", "missing")
    if "unknown field" in message:
        return FieldError(pointer + member or "/", "unknown_field")
    return FieldError(pointer or "/", _reason(message))


def _reason(message: str) -> str:
    """The contract's word for one of msgspec's messages."""
    if "length <=" in message:
        return "too_many" if "`array`" in message else "too_long"
    if "length >=" in message:
        return "too_short"
    if "regex" in message:
        return "bad_pattern"
    if "enum" in message:
        return "bad_value"
    return "out_of_range" if re.search(r"`(int|float)` [<>]=? ", message) else "wrong_type"


def _member(name: str) -> str:
    """ "/name" where the client's own text is harmless enough to be given back, else nothing."""
    return f"/{name}" if re.fullmatch(r"[A-Za-z0-9_-]{1,60}", name) else ""
