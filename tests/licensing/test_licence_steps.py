"""Suspending, resuming and ending a licence: by whom, and what remains of it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from tests.licences import at_once
from tests.people import actor_of, join

from bode.licensing import licence_steps
from bode.licensing.errors import LicenceStepNotAllowed, ReasonMissing
from bode.licensing.licence_history import Grounds, list_licence_events
from bode.licensing.licence_states import Cause, LicenceParty, replay
from bode.licensing.licence_steps import list_licence_steps, standing_of
from bode.licensing.models import Licence, LicenceEvent
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy.models import AuditEntry

STEPS = {str(step): operation for step, operation in licence_steps.STEPS.items()}


def step(actor: Actor, licence: Licence, name: str, by: str = "", why: str = "Zie e-mail.") -> None:
    grounds = Grounds(
        by=LicenceParty(by or actor.organisation_kind), cause=Cause.OTHER, evidence=why
    )
    with scope(actor.organisation_id):
        STEPS[name](actor, licence.id, grounds)


def now_of(licence: Licence) -> Licence:
    with every_tenant("a test looks at everything"):
        return Licence.objects.get(id=licence.id)


@pytest.fixture
def municipal(alice: Person) -> Actor:
    return actor_of(alice)


@pytest.fixture
def provides(dora: Person) -> Actor:
    return actor_of(dora)


def test_each_side_suspends_and_resumes_for_itself(
    licence: Licence, municipal: Actor, provides: Actor
) -> None:
    step(municipal, licence, "suspend")
    step(provides, licence, "suspend")
    step(municipal, licence, "resume")
    assert (now_of(licence).status, now_of(licence).suspended_by) == ("suspended", ["provider"])

    step(provides, licence, "resume")
    assert (now_of(licence).status, now_of(licence).suspended_by) == ("active", [])


def test_what_the_platform_decides_is_written_down_by_the_provider(
    licence: Licence, provides: Actor
) -> None:
    step(provides, licence, "suspend", by="platform", why="Account beperkt op 3 november.")

    with scope(licence.municipality_id):  # the other side sees it too
        (event,) = list_licence_events(licence.id)
        assert (event.what, event.by, event.status) == ("suspend", "platform", "suspended")
        assert (event.actor, event.evidence) == ("Dora", "Account beperkt op 3 november.")
    assert now_of(licence).suspended_by == ["platform"]


def test_an_end_is_final(licence: Licence, municipal: Actor, provides: Actor) -> None:
    step(municipal, licence, "end")

    ended = now_of(licence)
    assert (ended.status, ended.ended_at is not None) == ("ended", True)
    for name in STEPS:
        with pytest.raises(LicenceStepNotAllowed) as refused:
            step(provides, licence, name)
        assert refused.value.allowed == ()


def test_a_step_that_can_not_be_taken_names_those_that_can(
    licence: Licence, municipal: Actor
) -> None:
    with pytest.raises(LicenceStepNotAllowed) as refused:
        step(municipal, licence, "resume")

    assert refused.value.allowed == ("suspend", "end")
    assert now_of(licence).status == "active"


def test_a_step_needs_a_reason(licence: Licence, municipal: Actor) -> None:
    with pytest.raises(ReasonMissing):
        step(municipal, licence, "suspend", why="  ")

    assert now_of(licence).status == "active"


def test_nobody_speaks_for_the_other_side(licence: Licence, municipal: Actor) -> None:
    for name, by in (("suspend", "provider"), ("end", "provider"), ("end", "platform")):
        with pytest.raises(LicenceStepNotAllowed):
            step(municipal, licence, name, by=by)


def test_it_needs_a_role_that_may(licence: Licence, bob: Person) -> None:
    with pytest.raises(NotAllowed):
        step(actor_of(bob), licence, "suspend")


def test_a_licence_of_another_is_not_there(licence: Licence, charlie: Person) -> None:
    rival = Organisation.objects.create(kind="provider", code="ander", name="Ander")
    for stranger in (actor_of(charlie), actor_of(join(rival, "Rik", "account_manager"))):
        with pytest.raises(Licence.DoesNotExist):
            step(stranger, licence, "suspend")
        assert list_licence_steps(licence, stranger) == []


def test_both_sides_find_it_in_their_audit_trail(licence: Licence, municipal: Actor) -> None:
    step(municipal, licence, "suspend", why="Geheim van de gemeente.")

    for organisation_id in (licence.municipality_id, licence.provider_id):
        with scope(organisation_id):
            (entry,) = AuditEntry.objects.filter(subject_id=str(licence.id))
            assert (entry.what, entry.actor) == ("licence.suspend", "Alice")
            assert "Geheim" not in str(entry.facts)


def test_the_history_is_never_changed(licence: Licence, municipal: Actor) -> None:
    step(municipal, licence, "suspend")

    with every_tenant("a test tries to"), pytest.raises(DatabaseError), transaction.atomic():
        LicenceEvent.objects.update(actor="Iemand anders")
    with every_tenant("a test tries to"), pytest.raises(DatabaseError), transaction.atomic():
        LicenceEvent.objects.all().delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("names", [("end", "end"), ("suspend", "suspend")])
def test_of_two_at_once_exactly_one_succeeds(
    licence: Licence, alice: Person, municipality: Organisation, names: tuple[str, str]
) -> None:
    anna = join(municipality, "Anna", "administrator")
    outcomes = at_once(
        *(
            lambda who=who, name=name: step(who, licence, name)  # type: ignore[misc]
            for who, name in zip((actor_of(alice), actor_of(anna)), names, strict=True)
        )
    )

    assert sorted(outcomes) == ["LicenceStepNotAllowed", "done"]
    with every_tenant("a test looks at everything"):
        history = [(each.what, each.by) for each in list_licence_events(licence.id)]
    assert len(history) == 1
    assert replay(history) == standing_of(now_of(licence))
