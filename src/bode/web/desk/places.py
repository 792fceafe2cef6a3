"""A place that was sent: what it is called, and where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bode.basics import in_order

from .netherlands import HEIGHT, WIDTH, Point, is_within, nearest_town, on_picture, outline


@dataclass(frozen=True, kw_only=True)
class Map:
    """A picture of the Netherlands with a pin."""

    width: int
    height: int
    outline: str
    x: str
    y: str
    told: str
    """The same in words."""


@dataclass(frozen=True, kw_only=True)
class Place:
    latitude: str
    longitude: str
    name: str
    address: str
    map: Map | None
    """None for a place outside the Netherlands, or nowhere."""


def place_of(content: Mapping[str, Any]) -> Place:
    """The place in a message, or above one."""
    point = _point(content)
    return Place(
        latitude=str(content.get("latitude", "")),
        longitude=str(content.get("longitude", "")),
        name=in_order(str(content.get("name") or "")),
        address=in_order(str(content.get("address") or "")),
        map=_map(point) if point is not None and is_within(point) else None,
    )


def _point(content: Mapping[str, Any]) -> Point | None:
    try:
        return float(content["longitude"]), float(content["latitude"])
    except (KeyError, TypeError, ValueError):
        return None


def _map(point: Point) -> Map:
    x, y = on_picture(point)
    town, kilometres = nearest_town(point)
    told = _("In of bij %(town)s") if kilometres <= 3 else _("Ongeveer %(km)s km van %(town)s")
    return Map(
        width=WIDTH,
        height=HEIGHT,
        outline=outline(),
        x=str(x),
        y=str(y),
        told=told % {"town": town, "km": kilometres},
    )
