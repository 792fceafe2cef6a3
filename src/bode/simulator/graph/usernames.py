"""A business's own username."""

from __future__ import annotations

import re
from typing import Any

from msgspec import structs
from starlette.requests import Request

from bode.simulator.config import SimulatedNumber
from bode.simulator.graph.requests import read_parameters
from bode.simulator.identity import is_username
from bode.simulator.platform import Platform
from bode.simulator.refusals import Refusal, invalid


def show(platform: Platform, number: SimulatedNumber, _: Request) -> dict[str, Any]:
    """Return a number's username."""
    username = platform.world.accounts.state(number).username
    if username is None:
        raise invalid("This phone number has no username.")
    return {"username": username, "status": "approved"}


async def adopt(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Take a username that is free, or move one within a portfolio."""
    body = await read_parameters(request)
    username = str(body.get("username", "")).lower()
    if not is_username(username):
        raise Refusal(147001, "A username has 3 to 35 letters, digits, dots and underscores.")
    accounts = platform.world.accounts
    for other in accounts.numbers.values():
        state = accounts.state(other)
        if state.username != username or other == number:
            continue
        if other.portfolio != number.portfolio:
            raise Refusal(147001, "The username is not available.")
        if body.get("transfer_action") != "force_transfer":
            raise Refusal(147005, "Another phone number of this business has the username.")
        platform.world.store(structs.replace(state, username=None))
    state = structs.replace(accounts.state(number), username=username)
    platform.world.store(state, flush=True)
    return {"status": "approved"}


def leave(platform: Platform, number: SimulatedNumber, _: Request) -> dict[str, Any]:
    """Give a username up."""
    state = structs.replace(platform.world.accounts.state(number), username=None)
    platform.world.store(state, flush=True)
    return {"success": True}


def suggest(_: Platform, number: SimulatedNumber, _request: Request) -> dict[str, Any]:
    """Return usernames that are kept for this business."""
    plain = re.sub(r"[^a-z0-9]", "", number.portfolio.lower())
    return {"data": [{"username_suggestions": [plain[:35], f"{plain[:30]}.nl"]}]}
