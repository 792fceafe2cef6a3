"""Keys of rows."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a new key: a UUIDv7, so that rows made later sort later and lie near each other."""
    return uuid7()
