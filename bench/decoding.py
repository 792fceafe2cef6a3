"""How many webhooks with one status a second are decoded, beside msgspec that makes a dict.

On one core, in this process, in seconds of the processor. Rounds are interleaved: what slows the
machine slows all.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec

from bode.whatsapp import parse_webhook
from bode.whatsapp.only_statuses import webhook_decoder
from bode.whatsapp.reading_statuses import status_decoder

from .table import Row, row
from .webhooks import BODY

SECONDS = 0.5
_AT_ONCE = 1_000
STRUCTS = "status webhooks decoded into structs"
EVENTS = "status webhooks decoded, checked and told as events"
DICT = "msgspec's bare decode into a dict"


def measure(rounds: int) -> list[Row]:
    """The rows of the table."""
    ways: dict[str, Callable[[bytes], object]] = {
        STRUCTS: _decode,
        EVENTS: parse_webhook,
        DICT: msgspec.json.Decoder().decode,
    }
    speed: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            speed[name].append(_per_second(way))
    return [
        row(STRUCTS, "webhooks/s", speed[STRUCTS], DICT, speed[DICT]),
        row(EVENTS, "webhooks/s", speed[EVENTS], DICT, speed[DICT]),
        row(DICT, "webhooks/s", speed[DICT]),
    ]


def _decode(body: bytes) -> object:
    """Open the envelope and read its statuses by type, as `parse_webhook` begins."""
    return [
        status_decoder.decode(raw)
        for entry in webhook_decoder.decode(body).entry
        for change in entry.changes
        for raw in change.value.statuses
    ]


def _per_second(way: Callable[[bytes], object]) -> float:
    done, began = 0, time.process_time()
    while (took := time.process_time() - began) < SECONDS:
        for _ in range(_AT_ONCE):
            way(BODY)
        done += _AT_ONCE
    return done / took
