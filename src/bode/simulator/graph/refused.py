"""What the platform has and this simulator refuses, as the platform refuses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request

from bode.simulator.graph.requests import page
from bode.simulator.refusals import Refusal

Handler = Callable[..., dict[str, Any]]


def _refuse(code: int, details: str) -> Handler:
    def refuse(*_: object) -> dict[str, Any]:
        raise Refusal(code, details)

    return refuse


def none(_: object, _node: object, request: Request) -> dict[str, Any]:
    """Return a page of nothing."""
    return page(request, [])


calls = _refuse(138000, "Calling is not enabled for this phone number.")
groups = _refuse(131215, "This phone number is not eligible for groups.")
marketing = _refuse(134100, "Marketing messages are sent as templates here, to /messages.")
flows = _refuse(139000, "This account can't make flows.")
signups = _refuse(2494165, "Signups are not available to this account.")
