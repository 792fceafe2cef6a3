"""Two people who act upon one application at the same moment: one of them succeeds."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.utils.timezone import localdate
from tests.applications import ANSWERS
from tests.people import actor_of, join

from bode.licensing import actions, filling
from bode.licensing.actions import Declaration
from bode.licensing.dpia.errors import DpiaStepNotAllowed
from bode.licensing.errors import FollowedAlready, SectionChanged, TransitionNotAllowed
from bode.licensing.licence_reviews import remind_of_reviews
from bode.licensing.licence_steps import lock_licence
from bode.licensing.models import Application, Licence
from bode.licensing.queries import list_events
from bode.licensing.sections import Section
from bode.licensing.states import EventKind, replay
from bode.organisations.actors import Actor
from bode.organisations.models import Mail, Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy import audit

pytestmark = pytest.mark.django_db(transaction=True)

REFUSED = (TransitionNotAllowed, SectionChanged, FollowedAlready, DpiaStepNotAllowed)
PERMITS = Declaration(code="permits", explanation="Vragen over vergunningen.")


def program(person: Person) -> Actor:
    return replace(
        actor_of(person), person_id=None, roles=frozenset(), scopes=frozenset({"applications"})
    )


def at_once(*acts: tuple[Actor, Callable[[Actor], object]]) -> list[bool]:
    """Let each act in a thread and a connection of its own; which of them succeeded."""
    start = threading.Barrier(len(acts))
    succeeded = [False] * len(acts)

    def run(index: int, actor: Actor, act: Callable[[Actor], object]) -> None:
        try:
            with scope(actor.organisation_id):
                start.wait(10)
                act(actor)
                succeeded[index] = True
        except REFUSED:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, *each)) for n, each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return succeeded


@pytest.fixture
def town(alice: Person) -> Actor:
    return program(alice)


@pytest.fixture
def bsp(dora: Person) -> Actor:
    return program(dora)


@pytest.fixture
def draft(town: Actor, provider: Organisation) -> Application:
    with scope(town.organisation_id):
        return actions.apply(
            town, municipality="GM9911", provider="proefbode", route="bsp", purposes=[PERMITS]
        )


def step(name: str, application: Application) -> Callable[[Actor], object]:
    return lambda actor: actions.take_step(actor, application.id, name, reason="Daarom.")


def is_explained(application: Application) -> bool:
    with every_tenant("a test looks at everything"):
        application = Application.objects.get(id=application.id)
        taken = [each.transition for each in list_events(application, EventKind.STEP)]
    return replay(taken) == application.status


def test_one_of_two_decisions_counts(
    town: Actor, bsp: Actor, provider: Organisation, draft: Application
) -> None:
    colleague = program(join(provider, "Daan", "account_manager"))
    for actor, name in ((town, "sign"), (bsp, "accept"), (bsp, "submit")):
        with scope(actor.organisation_id):
            step(name, draft)(actor)

    outcome = at_once((bsp, step("approve", draft)), (colleague, step("reject", draft)))

    assert sorted(outcome) == [False, True]
    assert is_explained(draft)
    with every_tenant("a test looks at everything"):
        assert Licence.objects.count() == outcome[0]


def test_one_of_two_signatures_counts(
    town: Actor, municipality: Organisation, draft: Application
) -> None:
    colleague = program(join(municipality, "Anna", "administrator"))

    assert sorted(at_once((town, step("sign", draft)), (colleague, step("sign", draft)))) == [
        False,
        True,
    ]
    assert is_explained(draft)


def test_of_signing_and_filling_in_the_later_is_refused_or_comes_first(
    town: Actor, bsp: Actor, draft: Application
) -> None:
    def fill_in(actor: Actor) -> object:
        answers = ANSWERS[Section.MUNICIPALITY]
        return filling.save_section(actor, draft, Section.MUNICIPALITY, answers, version=0)

    signed, filled = at_once((town, step("sign", draft)), (bsp, fill_in))

    assert signed
    with every_tenant("a test looks at everything"):
        events = [each.transition for each in list_events(draft)]
    assert ("change" in events) == filled
    assert not filled or events.index("change") < events.index("sign")


def test_one_of_two_who_save_the_same_part_is_told(
    town: Actor, bsp: Actor, draft: Application
) -> None:
    def fill_in(city: str) -> Callable[[Actor], object]:
        answers = {**ANSWERS[Section.MUNICIPALITY], "city": city}
        return lambda actor: filling.save_section(
            actor, draft, Section.MUNICIPALITY, answers, version=0
        )

    outcome = at_once((town, fill_in("Hier")), (bsp, fill_in("Daar")))

    assert sorted(outcome) == [False, True]
    with every_tenant("a test looks at everything"):
        data = filling.get_section(draft, Section.MUNICIPALITY).data
    assert data["city"] == ("Hier" if outcome[0] else "Daar")


def test_an_application_is_followed_once(town: Actor, bsp: Actor, draft: Application) -> None:
    with scope(town.organisation_id):
        step("withdraw", draft)(town)

    def again(actor: Actor) -> object:
        return actions.reapply(actor, draft.id)

    assert sorted(at_once((town, again), (bsp, again))) == [False, True]
    with every_tenant("a test looks at everything"):
        assert draft.followed_by.count() == 1


def test_who_approves_waits_for_the_licence_without_holding_a_trail(
    licence: Licence, town: Actor, bsp: Actor, provider: Organisation
) -> None:
    more = Declaration(code="tourism", explanation="Vragen van bezoekers.")
    with scope(town.organisation_id):
        application = actions.apply(
            town, municipality="GM9911", provider="proefbode", route="bsp", purposes=[more]
        )
    for actor, name in ((town, "sign"), (bsp, "accept"), (bsp, "submit")):
        with scope(actor.organisation_id):
            step(name, application)(actor)

    approving = threading.Thread(target=lambda: at_once((bsp, step("approve", application))))
    with every_tenant("a test's world"):
        with transaction.atomic():
            lock_licence(licence.id)
            approving.start()
            approving.join(0.5)  # it waits for the licence now
            audit.hold((licence.municipality_id, licence.provider_id))
        approving.join(30)
        licence.refresh_from_db()

    assert "tourism" in licence.purposes


def test_a_review_that_was_asked_for_meanwhile_is_not_asked_for_again(
    licence: Licence, alice: Person, dora: Person
) -> None:
    def remind_too() -> None:
        with every_tenant("as the job does"):
            remind_of_reviews()
        connection.close()

    other = threading.Thread(target=remind_too)
    with every_tenant("a test's world"):
        Licence.objects.update(review_due_on=localdate())
        with transaction.atomic():
            lock_licence(licence.id)
            other.start()
            other.join(0.5)  # it waits for the lock now
            Licence.objects.update(review_reminded_on=localdate())
        other.join(30)

        assert not Mail.objects.exists()
