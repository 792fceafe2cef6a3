"""The ways in which a municipality can be on WhatsApp."""

from __future__ import annotations

from enum import StrEnum


class UnknownRoute(ValueError):
    """There is no route with this code."""


class Route(StrEnum):
    """How messages reach WhatsApp."""

    BSP = "bsp"  # a business solution provider that the platform has approved
    ISV = "isv"  # an independent software vendor, on a connection of its own
    BUSINESS_APP = "business_app"  # the WhatsApp Business app on a phone
    PRIVATE_APP = "private_app"  # the app for people among themselves


def route(code: str) -> Route:
    """Return the route with this code. Raises `UnknownRoute`."""
    try:
        return Route(code)
    except ValueError:
        raise UnknownRoute(code) from None
