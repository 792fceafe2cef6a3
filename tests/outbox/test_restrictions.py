"""What the platform forbids an account for a while waits, and nothing else does."""

from __future__ import annotations

import pytest
from tests.outbox.conftest import PHONE, Queue
from tests.outbox.running import dispatching
from tests.simulator.running import World, eventually

from bode.basics import now
from bode.licensing.accounts import lift_expired
from bode.licensing.models import Account, AccountRestriction
from bode.licensing.notices import list_notices
from bode.licensing.standing import Trait
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.actions import citizen_wrote
from bode.outbox.queries import find_waits
from bode.outbox.states import SendingState, Waits

pytestmark = pytest.mark.django_db(transaction=True)


def withhold(queue: Queue, traits: Trait) -> None:
    number = queue.number
    with every_tenant("a test's world"):
        Account.objects.update_or_create(
            municipality_id=number.municipality_id,
            platform_id=number.account_id,
            defaults={"provider_id": number.provider_id, "withheld": traits},
        )


def test_only_what_is_forbidden_waits_and_goes_by_itself_once_it_is_allowed(
    queue: Queue, platform: World
) -> None:
    withhold(queue, Trait.OPENS)
    opening = queue.add("Hierbij", traits=Trait.OPENS | Trait.TEMPLATE)
    answer = queue.add("Graag gedaan")

    with dispatching(platform.address):
        eventually(lambda: queue.states() == {opening: SendingState.WITHHELD})
        with scope(queue.number.municipality_id):
            assert find_waits([opening, answer]) == {opening: Waits.FOR_ACCOUNT}
        withhold(queue, Trait(0))
        eventually(lambda: queue.states() == {})

    assert [each["text"]["body"] for each in platform.shown(PHONE)[1:]] == [
        "Graag gedaan",
        "Hierbij",
    ]


def test_what_would_start_a_conversation_goes_once_the_citizen_starts_it(
    queue: Queue, platform: World
) -> None:
    withhold(queue, Trait.OPENS)
    opening = queue.add(traits=Trait.OPENS)

    with dispatching(platform.address):
        eventually(lambda: queue.states() == {opening: SendingState.WITHHELD})
        with every_tenant("a test's world"):
            citizen_wrote(queue.number.id, [PHONE])
        eventually(lambda: queue.states() == {})


def test_a_refusal_that_a_restriction_explains_does_not_stop_the_number(
    queue: Queue, platform: World
) -> None:
    number = queue.number
    restriction = "RESTRICTED_CUSTOMER_INITIATED_MESSAGING"
    event = {"number": number.platform_id, "event": "restriction", "detail": restriction}
    with dispatching(platform.address):
        platform.control.post("/events", json=event)
        withhold(queue, Trait.ANSWERS)  # which the dispatcher may not have read yet
        answer = queue.add()
        eventually(lambda: queue.states() == {answer: SendingState.WITHHELD})

    with every_tenant("a test looks at everything"):
        number.refresh_from_db()
    assert number.stopped_code is None


def test_answers_go_on_at_once_when_a_template_is_not_paid_for(
    queue: Queue, platform: World
) -> None:
    platform.control.post("/faults", json={"kind": "refuse", "code": 131042, "rate": 1.0})
    template = queue.open("31612340301")
    seen = set()

    def is_gone() -> bool:
        state = queue.states().get(answer)
        seen.add(state)
        return state is None

    with dispatching(platform.address):
        eventually(lambda: queue.row(template).state != SendingState.QUEUED)
        eventually(lambda: platform.stats()["rejected"].get("131042"))
        platform.control.delete("/faults")
        answer = queue.add()
        eventually(is_gone)
        eventually(lambda: queue.states() == {template: SendingState.WITHHELD})

    assert SendingState.HELD not in seen


def test_what_the_platform_takes_no_more_of_waits_with_all_its_kind(
    queue: Queue, platform: World
) -> None:
    platform.control.post("/faults", json={"kind": "refuse", "code": 131048, "rate": 1.0})
    openings = [queue.add(traits=Trait.OPENS | Trait.TEMPLATE) for _ in range(20)]

    with dispatching(platform.address):
        eventually(lambda: queue.states() == dict.fromkeys(openings, SendingState.WITHHELD))
        platform.control.delete("/faults")
        answer = queue.add("Graag gedaan")
        eventually(lambda: answer not in queue.states())
        assert set(queue.states()) == set(openings)
        with every_tenant("a test's world"):
            AccountRestriction.objects.update(expires_at=now())
            lift_expired()
        eventually(lambda: queue.states() == {})

    assert platform.stats()["delivered"] == 21
    with every_tenant("a test looks at everything"):
        assert [each.event for each in list_notices()] == ["131048"]
