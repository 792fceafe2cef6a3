"""By what right and along which way one phone number reaches the platform."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Gateway(StrEnum):
    """Who passes requests on to the platform: both speak the same bodies at other addresses."""

    META = "meta"
    """The platform's own Graph API."""
    DIALOG360 = "dialog360"
    """360dialog's API, in which the key says which number is meant."""


class Access(Struct, frozen=True, kw_only=True):
    """All that a call for one phone number needs."""

    gateway: Gateway = Gateway.META
    number_id: str
    """The platform's phone number id."""
    account_id: str
    """The id of its WhatsApp Business Account (WABA)."""
    token: str
    """The access token; at 360dialog the API key of this number."""

    def __repr__(self) -> str:
        return f"Access({self.gateway}, {self.number_id})"  # never the token
