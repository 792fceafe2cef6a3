"""What the platform does by itself once its time has come."""

from __future__ import annotations

import asyncio

from bode.simulator.happenings import come_due
from bode.simulator.platform import Platform

_LOOK_SECONDS = 1.0


async def keep_up(platform: Platform) -> None:
    """Look again and again, for ever."""
    while True:
        do_what_is_due(platform)
        await asyncio.sleep(_LOOK_SECONDS)


def do_what_is_due(platform: Platform) -> None:
    """End raises of throughput, begin the bans that were planned, remove what was archived."""
    come_due(platform)
    platform.reviews.remove_archived()
