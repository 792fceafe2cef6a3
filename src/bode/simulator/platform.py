"""One simulated platform, with its parts put together."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict

from bode.simulator.config import SimulatorConfig
from bode.simulator.delivering import Deliveries
from bode.simulator.faults import Faults
from bode.simulator.limits import Calls, Limiter
from bode.simulator.media import MediaStore
from bode.simulator.progress import Progress
from bode.simulator.reviewing import Reviews
from bode.simulator.texts import Texts
from bode.simulator.uploads import Uploads
from bode.simulator.world import World
from bode.whatsapp.limits import TYPING_SECONDS


class Platform:
    """What the doors work on: state, webhooks, progress, limits, faults."""

    def __init__(self, config: SimulatorConfig, faults: Faults | None = None) -> None:
        self.config = config
        self.world = World(config)
        self.faults = faults or Faults()
        self.calls = Calls(config.calls_per_hour)
        self.limiter = Limiter(config.pair_burst)
        self.deliveries = Deliveries(self.world, self.faults)
        self.progress = Progress(self.world, self.deliveries, self.announce)
        self.reviews = Reviews(self.world, self.deliveries)
        self.media = MediaStore(self.world)
        self.uploads = Uploads(config.app_secret)
        self.texts = Texts()
        self.reconsidered: set[str] = set()
        """Numbers of which the quality is about to be judged."""
        self.earned_at: dict[str, int] = {}
        """By portfolio: since when it deserves a larger limit, in the platform's time."""
        self.rejected: Counter[int] = Counter()
        self._typing_until: dict[tuple[str, str], float] = {}
        self._watchers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    async def start(self) -> None:
        """Take up where the journal ends."""
        self.world.open()
        await self.media.sweep()
        await self.deliveries.start()
        self.progress.resume()
        self.reviews.resume()

    async def stop(self) -> None:
        """Stop, with everything written down."""
        await self.deliveries.stop()
        self.world.close()

    def show_typing(self, digits: str, number_id: str) -> None:
        """Show on a phone that this business is typing, until it answers or time is up."""
        self._typing_until[digits, number_id] = time.monotonic() + TYPING_SECONDS
        asyncio.get_running_loop().call_later(TYPING_SECONDS, self.announce, digits)

    def stop_typing(self, digits: str, number_id: str) -> None:
        """The answer came."""
        self._typing_until.pop((digits, number_id), None)

    def is_typing(self, digits: str, number_id: str) -> bool:
        """Say whether a phone shows that this business is typing."""
        return self._typing_until.get((digits, number_id), 0.0) > time.monotonic()

    def announce(self, digits: str) -> None:
        """Tell open pages that this phone shows something else now."""
        for event in self._watchers.get(digits, ()):
            event.set()

    def watch(self, digits: str) -> asyncio.Event:
        """Return an event that is set whenever this phone changes. Give it back afterwards."""
        event = asyncio.Event()
        self._watchers[digits].add(event)
        return event

    def unwatch(self, digits: str, event: asyncio.Event) -> None:
        """Give an event back."""
        self._watchers[digits].discard(event)
        if not self._watchers[digits]:
            del self._watchers[digits]
