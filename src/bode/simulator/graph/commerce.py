"""Whether a catalogue and a cart are shown. There is no catalogue."""

from __future__ import annotations

from typing import Any

from msgspec import structs
from starlette.requests import Request

from bode.simulator.config import SimulatedNumber
from bode.simulator.graph import nodes
from bode.simulator.graph.requests import read_parameters, select_fields
from bode.simulator.platform import Platform
from bode.simulator.refusals import invalid

_SWITCHES = ("is_cart_enabled", "is_catalog_visible")
_TRUTHS = {"true": True, "false": False, "True": True, "False": False, True: True, False: False}


def show(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Return the switches."""
    switches = dict.fromkeys(_SWITCHES, False)
    switches |= platform.world.accounts.state(number).commerce
    return {
        "data": [select_fields(request, switches | {"id": number.phone_number_id}, nodes.COMMERCE)]
    }


async def change(platform: Platform, number: SimulatedNumber, request: Request) -> dict[str, Any]:
    """Set the switches that are given."""
    body = await read_parameters(request)
    given = {name: body[name] for name in _SWITCHES if name in body}
    if not given or not all(value in _TRUTHS for value in given.values()):
        raise invalid(f"One of the parameters {', '.join(_SWITCHES)} is required: true or false.")
    state = platform.world.accounts.state(number)
    commerce = state.commerce | {name: _TRUTHS[value] for name, value in given.items()}
    platform.world.store(structs.replace(state, commerce=commerce), flush=True)
    return {"success": True}
