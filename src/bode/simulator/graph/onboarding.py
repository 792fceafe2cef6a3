"""The way of a number onto the platform: proof that it is theirs, then registration with a PIN."""

from __future__ import annotations

import hmac
import secrets
from typing import Any

from msgspec import structs
from starlette.requests import Request

from bode.simulator.config import SimulatedNumber
from bode.simulator.fields import get_text
from bode.simulator.graph.numbers import read_pin
from bode.simulator.graph.requests import read_parameters
from bode.simulator.platform import Platform
from bode.simulator.refusals import Refusal, invalid

_METHODS = ("SMS", "VOICE")
_REGIONS = (
    "AE", "AU", "BH", "BR", "CA", "CH", "DE", "GB", "ID", "IN", "JP", "KR", "SG", "ZA",
)  # fmt: skip
_WRONG_PINS_MAX = 5


async def request_code(
    platform: Platform, number: SimulatedNumber, request: Request
) -> dict[str, Any]:
    """Send a code to the number; here it can be read at `GET /simulator/numbers/{id}`."""
    body = await read_parameters(request)
    if body.get("code_method") not in _METHODS:
        raise invalid(f"Param code_method must be one of {', '.join(_METHODS)}.")
    get_text(body, "language", "")
    state = platform.world.accounts.state(number)
    code = f"{secrets.randbelow(10**6):06}"
    platform.world.store(structs.replace(state, code=code), flush=True)
    return {"success": True}


async def verify_code(
    platform: Platform, number: SimulatedNumber, request: Request
) -> dict[str, Any]:
    """Take the code that was sent as proof."""
    body = await read_parameters(request)
    given = get_text(body, "code", "").replace("-", "")
    state = platform.world.accounts.state(number)
    if state.code is None or not hmac.compare_digest(given.encode(), state.code.encode()):
        raise invalid("Param code is not the code that was sent to this phone number.")
    platform.world.store(structs.replace(state, code=None, verified=True), flush=True)
    return {"success": True}


async def register(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Let a verified number send; its first PIN is set, a later one must be the same."""
    body = await read_parameters(request)
    if body.get("messaging_product") != "whatsapp":
        raise invalid("The parameter messaging_product is required, and must be whatsapp.")
    pin = read_pin(body)
    region = body.get("data_localization_region")
    if region is not None and region not in _REGIONS:
        raise invalid(f"Param data_localization_region must be one of {', '.join(_REGIONS)}.")
    state = platform.world.accounts.state(number)
    if not state.verified:
        raise Refusal(133006, "The phone number must be verified before it is registered.")
    if state.wrong_pins >= _WRONG_PINS_MAX:
        raise Refusal(133008, "There were too many wrong PINs for this phone number.")
    if state.pin is not None and not hmac.compare_digest(pin.encode(), state.pin.encode()):
        wrong = structs.replace(state, wrong_pins=state.wrong_pins + 1)
        platform.world.store(wrong, flush=True)
        raise Refusal(133005, "The PIN for two-step verification is wrong.")
    registered = structs.replace(state, registered=True, pin=pin, wrong_pins=0)
    platform.world.store(registered, flush=True)
    return {"success": True}


def deregister(platform: Platform, number: SimulatedNumber, _: Request) -> dict[str, Any]:
    """Let a number send no more."""
    state = platform.world.accounts.state(number)
    if not state.registered:
        raise Refusal(133010, "The phone number is not registered.")
    platform.world.store(structs.replace(state, registered=False), flush=True)
    return {"success": True}
