"""The purposes for which a municipality may use WhatsApp, and those for which it may not."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .allowed import ALLOWED
from .forbidden import FORBIDDEN
from .kinds import Example, Purpose, UnknownPurpose

__all__ = ["PURPOSES", "Example", "Purpose", "UnknownPurpose", "purpose"]

PURPOSES: Mapping[str, Purpose] = MappingProxyType(
    {each.code: each for each in (*ALLOWED, *FORBIDDEN)}
)
"""Every purpose by its code, the allowed ones first."""


def purpose(code: str) -> Purpose:
    """Return the purpose with this code. Raises `UnknownPurpose`."""
    try:
        return PURPOSES[code]
    except KeyError:
        raise UnknownPurpose(code) from None
