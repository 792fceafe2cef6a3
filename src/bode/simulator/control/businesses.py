"""Control calls for business numbers, and for what befalls them and their accounts."""

from __future__ import annotations

from typing import Any

from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bode.simulator.config import SimulatedNumber
from bode.simulator.control.requests import Json, find_number, read_object, route
from bode.simulator.happenings import HAPPENINGS, happen
from bode.simulator.inbound import BadInput
from bode.simulator.platform import Platform
from bode.simulator.reach import tier_of


def routes(platform: Platform) -> list[Route]:
    """Return the calls' routes."""
    businesses = Businesses(platform)
    return [
        route("/numbers", "GET", businesses.list_numbers),
        route("/numbers/{id}", "GET", businesses.show_number),
        route("/events", "GET", businesses.list_events),
        route("/events", "POST", businesses.happen),
    ]


class Businesses:
    """The handlers."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def list_numbers(self, _: Request) -> Response:
        """All business numbers."""
        numbers = self._platform.world.numbers.values()
        return Json({"results": [self._describe(number) for number in numbers]})

    async def show_number(self, request: Request) -> Response:
        """One business number, with the code that was sent to it and its PIN."""
        number = find_number(self._platform, request.path_params["id"])
        return Json(self._describe(number))

    async def list_events(self, _: Request) -> Response:
        """The names of all events."""
        return Json({"results": list(HAPPENINGS)})

    async def happen(self, request: Request) -> Response:
        """Let an event befall a number and its account, with a detail where it has one."""
        body = await read_object(request)
        number = find_number(self._platform, body.get("number"))
        detail = body.get("detail", "")
        if not isinstance(detail, str):
            raise BadInput("detail", "must be text")
        happen(self._platform, number, str(body.get("event")), detail)
        return Json(self._describe(number), 201)

    def _describe(self, number: SimulatedNumber) -> dict[str, Any]:
        world = self._platform.world
        standing = world.accounts.standing(number.waba_id)
        return structs.asdict(world.accounts.state(number)) | {
            "display_number": number.display_number,
            "waba": number.waba_id,
            "portfolio": number.portfolio,
            "messaging_limit": tier_of(world.accounts.reach(number.portfolio)),
            "people_written_first": world.opened.count(number.portfolio, world.now()),
            "connected": standing.connected,
            "banned": standing.banned,
            "ban_at": standing.ban_at,
            "paid": standing.paid,
            "restrictions": standing.restrictions,
        }
