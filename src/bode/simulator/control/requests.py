"""What the control calls share: who may call, how bodies are read and answers written."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bode.simulator.config import SimulatedNumber
from bode.simulator.identity import read_digits
from bode.simulator.inbound import BadInput
from bode.simulator.platform import Platform

Handler = Callable[[Request], Awaitable[Response]]


class Json(Response):
    """A JSON answer."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Write it."""
        return orjson.dumps(content)


def route(path: str, method: str, handler: Handler) -> Route:
    """Return the route of a control call."""
    return Route("/simulator" + path, from_here_alone(handler), methods=[method])


def from_here_alone(handler: Handler) -> Handler:
    """Serve this machine alone; answer 400 with the field that is wrong."""

    async def guarded(request: Request) -> Response:
        if not _is_from_here(request):
            return Json({"error": "The control calls work from this machine alone."}, 403)
        try:
            return await handler(request)
        except BadInput as bad:
            return Json({"error": str(bad), "field": bad.name, "reason": bad.reason}, 400)

    return guarded


def _is_from_here(request: Request) -> bool:
    try:
        address = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def read_phone(request: Request) -> str:
    """Return the digits of the phone that the address names."""
    digits = read_digits(request.path_params["digits"])
    if digits is None:
        raise BadInput("phone", "must be a phone number in international notation")
    return digits


def read_number(value: Any, name: str, most: float) -> float:
    """Return a number from 0 to `most`."""
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    if not fits or not 0 <= value <= most:
        raise BadInput(name, f"must be a number from 0 to {most:g}")
    return float(value)


async def read_object(request: Request) -> dict[str, Any]:
    """Return the JSON object in a body."""
    try:
        body = orjson.loads(await request.body())
    except orjson.JSONDecodeError:
        raise BadInput("body", "must be JSON") from None
    if not isinstance(body, dict):
        raise BadInput("body", "must be a JSON object")
    return body


def read_choice(body: dict[str, Any], name: str, choices: Iterable[str], default: str = "") -> str:
    """Return a word that must be one of a few."""
    known = list(choices)
    value = body.get(name, default)
    if value not in known:
        raise BadInput(name, f"must be one of {', '.join(known)}")
    return str(value)


def find_number(platform: Platform, number_id: object) -> SimulatedNumber:
    """Return the number with this id."""
    number = platform.world.numbers.get(str(number_id))
    if number is None:
        raise BadInput("number", f"must be one of {', '.join(platform.world.numbers)}")
    return number
