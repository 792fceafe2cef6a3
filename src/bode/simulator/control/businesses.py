"""Control calls for business numbers."""

from __future__ import annotations

from typing import Any

from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bode.simulator.config import SimulatedNumber
from bode.simulator.control.requests import Json, find_number, route
from bode.simulator.platform import Platform


def routes(platform: Platform) -> list[Route]:
    """Return the calls' routes."""
    businesses = Businesses(platform)
    return [
        route("/numbers", "GET", businesses.list_numbers),
        route("/numbers/{id}", "GET", businesses.show_number),
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

    def _describe(self, number: SimulatedNumber) -> dict[str, Any]:
        state = structs.asdict(self._platform.world.accounts.state(number))
        return state | {
            "display_number": number.display_number,
            "waba": number.waba_id,
            "portfolio": number.portfolio,
        }
