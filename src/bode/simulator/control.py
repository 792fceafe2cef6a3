"""`/simulator/…`: to drive the simulated citizens, and trouble, from a program."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from msgspec import Raw, structs
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bode.simulator.config import SimulatedNumber
from bode.simulator.faults import KINDS
from bode.simulator.identity import read_digits
from bode.simulator.inbound import BadInput, send_from_citizen
from bode.simulator.platform import Platform
from bode.simulator.records import Message, Phone, Value

Handler = Callable[[Request], Awaitable[Response]]


class Json(Response):
    """A JSON answer."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Write it."""
        return orjson.dumps(content)


def routes(platform: Platform) -> list[Route]:
    """Return the control calls' routes."""
    control = Control(platform)

    def route(path: str, method: str, handler: Handler) -> Route:
        return Route("/simulator" + path, _from_here_alone(handler), methods=[method])

    return [
        route("/phones/{digits}/messages", "POST", control.send),
        route("/phones/{digits}/messages", "GET", control.list_messages),
        route("/phones/{digits}", "GET", control.show_phone),
        route("/phones/{digits}", "PUT", control.set_phone),
        route("/webhooks", "POST", control.send_webhook),
        route("/faults", "GET", control.list_faults),
        route("/faults", "POST", control.switch_on),
        route("/faults", "DELETE", control.switch_off),
        route("/stats", "GET", control.stats),
    ]


def _from_here_alone(handler: Handler) -> Handler:
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


class Control:
    """The handlers."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def send(self, request: Request) -> Response:
        """A citizen sends a message."""
        body = await _read_object(request)
        message = await send_from_citizen(self._platform, request.path_params["digits"], body)
        return Json({"id": message.id}, 201)

    async def list_messages(self, request: Request) -> Response:
        """What a phone shows."""
        digits = _digits(request)
        shown = self._platform.world.shown.get(digits, {})
        return Json({"results": [_describe(message) for message in shown.values()]})

    async def show_phone(self, request: Request) -> Response:
        """How a phone behaves."""
        return Json(_settings(self._platform.world.phone(_digits(request))))

    async def set_phone(self, request: Request) -> Response:
        """Say how a phone behaves; what isn't said stays as it was."""
        digits = _digits(request)
        body = await _read_object(request)
        platform = self._platform
        changes = {name: _setting(name, value) for name, value in body.items()}
        phone = structs.replace(platform.world.phone(digits), **changes)
        platform.world.store(phone, flush=True)
        platform.progress.resume_phone(digits)
        platform.announce(digits)
        return Json(_settings(phone))

    async def send_webhook(self, request: Request) -> Response:
        """Send a webhook value as given."""
        body = await _read_object(request)
        field, value = body.get("field"), body.get("value")
        if not isinstance(field, str) or not field:
            raise BadInput("field", "must be text")
        if not isinstance(value, dict):
            raise BadInput("value", "must be an object")
        number = self._addressed(body, value)
        told = Value(
            seq=self._platform.deliveries.reserve(number),
            waba=number.waba_id,
            field=field,
            value=Raw(orjson.dumps(value)),
            at=int(time.time()),
        )
        self._platform.world.store(told, flush=True)
        self._platform.deliveries.tell(told)
        return Json({"field": field, "waba": number.waba_id}, 201)

    def _addressed(self, body: dict[str, Any], value: dict[str, Any]) -> SimulatedNumber:
        """Return the number whose receiver gets it: by waba, by metadata, else the first."""
        metadata = value.get("metadata")
        named = metadata.get("phone_number_id") if isinstance(metadata, dict) else None
        numbers = self._platform.config.numbers
        for number in numbers:
            if body.get("waba") == number.waba_id or named == number.phone_number_id:
                return number
        if "waba" in body:
            raise BadInput("waba", "there is no such account")
        return numbers[0]

    async def list_faults(self, _: Request) -> Response:
        """The faults that are on."""
        return Json({"results": self._platform.faults.listing()})

    async def switch_on(self, request: Request) -> Response:
        """Switch a fault on."""
        body = await _read_object(request)
        kind = body.get("kind")
        if kind not in KINDS:
            raise BadInput("kind", f"must be one of {', '.join(KINDS)}")
        rate = _number(body.get("rate", 1.0), "rate", 1.0)
        seconds = body.get("seconds")
        pause = None if seconds is None else _number(seconds, "seconds", 3600.0)
        self._platform.faults.switch_on(kind, rate, pause)
        return Json({"results": self._platform.faults.listing()}, 201)

    async def switch_off(self, request: Request) -> Response:
        """Switch all faults off, or the one that `kind` names."""
        kind = request.query_params.get("kind")
        if kind is not None and kind not in KINDS:
            raise BadInput("kind", f"must be one of {', '.join(KINDS)}")
        self._platform.faults.switch_off(kind)
        return Response(status_code=204)

    async def stats(self, _: Request) -> Response:
        """The counters."""
        world = self._platform.world
        return Json(
            {
                "accepted": world.totals.accepted,
                "delivered": world.totals.delivered,
                "duplicates": world.totals.duplicates,
                "rejected": {str(code): n for code, n in self._platform.rejected.items()},
                "webhooks_sent": world.totals.webhooks_sent,
                "webhooks_pending": len(world.pending),
            }
        )


def _describe(message: Message) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": message.id,
        "direction": message.direction,
        "number": message.number,
        "type": message.type,
        message.type: orjson.Fragment(bytes(message.content)),
        "biz_opaque_callback_data": message.callback_data,
        "status": message.status,
        "timestamp": message.timestamp,
    }
    if message.context:
        shown["context"] = message.context
    return shown


def _settings(phone: Phone) -> dict[str, Any]:
    return structs.asdict(phone)


def _setting(name: str, value: Any) -> Any:
    fits = {
        "name": isinstance(value, str) and 0 < len(value) <= 100,
        "username": value is None or (isinstance(value, str) and 0 < len(value) <= 35),
        "has_whatsapp": isinstance(value, bool),
        "online": isinstance(value, bool),
        "reads": isinstance(value, bool),
        "blocks": isinstance(value, list) and all(isinstance(one, str) for one in value),
    }
    if name not in fits:
        raise BadInput(name, f"is unknown; a phone has {', '.join(fits)}")
    if not fits[name]:
        raise BadInput(name, "has a value that can't be")
    return value


def _digits(request: Request) -> str:
    digits = read_digits(request.path_params["digits"])
    if digits is None:
        raise BadInput("phone", "must be a phone number in international notation")
    return digits


def _number(value: Any, name: str, most: float) -> float:
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    if not fits or not 0 <= value <= most:
        raise BadInput(name, f"must be a number from 0 to {most:g}")
    return float(value)


async def _read_object(request: Request) -> dict[str, Any]:
    try:
        body = orjson.loads(await request.body())
    except orjson.JSONDecodeError:
        raise BadInput("body", "must be JSON") from None
    if not isinstance(body, dict):
        raise BadInput("body", "must be a JSON object")
    return body
