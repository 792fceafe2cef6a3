"""Of several broadcasts at once, which one goes on next."""

from __future__ import annotations

import pytest
from tests.broadcasting import start_broadcast
from tests.broadcasts.reaching import FILLED, PHONES

from bode.basics import now
from bode.broadcasts.loop import Feeder
from bode.broadcasts.models import Broadcast, Recipient
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant


@pytest.fixture
def notices(erik: Person, fatima: Person) -> list[Broadcast]:
    """Two that began, one after the other."""
    return [start_broadcast(erik, fatima, PHONES) for _ in range(2)]


def waiting(broadcast: Broadcast) -> int:
    with every_tenant("a test looks at everything"):
        return Recipient.objects.filter(broadcast=broadcast, state="waiting").count()


def test_each_has_its_turn_and_then_rests(notices: list[Broadcast]) -> None:
    first, second = notices
    feeder = Feeder()

    assert feeder.feed() == len(PHONES)
    assert (waiting(first), waiting(second)) == (0, len(PHONES))
    assert feeder.feed() == len(PHONES)
    assert waiting(second) == 0
    assert feeder.feed() == 0


def test_a_crisis_that_begins_meanwhile_is_next(
    notices: list[Broadcast], erik: Person, fatima: Person
) -> None:
    _, second = notices
    feeder = Feeder()
    feeder.feed()

    crisis = start_broadcast(erik, fatima, PHONES, purpose="crisis_response", template=FILLED)
    feeder.feed()

    assert waiting(crisis) == 0
    assert waiting(second) == len(PHONES)


def test_one_that_begins_by_its_plan_has_its_first_turn_at_once(
    erik: Person, fatima: Person
) -> None:
    planned = start_broadcast(erik, fatima, PHONES)
    with every_tenant("a test goes back to before its plan"):
        Broadcast.objects.update(status="approved", started_at=None, planned_for=now())
    feeder = Feeder()

    feeder.feed()
    feeder.feed()

    assert waiting(planned) == 0
