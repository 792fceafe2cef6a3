"""Business numbers: what is known of one, a new one, its settings."""

from __future__ import annotations

from typing import Any

import orjson
from msgspec import structs
from starlette.requests import Request

from bode.simulator.config import SimulatedNumber
from bode.simulator.fields import get_link, get_object, get_optional_text, get_text
from bode.simulator.graph import nodes
from bode.simulator.graph.requests import page, read_parameters, select_fields
from bode.simulator.graph.subscriptions import prove_callback
from bode.simulator.identity import new_node_id, read_digits
from bode.simulator.platform import Platform
from bode.simulator.reach import tier_of
from bode.simulator.records import NewNumber, NumberState
from bode.simulator.refusals import Refusal, invalid
from bode.simulator.standing import is_restricted

_NUMBERS_MAX = 25
"""Of one account."""
_EXISTS = 2388012
_NAME_MAX = 512
_PROMPTS_MAX = 4
_COMMANDS_MAX = 30


def describe(platform: Platform, number: SimulatedNumber) -> dict[str, Any]:
    """Return a number as the platform shows it."""
    accounts = platform.world.accounts
    state = accounts.state(number)
    shown: dict[str, Any] = {
        "verified_name": state.name,
        "display_phone_number": number.display_number,
        "code_verification_status": "VERIFIED" if state.verified else "NOT_VERIFIED",
        "quality_rating": state.quality,
        "quality_score": {"score": state.quality},
        "platform_type": "CLOUD_API" if state.registered else "NOT_APPLICABLE",
        "throughput": {"level": state.throughput},
        "status": "CONNECTED" if state.registered else "DISCONNECTED",
        "name_status": state.name_status,
        "is_pin_enabled": state.pin is not None,
        "is_official_business_account": False,
        "account_mode": "LIVE",
        "whatsapp_business_manager_messaging_limit": tier_of(accounts.reach(number.portfolio)),
        "webhook_configuration": _webhooks(platform, number, state),
        "id": number.phone_number_id,
    }
    if state.wanted_name is not None:
        shown["new_name_status"] = "PENDING_REVIEW"
    if state.automation:
        shown["conversational_automation"] = state.automation | {"id": number.phone_number_id}
    return shown


def _webhooks(
    platform: Platform, number: SimulatedNumber, state: NumberState
) -> dict[str, str | None]:
    subscription = platform.world.accounts.subscriptions.get(number.waba_id)
    addresses = {
        "application": number.callback_url,
        "whatsapp_business_account": subscription.override if subscription else None,
        "phone_number": state.callback,
    }
    return {place: address for place, address in addresses.items() if address}


