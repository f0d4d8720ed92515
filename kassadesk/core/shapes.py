"""Data from outside into typed shapes, safely from several threads.

msgspec learns a shape at its first use, and other threads see what it has learned by half: two first uses
at the same moment can end the process (seen with msgspec 0.22). So shapes are learned one at a time.
"""

from __future__ import annotations

import threading
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

_learning = threading.Lock()
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def shaped(raw: object, shape: type[T], *, strict: bool = True) -> T:
    """A parsed value in its shape. Raises msgspec.ValidationError when it does not fit."""
    decoder(shape)
    return msgspec.convert(raw, shape, strict=strict)


def decoder(shape: type[T]) -> msgspec.json.Decoder[T]:
    """What reads JSON of this shape; every thread may use it, and the shape, from now on."""
    known = _decoders.get(shape)
    if known is None:
        with _learning:
            known = _decoders[shape] = msgspec.json.Decoder(shape)
    return known
