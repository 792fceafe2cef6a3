"""Control calls for citizens' phones."""

from __future__ import annotations

from typing import Any

import orjson
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bode.simulator.citizens import happen_to_citizen
from bode.simulator.control.requests import Json, find_number, read_object, read_phone, route
from bode.simulator.inbound import BadInput, send_from_citizen
from bode.simulator.platform import Platform
from bode.simulator.quality import reconsider
from bode.simulator.records import Message, Phone


def routes(platform: Platform) -> list[Route]:
    """Return the calls' routes."""
    phones = Phones(platform)
    return [
        route("/phones/{digits}/messages", "POST", phones.send),
        route("/phones/{digits}/messages", "GET", phones.list_messages),
        route("/phones/{digits}/events", "POST", phones.happen),
        route("/phones/{digits}", "GET", phones.show_phone),
        route("/phones/{digits}", "PUT", phones.set_phone),
    ]


class Phones:
    """The handlers."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def send(self, request: Request) -> Response:
        """A citizen sends a message."""
        body = await read_object(request)
        message = await send_from_citizen(self._platform, request.path_params["digits"], body)
        return Json({"id": message.id}, 201)

    async def happen(self, request: Request) -> Response:
        """Something else befalls a citizen's chat with a business."""
        body, digits = await read_object(request), read_phone(request)
        number = find_number(self._platform, body.get("to"))
        event, detail = str(body.get("event")), str(body.get("detail", ""))
        await happen_to_citizen(self._platform, number, digits, event, detail)
        return Json({"event": event}, 201)

    async def list_messages(self, request: Request) -> Response:
        """What a phone shows."""
        digits = read_phone(request)
        shown = self._platform.world.shown.get(digits, {})
        return Json({"results": [_describe(message) for message in shown.values()]})

    async def show_phone(self, request: Request) -> Response:
        """How a phone behaves."""
        return Json(_settings(self._platform.world.phone(read_phone(request))))

    async def set_phone(self, request: Request) -> Response:
        """Say how a phone behaves; what isn't said stays as it was."""
        digits = read_phone(request)
        body = await read_object(request)
        platform = self._platform
        changes = {name: _setting(name, value) for name, value in body.items()}
        former = platform.world.phone(digits)
        phone = structs.replace(former, **changes)
        platform.world.store(phone, flush=True)
        for number_id in {*former.blocks} ^ {*phone.blocks}:
            reconsider(platform, number_id)
        platform.progress.resume_phone(digits)
        platform.announce(digits)
        return Json(_settings(phone))


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
