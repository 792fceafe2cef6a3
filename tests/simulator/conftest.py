"""A simulator for each test, and a receiver of its webhooks."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from tests.simulator.pywa_client import Pywa, connect
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


@pytest.fixture
def pywa(caplog: pytest.LogCaptureFixture) -> Iterator[Pywa]:
    """Pywa and a simulator; pywa has nothing to complain of."""
    caplog.set_level(logging.WARNING, "pywa")
    with connect() as connected:
        yield connected
        assert [record.getMessage() for record in caplog.records] == []
