"""Control calls for webhooks as given, for faults, and for the counters."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bode.simulator.config import SimulatedNumber
from bode.simulator.control.requests import Json, read_number, read_object, route
from bode.simulator.faults import KINDS, WITH_CODE
from bode.simulator.inbound import BadInput
from bode.simulator.platform import Platform


def routes(platform: Platform) -> list[Route]:
    """Return the calls' routes."""
    trouble = Trouble(platform)
    return [
        route("/webhooks", "POST", trouble.send_webhook),
        route("/faults", "GET", trouble.list_faults),
        route("/faults", "POST", trouble.switch_on),
        route("/faults", "DELETE", trouble.switch_off),
        route("/stats", "GET", trouble.stats),
    ]


_CODE_MAX = 9_999_999


def _read_code(body: dict[str, Any]) -> int:
    code = body.get("code")
    if not isinstance(code, int) or isinstance(code, bool) or not 0 <= code <= _CODE_MAX:
        raise BadInput("code", "must be one of the platform's error codes")
    return code


class Trouble:
    """The handlers."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def send_webhook(self, request: Request) -> Response:
        """Send a webhook value as given."""
        body = await read_object(request)
        field, value = body.get("field"), body.get("value")
        if not isinstance(field, str) or not field:
            raise BadInput("field", "must be text")
        if not isinstance(value, dict):
            raise BadInput("value", "must be an object")
        number = self._addressed(body, value)
        self._platform.deliveries.announce(number, field, value)
        return Json({"field": field, "waba": number.waba_id}, 201)

    def _addressed(self, body: dict[str, Any], value: dict[str, Any]) -> SimulatedNumber:
        """Return the number whose receiver gets it: by waba, by metadata, else the first."""
        metadata = value.get("metadata")
        named = metadata.get("phone_number_id") if isinstance(metadata, dict) else None
        numbers = list(self._platform.world.numbers.values())
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
        body = await read_object(request)
        kind = body.get("kind")
        if kind not in KINDS:
            raise BadInput("kind", f"must be one of {', '.join(KINDS)}")
        rate = read_number(body.get("rate", 1.0), "rate", 1.0)
        seconds = body.get("seconds")
        pause = None if seconds is None else read_number(seconds, "seconds", 3600.0)
        code = _read_code(body) if kind in WITH_CODE else 0
        self._platform.faults.switch_on(kind, rate, pause, code)
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
