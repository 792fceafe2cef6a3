"""What the platform charges: each message by its category, answers after a number of free ones."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bode.simulator.records import Message

SERVICE = "service"
_HERE = ZoneInfo("Europe/Amsterdam")
"""Where accounts count their months."""


class FreeAnswers:
    """How many answers each number sent in each calendar month; nothing is carried over."""

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._counted: Counter[tuple[str, str]] = Counter()

    def are_used_up(self, number_id: str, at: int) -> bool:
        """Say whether the next answer costs money. Until the first that does, it is free."""
        return self._most is not None and self._counted[number_id, _month(at)] >= self._most

    def note(self, message: Message) -> None:
        """Count an answer that will arrive."""
        if message.category == SERVICE and not message.fails_with:
            self._counted[message.number, _month(message.timestamp)] += 1


def price(message: Message) -> dict[str, Any]:
    """Return a message's price as statuses tell it."""
    free = message.category == SERVICE and not message.charged
    return {
        "billable": not free,
        "pricing_model": "PMP",
        "category": message.category,
        "type": "free_customer_service" if free else "regular",
    }


def _month(at: int) -> str:
    return datetime.fromtimestamp(at, _HERE).strftime("%Y-%m")
