"""The business profile that citizens see beside a number."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request

from bode.simulator.config import SimulatedNumber
from bode.simulator.fields import get_link, get_optional_text, get_text
from bode.simulator.graph import nodes
from bode.simulator.graph.requests import read_parameters, select_fields
from bode.simulator.platform import Platform
from bode.simulator.records import Profile
from bode.simulator.refusals import invalid

_LIMITS = {"about": 139, "address": 256, "description": 512, "email": 128}
_VERTICALS = [
    "OTHER",
    "AUTO",
    "BEAUTY",
    "APPAREL",
    "EDU",
    "ENTERTAIN",
    "EVENT_PLAN",
    "FINANCE",
    "GROCERY",
    "GOVT",
    "HOTEL",
    "HEALTH",
    "NONPROFIT",
    "PROF_SERVICES",
    "RETAIL",
    "TRAVEL",
    "RESTAURANT",
    "NOT_A_BIZ",
]
_WEBSITES_MAX = 2
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


def show(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Return a profile."""
    profile = platform.world.accounts.profiles.get(number.phone_number_id)
    fields = {"vertical": "GOVT"} | (profile.fields if profile else {})
    shown = select_fields(request, fields, nodes.PROFILE)
    return {"data": [shown | {"messaging_product": "whatsapp"}]}


async def change(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Change what is given of a profile."""
    body = await read_parameters(request)
    if body.get("messaging_product") != "whatsapp":
        raise invalid("The parameter messaging_product is required, and must be whatsapp.")
    changes: dict[str, Any] = {}
    for name, most in _LIMITS.items():
        text = get_optional_text(body, name, "", most)
        if text is not None:
            changes[name] = text
    if changes.get("email") and not _EMAIL.fullmatch(changes["email"]):
        raise invalid("Param email must be a valid email address.")
    if "vertical" in body:
        if body["vertical"] not in _VERTICALS:
            raise invalid(f"Param vertical must be one of {', '.join(_VERTICALS)}.")
        changes["vertical"] = body["vertical"]
    if body.get("profile_picture_handle"):
        handle = get_text(body, "profile_picture_handle", "")
        if not platform.uploads.gave(handle):
            raise invalid("Param profile_picture_handle is not a handle of an uploaded file.")
        changes["profile_picture_url"] = f"https://simulator.example/picture/{handle[-16:]}"
    if "websites" in body:
        changes["websites"] = _read_websites(body["websites"])
    former = platform.world.accounts.profiles.get(number.phone_number_id)
    fields = (former.fields if former else {}) | changes
    platform.world.store(Profile(number=number.phone_number_id, fields=fields), flush=True)
    return {"success": True}


def _read_websites(websites: object) -> list[str]:
    if websites == "":  # how clients take the last one away
        return []
    if not isinstance(websites, list) or len(websites) > _WEBSITES_MAX:
        raise invalid(f"Param websites must be an array of at most {_WEBSITES_MAX} addresses.")
    return [
        get_link({f"[{index}]": website}, f"[{index}]", "websites")
        for index, website in enumerate(websites)
    ]
