"""A number itself: what the platform knows of it, its profile, and its registration."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import orjson
from msgspec import Struct

from bode.whatsapp.access import Access
from bode.whatsapp.calls import JSON, Calls, read_answer

_PROFILE = "whatsapp_business_profile"
_PROFILE_FIELDS = "about,address,description,email,websites,vertical,profile_picture_url"
_NUMBER_FIELDS = ",".join(
    (
        *("display_phone_number", "verified_name", "name_status", "quality_rating"),
        *("status", "throughput"),
        "whatsapp_business_manager_messaging_limit",
    )
)


class Profile(Struct, frozen=True, kw_only=True):
    """What citizens read about a business beside its number; empty where it says nothing."""

    about: str = ""
    address: str = ""
    description: str = ""
    email: str = ""
    websites: tuple[str, ...] = ()
    vertical: str = ""
    """In the platform's own word: GOVT for a municipality."""
    picture_url: str = msgspec.field(default="", name="profile_picture_url")
    """Where its picture is; this is read only."""


class NumberFacts(Struct, frozen=True, kw_only=True):
    """What the platform knows of a number, in its own words; empty where it doesn't tell."""

    phone: str = ""
    """The number itself, as the platform writes it: spaces and all."""
    name: str = ""
    name_status: str = ""
    quality: str = ""
    connection: str = ""
    is_fast: bool = False
    """Its throughput was raised."""
    people_a_day: str = ""
    """To how many the whole portfolio may write first: TIER_2K, …"""


class _Profiles(Struct):
    data: list[Profile]


class _Throughput(Struct):
    level: str | None = None


class _Number(Struct):
    display_phone_number: str | None = None
    verified_name: str | None = None
    name_status: str | None = None
    quality_rating: str | None = None
    status: str | None = None
    throughput: _Throughput | None = None
    whatsapp_business_manager_messaging_limit: str | int | None = None


_profiles = msgspec.json.Decoder(_Profiles)
_number = msgspec.json.Decoder(_Number)


class NumberCalls(Calls):
    """Calls about a number."""

    async def number(self, access: Access) -> NumberFacts:
        """Return what the platform knows of a number. Meta alone tells it."""
        gateway = await self._manage(access)
        url = gateway.of_number(access).with_query(fields=_NUMBER_FIELDS)
        told = read_answer(_number, await self._transport.get(url, gateway.headers(access)))
        return NumberFacts(
            phone=told.display_phone_number or "",
            name=told.verified_name or "",
            name_status=told.name_status or "",
            quality=told.quality_rating or "",
            connection=told.status or "",
            is_fast=told.throughput is not None and told.throughput.level == "HIGH",
            people_a_day=str(told.whatsapp_business_manager_messaging_limit or ""),
        )

    async def profile(self, access: Access) -> Profile:
        """Return the profile of a number; an empty one when it has none."""
        gateway = await self._manage(access)
        url = gateway.of_number(access, _PROFILE).with_query(fields=_PROFILE_FIELDS)
        found = read_answer(_profiles, await self._transport.get(url, gateway.headers(access)))
        return found.data[0] if found.data else Profile()

    async def set_profile(self, access: Access, profile: Profile) -> None:
        """Replace the texts of a number's profile; its picture stays."""
        body = {
            "messaging_product": "whatsapp",
            "about": profile.about,
            "address": profile.address,
            "description": profile.description,
            "email": profile.email,
            # An empty array is no change to the platform; an empty text takes the last one away.
            "websites": list(profile.websites) or "",
            "vertical": profile.vertical,
        }
        await self._post(access, _PROFILE, body)

    async def set_picture(self, access: Access, handle: str) -> None:
        """Replace the picture of a number's profile by an uploaded one (`upload_example`)."""
        body = {"messaging_product": "whatsapp", "profile_picture_handle": handle}
        await self._post(access, _PROFILE, body)

    async def register(self, access: Access, pin: str) -> None:
        """Let a verified number send; its PIN is set, or must be the one that it has."""
        await self._post(access, "register", {"messaging_product": "whatsapp", "pin": pin})

    async def set_pin(self, access: Access, pin: str) -> None:
        """Give a number another PIN."""
        await self._post(access, "", {"pin": pin})

    async def _post(self, access: Access, edge: str, body: Mapping[str, object]) -> None:
        gateway = await self._manage(access)
        url, headers = gateway.of_number(access, edge), gateway.headers(access, JSON)
        await self._transport.post(url, headers, orjson.dumps(body))
