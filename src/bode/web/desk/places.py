"""A place that was sent: what it is called, and where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bode.basics import in_order


@dataclass(frozen=True, kw_only=True)
class Place:
    latitude: str
    longitude: str
    name: str
    address: str


def place_of(content: Mapping[str, Any]) -> Place:
    """The place in a message, or above one."""
    return Place(
        latitude=str(content.get("latitude", "")),
        longitude=str(content.get("longitude", "")),
        name=in_order(str(content.get("name") or "")),
        address=in_order(str(content.get("address") or "")),
    )
