"""The ways in which a municipality can be on WhatsApp, with having none and not being known."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.policy import Route


class Use(StrEnum):
    """The route in use, in the order in which pictures show them."""

    BSP = Route.BSP
    BUSINESS_APP = Route.BUSINESS_APP
    ISV = Route.ISV
    PRIVATE_APP = Route.PRIVATE_APP
    NONE = "none"
    UNKNOWN = "unknown"


CLAIMABLE = tuple(use for use in Use if use is not Use.UNKNOWN)
"""What a source can say; that nothing is known is said by no source at all."""

NAMES: Mapping[Use, str] = MappingProxyType(
    {
        Use.BSP: gettext_noop("Vergunning via een BSP"),
        Use.BUSINESS_APP: gettext_noop("WhatsApp Business-app"),
        Use.ISV: gettext_noop("Koppeling van een ISV"),
        Use.PRIVATE_APP: gettext_noop("Gewone WhatsApp-app"),
        Use.NONE: gettext_noop("Geen WhatsApp"),
        Use.UNKNOWN: gettext_noop("Niet bekend"),
    }
)


def use_name(use: Use) -> str:
    """What a route in use is called, in the page's language."""
    return _(NAMES[use])
