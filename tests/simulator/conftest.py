"""A simulator for each test, and a receiver of its webhooks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.simulator.running import Receiver, World, configure, serve

from bode.simulator import create_app


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def world(receiver: Receiver) -> Iterator[World]:
    """A simulator whose webhooks the receiver gets."""
    with serve(receiver) as callbacks, serve(create_app(configure(callbacks))) as address:
        yield World(address, receiver)
