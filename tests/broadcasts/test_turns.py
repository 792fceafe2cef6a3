"""Of several broadcasts at once, which one goes on next."""

from __future__ import annotations

import pytest
from tests.broadcasting import let_ask, start_broadcast
from tests.broadcasts.reaching import FILLED, PHONES

from bode.basics import now
from bode.broadcasts import feeding
from bode.broadcasts.feeding import go_on
from bode.broadcasts.loop import Feeder
from bode.broadcasts.models import Broadcast, Recipient
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant


@pytest.fixture
def notices(erik: Person, fatima: Person) -> list[Broadcast]:
    """Two that began, one after the other."""
    return [start_broadcast(erik, fatima, PHONES) for _ in range(2)]


def waiting(broadcast: Broadcast) -> int:
    with every_tenant("a test looks at everything"):
        return Recipient.objects.filter(broadcast=broadcast, state="waiting").count()


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeding, "LARGEST_TURN", 1)


@pytest.mark.usefixtures("one_at_a_time")
def test_they_have_their_turns_by_turns(notices: list[Broadcast]) -> None:
    feeder = Feeder()
    left = []
    for _ in range(4):
        feeder.feed()
        left.append([waiting(each) for each in notices])

    assert left == [[2, 3], [2, 2], [1, 2], [1, 1]]


def test_one_of_which_enough_stands_ahead_rests(
    erik: Person, fatima: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_ask(erik, PHONES)
    notice = start_broadcast(erik, fatima, PHONES)
    monkeypatch.setattr(feeding, "LEAST_AHEAD", 2)
    monkeypatch.setattr(feeding, "AHEAD_SECONDS", 0.0)
    with every_tenant("a test looks at everything"):
        PhoneNumber.objects.update(messages_per_second=1)
    feeder = Feeder()

    assert feeder.feed() == 2
    assert feeder.feed() == 0
    with every_tenant("a worker sends for all"):
        assert go_on(notice.id) == (0, feeding.LONGEST_REST)


def test_who_is_excluded_keeps_nobody_waiting(erik: Person, fatima: Person) -> None:
    strangers = start_broadcast(erik, fatima, ["31612345890"])

    with every_tenant("a worker sends for all"):
        turn = go_on(strangers.id)

    assert turn == (1, 0.0)


def test_a_crisis_that_begins_meanwhile_is_next(
    notices: list[Broadcast], erik: Person, fatima: Person
) -> None:
    feeder = Feeder()
    feeder.feed()

    crisis = start_broadcast(erik, fatima, PHONES, purpose="crisis_response", template=FILLED)
    feeder.feed()

    assert waiting(crisis) == 0
    assert [waiting(each) for each in notices] == [0, len(PHONES)]


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
