"""The licensed municipality's number on a simulated platform, and a queue to fill."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from tests.outbox.running import GREETING, simulate
from tests.simulator.running import World

from bode.basics import new_id
from bode.licensing.models import PhoneNumber
from bode.licensing.standing import Trait
from bode.organisations.tenancy import every_tenant
from bode.outbox.actions import enqueue
from bode.outbox.models import Sending
from bode.outbox.states import Lane
from bode.whatsapp import build_send

PHONE = "31612345678"
TEMPLATE = {"name": GREETING.name, "language": {"code": GREETING.language}}


@pytest.fixture
def platform(number: PhoneNumber) -> Iterator[World]:
    """A platform that knows the number of the licensed municipality."""
    with simulate(number) as world:
        yield world


class Queue:
    """The outbox, as one number fills it."""

    def __init__(self, number: PhoneNumber) -> None:
        self.number = number

    def add(
        self,
        text: str = "Goedemorgen",
        *,
        to: str = PHONE,
        lane: Lane = Lane.NOTICE,
        purpose: str = "permits",
        traits: Trait = Trait.ANSWERS,
    ) -> UUID:
        """Queue a text and return the message's id."""
        return self._add("text", {"body": text}, to, lane, purpose, traits)

    def open(self, to: str, *, lane: Lane = Lane.NOTICE, purpose: str = "permits") -> UUID:
        """Queue a template to someone who wrote nothing lately."""
        traits = Trait.OPENS | Trait.TEMPLATE | Trait.UTILITY
        return self._add("template", TEMPLATE, to, lane, purpose, traits)

    def _add(
        self, kind: str, content: Any, to: str, lane: Lane, purpose: str, traits: Trait
    ) -> UUID:
        message_id = new_id()
        payload = build_send(to, None, kind, content, str(message_id))
        with every_tenant("a test's world"):
            enqueue(
                message_id=message_id,
                municipality_id=self.number.municipality_id,
                number_id=self.number.id,
                lane=lane,
                purpose=purpose,
                recipient=to,
                traits=traits,
                payload=payload,
            )
        return message_id

    def states(self) -> dict[UUID, str]:
        """What has not left the outbox yet."""
        with every_tenant("a test's world"):
            return dict(Sending.objects.values_list("message_id", "state"))

    def row(self, message_id: UUID) -> Sending:
        with every_tenant("a test's world"):
            return Sending.objects.get(message_id=message_id)


@pytest.fixture
def queue(number: PhoneNumber, platform: World) -> Queue:
    """An empty queue; the citizen at `PHONE` wrote just now, so that free text may be sent."""
    platform.write(PHONE, to=number.platform_id, type="text", text={"body": "Hallo"})
    return Queue(number)
