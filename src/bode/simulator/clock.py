"""Moving the platform's clock ahead, so that nobody waits for hours and days."""

from __future__ import annotations

from bode.simulator.due import do_what_is_due
from bode.simulator.platform import Platform
from bode.simulator.quality import reconsider
from bode.simulator.records import ClockMoved
from bode.simulator.rising import raise_earned


async def move_clock(platform: Platform, seconds: int) -> None:
    """Let so many seconds pass at once, with what they bring; there is no way back."""
    raise_earned(platform)
    platform.world.store(ClockMoved(ahead=platform.world.ahead + seconds), flush=True)
    raise_earned(platform)
    do_what_is_due(platform)
    platform.reviews.resume()
    await platform.media.sweep()
    for number_id in platform.world.numbers:
        reconsider(platform, number_id)
