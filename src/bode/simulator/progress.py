"""What becomes of a message that was accepted: sent, delivered, read, or failed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import orjson

from bode.simulator.delivering import Deliveries
from bode.simulator.records import (
    ACCEPTED,
    DELIVERED,
    FAILED,
    PLAYED,
    READ,
    SENT,
    TO_CITIZEN,
    Message,
    StatusChange,
)
from bode.simulator.world import World

UNDELIVERABLE = 131026


class Progress:
    """Takes each message to a citizen as far as the citizen's phone lets it."""

    def __init__(
        self, world: World, deliveries: Deliveries, changed: Callable[[str], None]
    ) -> None:
        self._world = world
        self._deliveries = deliveries
        self._changed = changed

    def resume(self) -> None:
        """Take up what a former process left half done."""
        for message in list(self._world.messages.values()):
            self.follow(message)

    def resume_phone(self, digits: str) -> None:
        """Take up what waited for this phone, because it now behaves in another way."""
        for message in list(self._world.shown.get(digits, {}).values()):
            self.follow(message)

    def follow(self, message: Message) -> None:
        """Plan the next step, if there is one."""
        if message.direction != TO_CITIZEN:
            return
        pace = self._world.config.pace
        pauses = {ACCEPTED: 0.0, SENT: pace.delivery, DELIVERED: pace.reading, READ: pace.reading}
        pause = pauses.get(message.status)
        if pause is not None and self._next_step(message) is not None:
            loop = asyncio.get_running_loop()
            loop.call_later(pause, self._step, message, message.status)

    def _step(self, message: Message, planned_at: str) -> None:
        step = self._next_step(message)
        # The phone may have changed meanwhile, or another plan may have been first.
        if step is None or message.status != planned_at:
            return
        number = self._world.numbers.get(message.number)
        error = (message.fails_with or UNDELIVERABLE) if step == FAILED else 0
        change = StatusChange(
            id=message.id,
            status=step,
            at=self._world.now(),
            seq=self._deliveries.reserve(number) if number else 0,
            error=error,
        )
        self._world.store(change)
        self._deliveries.tell(change)
        self._changed(message.phone)
        self.follow(message)

    def _next_step(self, message: Message) -> str | None:
        phone = self._world.phone(message.phone)
        if message.status == ACCEPTED:
            blocked = message.phone in self._world.accounts.blocked[message.number]
            arrives = phone.has_whatsapp and not blocked and not message.fails_with
            return SENT if arrives else FAILED
        if message.stays or not phone.online:
            return None
        if message.status == SENT:
            if message.number in phone.blocks:
                return None
            skips = phone.reads and self._deliveries.faults.find_struck("skip_delivered")
            return READ if skips else DELIVERED
        if message.status == DELIVERED and phone.reads:
            return READ
        return PLAYED if message.status == READ and _is_voice(message) else None


def _is_voice(message: Message) -> bool:
    return message.type == "audio" and orjson.loads(bytes(message.content)).get("voice") is True
