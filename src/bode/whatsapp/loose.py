"""Opening parts that may be missing or odd: then they are left out, and the rest still counts."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import Raw

ABSENT = Raw(b"null")

_Part = TypeVar("_Part")


def read_part(raw: Raw, kind: type[_Part]) -> _Part | None:
    """Read a part; None when it is missing or odd."""
    if raw is ABSENT or raw == b"null":
        return None
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.MsgspecError, RecursionError):
        return None


def read_texts(raw: Raw) -> dict[str, str]:
    """Read the members of an object that are text, or a number, as text."""
    members = read_part(raw, dict[str, Any]) or {}
    return {
        name: str(value)
        for name, value in members.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }
