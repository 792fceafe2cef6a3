"""A number goes from one provider to another: its conversations stay, what waits goes along."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings
from tests.conversations.street import Citizen
from tests.conversations.test_licence_stops import status
from tests.conversations.test_sending import text
from tests.licences import at_once
from tests.outbox.running import dispatching, simulate
from tests.people import actor_of, join
from tests.simulator.running import World, eventually

from bode.basics import now
from bode.conversations.errors import NumberUnknown
from bode.conversations.models import Conversation, Message
from bode.conversations.sending import send
from bode.licensing import number_moves
from bode.licensing.errors import AnotherNumber, LicenceStepNotAllowed, NumberTaken
from bode.licensing.licence_history import list_licence_events
from bode.licensing.licence_steps import lock_licence
from bode.licensing.models import Application, Licence, NumberTransfer, PhoneNumber
from bode.licensing.number_moves import NewWay
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import Sending
from bode.privacy import audit
from bode.whatsapp import Refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_jobs")]
OTHER = "31612345678"


@pytest.fixture
def rival(db: None) -> Organisation:
    return Organisation.objects.create(kind="provider", code="ander", name="Ander")


@pytest.fixture
def rik(rival: Organisation) -> Actor:
    return actor_of(join(rival, "Rik", "account_manager"))


@pytest.fixture
def other_licence(licence: Licence, rival: Organisation) -> Licence:
    with every_tenant("a test's world"):
        application = Application.objects.create(
            municipality_id=licence.municipality_id, provider=rival, route="bsp", status="approved"
        )
        return Licence.objects.create(
            municipality_id=licence.municipality_id,
            provider=rival,
            application=application,
            purposes=["permits"],
            status="active",
            valid_from=now(),
        )


@pytest.fixture
def platform(number: PhoneNumber, settings: Settings) -> Iterator[World]:
    """A platform at which the number stands in the new provider's account already."""
    there = PhoneNumber(
        platform_id="300000000000009",
        account_id="400000000000009",
        display_number=number.display_number,
    )
    with simulate(there) as world:
        settings.GRAPH_URL = world.address
        world.write(OTHER, to=there.platform_id, type="text", text={"body": "Hallo"})
        yield world


def way(token: str = "simulator-token") -> NewWay:
    return NewWay(platform_id="300000000000009", account_id="400000000000009", access_token=token)


@pytest.fixture
def waiting(citizen: Citizen, agent: Actor) -> tuple[Message, Message]:
    """Two messages in the queue: of the second the new licence lacks the purpose."""
    with scope(agent.organisation_id):
        citizen.write()
        Citizen("31612345670", name="Omar").write()
        about = {"to": "31612345670", "purpose": "appointments"}
        return send(agent, text()), send(agent, text("Tot morgen", **about))


def ask(agent: Actor, number: PhoneNumber, other_licence: Licence) -> NumberTransfer:
    with scope(agent.organisation_id):
        return number_moves.ask_to_move(agent, number.id, other_licence.id)


def move(actor: Actor, transfer: NumberTransfer, new: NewWay) -> NumberTransfer:
    with scope(actor.organisation_id):
        return number_moves.move(actor, transfer.id, new)


def test_what_waits_leaves_along_the_new_way_and_conversations_stay(
    platform: World,
    waiting: tuple[Message, Message],
    agent: Actor,
    rik: Actor,
    number: PhoneNumber,
    other_licence: Licence,
) -> None:
    moved = move(rik, ask(agent, number, other_licence), way())

    assert moved.status == "moved"
    with every_tenant("a test looks at everything"):
        number.refresh_from_db()
        assert (number.licence_id, number.provider_id) == (other_licence.id, rik.organisation_id)
        assert {each.number_id for each in Conversation.objects.all()} == {number.id}
        assert status(waiting[1]) == ("failed", "purpose_not_licensed")
        with dispatching(platform.address):
            eventually(lambda: not Sending.objects.exists())
    shown = [each for each in platform.shown(OTHER) if each["direction"] == "to_citizen"]
    assert [each["text"]["body"] for each in shown] == [waiting[0].text]


def test_webhooks_of_the_old_provider_are_no_longer_about_it(
    platform: World, agent: Actor, rik: Actor, number: PhoneNumber, other_licence: Licence
) -> None:
    move(rik, ask(agent, number, other_licence), way())

    with pytest.raises(NumberUnknown):
        Citizen().write()


def test_both_providers_find_it_in_their_history(
    platform: World,
    agent: Actor,
    rik: Actor,
    dora: Person,
    number: PhoneNumber,
    licence: Licence,
    other_licence: Licence,
) -> None:
    move(rik, ask(agent, number, other_licence), way())

    for actor, theirs, what in (
        (actor_of(dora), licence, "number_left"),
        (rik, other_licence, "number_joined"),
    ):
        with scope(actor.organisation_id):
            (event,) = list_licence_events(theirs.id)
            assert event.what == what
            assert event.facts["number"] == "+31850000091"
            assert number_moves.list_transfers(theirs)


