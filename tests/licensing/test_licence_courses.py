"""Whatever anyone tries with a licence, its history explains how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.people import actor_of, join

from bode.licensing import licence_bounds, licence_steps
from bode.licensing.errors import LicenceStepNotAllowed
from bode.licensing.granting import is_ended, put_in_force
from bode.licensing.licence_history import Grounds, list_licence_events
from bode.licensing.licence_states import (
    RECORDED_BY,
    Cause,
    LicenceParty,
    LicenceStep,
    replay,
)
from bode.licensing.licence_steps import standing_of
from bode.licensing.models import Licence, LicenceEvent
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope

REFUSALS = (LicenceStepNotAllowed, NotAllowed, Licence.DoesNotExist)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["alice", "bob", "charlie", "dora", "rik"]),
        st.sampled_from([*LicenceStep, "withdraw_purpose", "extend"]),
        st.sampled_from(LicenceParty),
    ),
    max_size=12,
)


@pytest.fixture
def people(
    alice: Person, bob: Person, charlie: Person, dora: Person, licence: Licence
) -> Iterator[dict[str, Actor]]:
    """Both sides, a colleague without the role, and strangers of both kinds."""
    rival = Organisation.objects.create(kind="provider", code="ander", name="Ander")
    rik = join(rival, "Rik", "account_manager")
    return {each.name.lower(): actor_of(each) for each in (alice, bob, charlie, dora, rik)}


def attempt(actor: Actor, licence: Licence, step: str, by: LicenceParty) -> None:
    grounds = Grounds(by=by, cause=Cause.OTHER, evidence="Zie de brief.")
    with scope(actor.organisation_id):
        if step == "withdraw_purpose":
            licence_bounds.withdraw_purpose(actor, licence.id, "permits", grounds)
        elif step == "extend":
            if actor.name == "Dora" and not is_ended(licence.application):
                put_in_force(actor, licence.application, ["permits", "tourism"])
        else:
            licence_steps.STEPS[LicenceStep(step)](actor, licence.id, grounds)


def purposes_by(events: list[LicenceEvent], before: list[str]) -> list[str]:
    """What a licence is for by its history."""
    purposes = list(before)
    for event in events:
        purposes += event.facts.get("purposes", [])
        if event.what == "withdraw_purpose":
            purposes.remove(event.facts["purpose"])
    return purposes


@pytest.mark.django_db
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds=DEEDS)
def test_no_course_of_deeds_leads_where_the_history_does_not(
    people: dict[str, Actor],
    licence: Licence,
    deeds: list[tuple[str, str, LicenceParty]],
) -> None:
    before = licence.purposes
    with suppress(_Undo), transaction.atomic():
        for name, step, by in deeds:
            with suppress(*REFUSALS):
                attempt(people[name], licence, step, by)
        with every_tenant("a test looks at everything"):
            licence = Licence.objects.get(id=licence.id)
            events = list_licence_events(licence.id)
        steps = [(each.what, each.by) for each in events if each.what in list(LicenceStep)]

        assert replay(steps) == standing_of(licence)
        assert (licence.ended_at is not None) == (licence.status == "ended")
        assert purposes_by(events, before) == licence.purposes
        for event in events:
            assert event.actor in ("Alice", "Dora")  # nobody else has a say in it
            if event.what in list(LicenceStep):
                writer = {"Alice": LicenceParty.MUNICIPALITY, "Dora": LicenceParty.PROVIDER}
                allowed = RECORDED_BY[LicenceStep(event.what), LicenceParty(event.by)]
                assert writer[event.actor] in allowed
        raise _Undo


class _Undo(Exception):
    """The next course begins where this one began."""
