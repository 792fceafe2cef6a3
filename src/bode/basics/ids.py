"""Keys of rows, which also tell whether a row belongs to a drill."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

_OF_DRILL = 8
"""The version of a UUID that is free for one's own use (RFC 9562)."""
_VERSION_PLACE = 76  # bits from the right
_TIME_PLACE = 80


def new_id() -> UUID:
    """Return a new key: a UUIDv7, so that rows made later sort later and lie near each other."""
    return uuid7()


def new_drill_id() -> UUID:
    """Return a new key for what exists in a drill alone: the same, with 8 for its version.

    So every row that names it tells by that alone that it belongs to a drill, and a constraint of
    the database need look nowhere else.
    """
    kept = uuid7().int & ~(0xF << _VERSION_PLACE)
    return UUID(int=kept | _OF_DRILL << _VERSION_PLACE)


def made_at(key: UUID) -> datetime | None:
    """When one of these keys was made, to the millisecond; None for another kind of key."""
    if key.version not in (7, _OF_DRILL):
        return None
    return datetime.fromtimestamp((key.int >> _TIME_PLACE) / 1000, UTC)


def is_drill_id(key: UUID) -> bool:
    """Whether what has this key exists in a drill alone."""
    return key.version == _OF_DRILL