def test_a_key_that_does_not_work_changes_nothing(
    platform: World,
    waiting: tuple[Message, Message],
    agent: Actor,
    rik: Actor,
    number: PhoneNumber,
    licence: Licence,
    other_licence: Licence,
) -> None:
    transfer = ask(agent, number, other_licence)

    with pytest.raises(Refused):
        move(rik, transfer, way(token="wrong"))

    with every_tenant("a test looks at everything"):
        number.refresh_from_db()
        assert number.licence_id == licence.id
        assert status(waiting[0]) == ("queued", "")
        transfer.refresh_from_db()
        assert transfer.status == "asked"


def test_ids_of_another_number_are_refused(
    platform: World, agent: Actor, rik: Actor, number: PhoneNumber, other_licence: Licence
) -> None:
    with every_tenant("a test's world"):
        PhoneNumber.objects.create(
            municipality_id=number.municipality_id,
            provider_id=rik.organisation_id,
            licence=other_licence,
            platform_id="300000000000009",
            account_id="400000000000009",
            display_number="+31850000092",
            access_token="simulator-token",
        )

    with pytest.raises(NumberTaken):
        move(rik, ask(agent, number, other_licence), way())


def test_ids_of_a_number_that_is_not_the_one_that_moves_are_refused(
    agent: Actor,
    rik: Actor,
    number: PhoneNumber,
    licence: Licence,
    other_licence: Licence,
    settings: Settings,
) -> None:
    theirs = PhoneNumber(
        platform_id=way().platform_id, account_id=way().account_id, display_number="+31850000092"
    )
    with simulate(theirs) as world:
        settings.GRAPH_URL = world.address
        with pytest.raises(AnotherNumber, match="31850000092"):
            move(rik, ask(agent, number, other_licence), way())

    with every_tenant("a test looks at everything"):
        number.refresh_from_db()
        assert number.licence_id == licence.id


def test_only_the_municipality_asks_and_only_the_new_provider_moves(
    agent: Actor, rik: Actor, dora: Person, number: PhoneNumber, other_licence: Licence
) -> None:
    with pytest.raises(NotAllowed):
        ask(actor_of(dora), number, other_licence)
    transfer = ask(agent, number, other_licence)

    for actor in (agent, actor_of(dora)):
        with pytest.raises(NotAllowed):
            move(actor, transfer, way())


def test_of_taking_over_and_taking_back_at_once_exactly_one_succeeds(
    platform: World, agent: Actor, rik: Actor, number: PhoneNumber, other_licence: Licence
) -> None:
    transfer = ask(agent, number, other_licence)

    def take_back() -> None:
        with scope(agent.organisation_id):
            number_moves.withdraw_move(agent, transfer.id)

    outcomes = at_once(lambda: move(rik, transfer, way()) and None, take_back)

    assert sorted(outcomes) == ["LicenceStepNotAllowed", "done"]
    with every_tenant("a test looks at everything"):
        transfer.refresh_from_db()
        number.refresh_from_db()
    assert (transfer.status == "moved") == (number.licence_id == other_licence.id)


def test_it_is_asked_once_and_ends_once(
    agent: Actor, rik: Actor, number: PhoneNumber, other_licence: Licence
) -> None:
    transfer = ask(agent, number, other_licence)
    with pytest.raises(LicenceStepNotAllowed):
        ask(agent, number, other_licence)

    with scope(rik.organisation_id):
        assert number_moves.refuse_move(rik, transfer.id).status == "refused"
    with scope(agent.organisation_id), pytest.raises(LicenceStepNotAllowed):
        number_moves.withdraw_move(agent, transfer.id)


def test_each_step_stands_in_the_trails_of_all_three(
    agent: Actor, rik: Actor, dora: Person, number: PhoneNumber, other_licence: Licence
) -> None:
    transfer = ask(agent, number, other_licence)
    with scope(agent.organisation_id):
        number_moves.withdraw_move(agent, transfer.id)
    transfer = ask(agent, number, other_licence)
    with scope(rik.organisation_id):
        number_moves.refuse_move(rik, transfer.id)

    for actor in (agent, actor_of(dora), rik):
        with scope(actor.organisation_id):
            deeds = [(each.what, each.facts["number"]) for each in audit.list_entries()[:4]]
        steps = ("refuse", "ask", "withdraw", "ask")
        assert deeds == [(f"number_move.{step}", "+31850000091") for step in steps]


def test_asking_waits_for_the_licence_and_holds_no_number_meanwhile(
    agent: Actor, number: PhoneNumber, licence: Licence, other_licence: Licence
) -> None:
    asking = threading.Thread(
        target=lambda: at_once(lambda: ask(agent, number, other_licence) and None)
    )
    with every_tenant("a test's world"):
        with transaction.atomic():
            lock_licence(licence.id)
            lock_licence(other_licence.id)
            asking.start()
            asking.join(0.5)  # it waits for a licence now
            PhoneNumber.objects.select_for_update(nowait=True).get(id=number.id)
        asking.join(20)

        assert NumberTransfer.objects.filter(number=number).exists()
