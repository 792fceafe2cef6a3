"""Many people and one DPIA: whatever they try, its history explains how far it is."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.licensing.test_dpia import FACTS, PDF, offer, upload
from tests.licensing.test_two_at_once import at_once
from tests.people import actor_of, join

from bode.licensing import actions as procedure
from bode.licensing.actions import Declaration
from bode.licensing.dpia import actions, queries
from bode.licensing.dpia.errors import DpiaError
from bode.licensing.dpia.states import DpiaStatus, Verdict, replay
from bode.licensing.models import Application
from bode.licensing.queries import list_events
from bode.licensing.states import EventKind
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = ("Alice", "Bob", "Dora")
DEEDS: dict[str, Any] = {
    "answer": lambda actor, id_: actions.answer(actor, id_, {"necessity": "Daarom."}),
    "upload": lambda actor, id_: actions.upload(actor, id_, "dpia.pdf", PDF, FACTS),
    "offer": lambda actor, id_: actions.offer(actor, id_),
    "positive": lambda actor, id_: actions.advise(actor, id_, Verdict.POSITIVE, "Ja."),
    "negative": lambda actor, id_: actions.advise(actor, id_, Verdict.NEGATIVE, "Nee."),
    "complete": lambda actor, id_: actions.complete(actor, id_),
    "reply": lambda actor, id_: actions.complete(actor, id_, "Wij beginnen klein."),
    "reopen": lambda actor, id_: actions.reopen(actor, id_),
}


@pytest.fixture
def town(alice: Person) -> Actor:
    return actor_of(alice)


@pytest.fixture
def application(town: Actor, provider: Organisation) -> Application:
    return apply(town)


def apply(town: Actor) -> Application:
    with scope(town.organisation_id):
        return procedure.apply(
            town,
            municipality="GM9911",
            provider="proefbode",
            route="bsp",
            purposes=[Declaration(code="permits", explanation="Vragen over vergunningen.")],
        )


def told(application: Application) -> tuple[DpiaStatus, DpiaStatus]:
    """How far the DPIA is, and how far its history says it is."""
    with every_tenant("a test looks at everything"):
        events = list_events(application, EventKind.DPIA)
        steps = [each.transition.removeprefix("dpia_") for each in events]
        return queries.dpia_status(application), replay(steps)


@given(
    course=st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(sorted(DEEDS))), max_size=12)
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_course_leads_where_the_history_does_not(
    alice: Person,
    bob: Person,
    dora: Person,
    provider: Organisation,
    course: list[tuple[str, str]],
) -> None:
    """An administrator, a privacy officer and the provider each try whatever comes to mind."""
    actors = {each.name: actor_of(each) for each in (alice, bob, dora)}
    application = apply(actors["Alice"])

    for name, deed in course:
        actor = actors[name]
        with scope(actor.organisation_id), suppress(DpiaError, NotAllowed):
            DEEDS[deed](actor, application.id)

    reached, explained = told(application)
    assert reached == explained
    if reached is DpiaStatus.COMPLETE:
        with every_tenant("a test looks at everything"):
            last = queries.list_advices(application)[-1]
        assert last.verdict != Verdict.NEGATIVE or last.reply


def test_of_two_advices_at_once_one_counts(
    town: Actor, bob: Person, municipality: Organisation, application: Application
) -> None:
    upload(town, application)
    offer(town, application)
    officers = [actor_of(bob), actor_of(join(municipality, "Farid", "privacy_officer"))]

    done = at_once(*((actor, advise_on(application)) for actor in officers))

    assert sorted(done) == [False, True]
    assert told(application) == (DpiaStatus.ADVISED, DpiaStatus.ADVISED)


def test_what_is_offered_and_changed_at_once_is_one_of_the_two(
    town: Actor, municipality: Organisation, application: Application
) -> None:
    upload(town, application)
    colleague = actor_of(join(municipality, "Fatma", "administrator"))

    at_once(
        (town, lambda actor: DEEDS["offer"](actor, application.id)),
        (colleague, lambda actor: DEEDS["upload"](actor, application.id)),
    )

    reached, explained = told(application)
    assert reached is explained is DpiaStatus.READY


def advise_on(application: Application) -> Any:
    return lambda actor: DEEDS["positive"](actor, application.id)
