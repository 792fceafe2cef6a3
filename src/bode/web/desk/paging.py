"""Where a page of a list ends, as its address tells the next one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from bode.conversations.queries import Cursor


def write_cursor(at: datetime, key: UUID) -> str:
    """What stands in the address."""
    return f"{at.isoformat()}_{key}"


def read_cursor(text: str) -> Cursor | None:
    """Where the page before ended; what can't be read begins anew."""
    at, _separator, key = text.partition("_")
    try:
        return datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return None
