"""Whom a business blocked: their messages don't arrive any more."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from bode.simulator.composing import SERVICE_WINDOW_SECONDS
from bode.simulator.config import SimulatedNumber
from bode.simulator.fields import get_list
from bode.simulator.graph.requests import page, read_parameters
from bode.simulator.identity import is_user_id, read_digits
from bode.simulator.platform import Platform
from bode.simulator.records import Blocked
from bode.simulator.refusals import Refusal, invalid

_BLOCKED_MAX = 64_000
_AT_ONCE_MAX = 1000


def listing(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Return a page of those whom a number blocked."""
    people = platform.world.accounts.blocked[number.phone_number_id]
    return page(request, [_describe(platform, number, "+" + one, one) for one in people])


async def block(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Block citizens who wrote in the last 24 hours; name the others in the answer."""
    people = platform.world.accounts.blocked[number.phone_number_id]
    added, failed = [], []
    for given, digits in await _read_people(platform, number, request):
        if len(people) >= _BLOCKED_MAX:
            raise Refusal(139101, f"A number blocks at most {_BLOCKED_MAX} people.")
        if not _wrote_lately(platform, number, digits):
            failed.append({"input": given, "wa_id": digits, "errors": [_NOT_LATELY]})
            continue
        change = Blocked(number=number.phone_number_id, digits=digits)
        platform.world.store(change, flush=True)
        added.append(_describe(platform, number, given, digits))
    answer: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "block_users": {"added_users": added},
    }
    if failed:
        answer["block_users"]["failed_users"] = failed
        answer["errors"] = Refusal(139100, "Some of them could not be blocked.").body()["error"]
    return answer


async def unblock(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Let citizens write again."""
    removed = []
    for given, digits in await _read_people(platform, number, request):
        change = Blocked(number=number.phone_number_id, digits=digits, blocked=False)
        platform.world.store(change, flush=True)
        removed.append(_describe(platform, number, given, digits))
    return {"messaging_product": "whatsapp", "block_users": {"removed_users": removed}}


_NOT_LATELY = {
    "message": "Re-engagement message",
    "code": 131047,
    "error_data": {"details": "Only those who wrote in the last 24 hours can be blocked."},
}


def _wrote_lately(platform: Platform, number: SimulatedNumber, digits: str) -> bool:
    wrote_at = platform.world.last_inbound.get((number.phone_number_id, digits), 0)
    return platform.world.now() - wrote_at < SERVICE_WINDOW_SECONDS


async def _read_people(
    platform: Platform, number: SimulatedNumber, request: Request
) -> list[tuple[str, str]]:
    """Return what was given, with the digits that it means."""
    body = await read_parameters(request)
    if body.get("messaging_product") != "whatsapp":
        raise invalid("The parameter messaging_product is required, and must be whatsapp.")
    return [
        _read_person(platform, number, person, index)
        for index, person in enumerate(get_list(body, "block_users", "", 1, _AT_ONCE_MAX))
    ]


def _read_person(
    platform: Platform, number: SimulatedNumber, person: object, index: int
) -> tuple[str, str]:
    given = person if isinstance(person, dict) else {}
    identity = given.get("user_id") or given.get("user")
    if isinstance(identity, str) and is_user_id(identity):
        digits = platform.world.digits_of(number, identity)
    else:
        digits = read_digits(identity)
    if digits is None:
        raise invalid(f"Param block_users[{index}] is not a phone number or user id known here.")
    return str(identity), digits


def _describe(
    platform: Platform, number: SimulatedNumber, given: str, digits: str
) -> dict[str, Any]:
    user_id = platform.world.user_id(number, digits)
    return {"messaging_product": "whatsapp", "input": given, "wa_id": digits, "user_id": user_id}
