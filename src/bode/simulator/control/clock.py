"""Control calls for the platform's clock."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bode.simulator.clock import move_clock
from bode.simulator.control.requests import Json, read_number, read_object, route
from bode.simulator.platform import Platform

AHEAD_MAX = 366 * 24 * 3600
"""Seconds in one call."""


def routes(platform: Platform) -> list[Route]:
    """Return the calls' routes."""
    clock = Clock(platform)
    return [route("/clock", "GET", clock.show), route("/clock", "POST", clock.move)]


class Clock:
    """The handlers."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def show(self, _: Request) -> Response:
        """What time it is on the platform, and how far that is ahead."""
        return self._answer(200)

    async def move(self, request: Request) -> Response:
        """Let time pass."""
        body = await read_object(request)
        seconds = read_number(body.get("seconds"), "seconds", AHEAD_MAX)
        await move_clock(self._platform, int(seconds))
        return self._answer(201)

    def _answer(self, status: int) -> Response:
        world = self._platform.world
        return Json({"now": world.now(), "ahead": world.ahead}, status)
