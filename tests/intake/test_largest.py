"""The largest webhook that the platform may send, from the simulator through the door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from tests.intake.street import ADDRESS, SECRET, Entrance, kept
from tests.serving import serve
from tests.simulator.running import configure, eventually

from bode.simulator import create_app

LARGEST = 3 * 1024 * 1024
"""Whether the platform counts 3 MB in thousands or in 1,024s: no more than this."""


@pytest.fixture
def platform(entrance: Entrance, open_door: tuple[Entrance, str]) -> Iterator[httpx.Client]:
    """A simulated platform that sends its webhooks to the door."""
    config = configure("http://127.0.0.1:9", app_secret=SECRET)
    numbers = tuple(
        replace(number, callback_url=open_door[1] + ADDRESS) for number in config.numbers
    )
    with serve(create_app(replace(config, numbers=numbers))) as address:
        yield httpx.Client(base_url=f"{address}/simulator", timeout=20)


def send(platform: httpx.Client, padding: int) -> None:
    told: dict[str, Any] = {"field": "future_field", "value": {"padding": "x" * padding}}
    assert platform.post("/webhooks", json=told).status_code == 201


def test_the_largest_webhook_is_kept_and_a_larger_one_refused(
    platform: httpx.Client, entrance: Entrance
) -> None:
    send(platform, 0)
    [smallest] = eventually(kept)
    send(platform, LARGEST - len(smallest))
    eventually(lambda: platform.get("/stats").json()["webhooks_pending"] == 0)
    assert [len(body) for body in kept()] == [len(smallest), LARGEST]

    send(platform, LARGEST - len(smallest) + 1)
    eventually(lambda: 413 in entrance.door.answers)
    assert len(kept()) == 2
