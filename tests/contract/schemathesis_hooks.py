"""What Schemathesis cannot know: how the bytes of an attachment are written."""

from __future__ import annotations

from typing import Any

import schemathesis


@schemathesis.serializer("application/offset+octet-stream")
def chunk(_context: Any, value: Any) -> bytes:
    """The bytes as they are; anything else as its text."""
    return bytes(value) if isinstance(value, bytes | bytearray) else str(value).encode()