def show(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Return one number."""
    return select_fields(request, describe(platform, number), nodes.NUMBER)


def listing(platform: Platform, waba: str, request: Request) -> dict[str, Any]:
    """Return a page of an account's numbers."""
    numbers = platform.world.accounts.waba_numbers(waba)
    return page(
        request, [select_fields(request, describe(platform, one), nodes.NUMBER) for one in numbers]
    )


async def create(platform: Platform, waba: str, request: Request) -> dict[str, Any]:
    """Add a number to an account; before it can send it is verified and registered."""
    body = await read_parameters(request)
    country = body.get("cc") or body.get("country_code") or ""
    digits = read_digits(f"{country}{body.get('phone_number', '')}")
    name = get_text(body, "verified_name", "", _NAME_MAX)
    if digits is None:
        raise invalid("Param phone_number must be a phone number, without the country's code.")
    accounts = platform.world.accounts
    if any(read_digits(one.display_number) == digits for one in accounts.numbers.values()):
        raise invalid("This phone number is used by an account already.", _EXISTS)
    if is_restricted(platform.world, waba, "RESTRICTED_ADD_PHONE_NUMBER_ACTION"):
        raise Refusal(368, "This account may not add phone numbers now.")
    ours = accounts.waba_numbers(waba)
    if len(ours) >= _NUMBERS_MAX:
        raise invalid(f"An account has at most {_NUMBERS_MAX} phone numbers.")
    new = NewNumber(
        phone_number_id=new_node_id(),
        display_number="+" + digits,
        waba_id=waba,
        portfolio=ours[0].portfolio,
    )
    platform.world.store(new)
    state = NumberState(number=new.phone_number_id, name=name, verified=False, registered=False)
    platform.world.store(state, flush=True)
    return {"id": new.phone_number_id}


async def change(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Ask for another display name, set the PIN, or send webhooks elsewhere."""
    body = await read_parameters(request)
    state = platform.world.accounts.state(number)
    if "new_display_name" in body:
        wanted = get_text(body, "new_display_name", "", _NAME_MAX)
        state = structs.replace(state, wanted_name=wanted)
    if "pin" in body:
        state = structs.replace(state, pin=read_pin(body), wrong_pins=0)
    if "webhook_configuration" in body:
        callback = await _read_callback(platform, body)
        state = structs.replace(state, callback=callback, forwarded=None)
    platform.world.store(state, flush=True)
    return {"success": True}


def read_pin(body: dict[str, Any]) -> str:
    """Return the six digits of a request's PIN."""
    pin = str(body.get("pin", ""))
    if not (pin.isascii() and pin.isdecimal() and len(pin) == 6):
        raise invalid("Param pin must be a string of 6 digits.")
    return pin


async def _read_callback(platform: Platform, body: dict[str, Any]) -> str | None:
    given = get_object(body, "webhook_configuration")
    path = "webhook_configuration."
    if not given.get("override_callback_uri"):
        return None
    url = get_link(given, "override_callback_uri", path)
    await prove_callback(platform, url, get_text(given, "verify_token", path))
    return url


def show_settings(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Return a number's settings."""
    default = {"storage_configuration": {"status": "DEFAULT"}}
    settings = default | platform.world.accounts.state(number).settings
    return select_fields(request, settings, nodes.SETTINGS)


async def change_settings(
    platform: Platform, number: SimulatedNumber, request: Request
) -> dict[str, Any]:
    """Change what is given of a number's settings; calling can't be switched on here."""
    body = await read_parameters(request)
    known = ("storage_configuration", "user_identity_change", "calling")
    changes = {name: get_object(body, name) for name in known if name in body}
    if not changes:
        raise invalid(f"One of the parameters {', '.join(known)} is required.")
    if changes.get("calling", {}).get("status") == "ENABLED":
        raise Refusal(138018, "Calling can't be enabled for this phone number.")
    state = platform.world.accounts.state(number)
    settings = state.settings | changes
    platform.world.store(structs.replace(state, settings=settings), flush=True)
    return {"success": True}


async def change_automation(
    platform: Platform, number: SimulatedNumber, request: Request
) -> dict[str, Any]:
    """Set the questions that a new chat offers, and the commands behind a slash."""
    body = await read_parameters(request)
    changes = {}
    for name, most in (("prompts", _PROMPTS_MAX), ("commands", _COMMANDS_MAX)):
        if name not in body:
            continue
        given = body[name]
        items = _read_json(given) if isinstance(given, str) else given
        if not isinstance(items, list) or len(items) > most:
            raise invalid(f"Param {name} must be an array of at most {most} items.")
        changes[name] = items
    state = platform.world.accounts.state(number)
    automation = state.automation | changes
    platform.world.store(structs.replace(state, automation=automation), flush=True)
    return {"success": True}


def _read_json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def show_key(platform: Platform, number: SimulatedNumber, _: Request) -> dict[str, Any]:
    """Return the public key that was set for flows."""
    key = platform.world.accounts.state(number).public_key
    if key is None:
        return {"data": []}
    return {"data": [{"business_public_key": key, "business_public_key_signature_status": "VALID"}]}


async def set_key(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Keep a public key for flows."""
    body = await read_parameters(request)
    key = get_optional_text(body, "business_public_key", "") or ""
    if "BEGIN PUBLIC KEY" not in key:
        raise invalid("Param business_public_key must be a public key in PEM.")
    state = platform.world.accounts.state(number)
    platform.world.store(structs.replace(state, public_key=key), flush=True)
    return {"success": True}
