"""What the platform does by itself once its time has come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bode.simulator.happenings import come_due
from bode.simulator.platform import Platform

EVERY_SECONDS = 1.0


async def keep_doing(
    do: Callable[[Platform], None], platform: Platform, every_seconds: float
) -> None:
    """Look again and again, for ever."""
    while True:
        do(platform)
        await asyncio.sleep(every_seconds)


def do_what_is_due(platform: Platform) -> None:
    """End raises of throughput, begin the bans that were planned, remove what was archived."""
    come_due(platform)
    platform.reviews.remove_archived()
