"""From application to licence: who may take which step, and what remains of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from django.utils.timezone import localdate
from tests.licences import stand
from tests.people import actor_of, join

from bode.basics import now
from bode.licensing import actions
from bode.licensing.actions import Declaration
from bode.licensing.decisions import Decision
from bode.licensing.errors import (
    ApplicationRefused,
    OrganisationAbsent,
    OrganisationUnknown,
    ReasonMissing,
    TransitionNotAllowed,
)
from bode.licensing.licence_history import list_licence_events
from bode.licensing.models import Application, ApplicationEvent, Licence
from bode.licensing.queries import (
    find_licence_of,
    list_applications,
    list_events,
    list_licences,
    list_parties,
    list_steps,
)
from bode.licensing.states import EventKind
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, OrganisationKind, Person, Provider
from bode.organisations.standing import Ended
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy import audit


def declared(code: str, explanation: str) -> Declaration:
    return Declaration(code=code, explanation=explanation)


PERMITS = declared("permits", "Vragen over vergunningen beantwoorden.")
TOURISM = declared("tourism", "Vragen van bezoekers beantwoorden.")
TO_APPROVAL = ("sign", "accept", "submit", "approve")


def apply(actor: Actor, *purposes: Declaration, route: str = "bsp") -> Application:
    with scope(actor.organisation_id):
        return actions.apply(
            actor,
            municipality="GM9911",
            provider="proefbode",
            route=route,
            purposes=purposes or (PERMITS,),
        )


def step(actor: Actor, application: Application, name: str, reason: str = "") -> Application:
    with scope(actor.organisation_id):
        return actions.take_step(actor, application.id, name, reason=reason)


def with_token(actor: Actor) -> Actor:
    return replace(actor, roles=frozenset(), scopes=frozenset({"applications"}))


def licences() -> list[Licence]:
    with every_tenant("a test looks at everything"):
        return list(Licence.objects.all())


def lived(licence: Licence, actor: Actor) -> list[tuple[str, dict[str, Any]]]:
    """The history of a licence, as a party reads it, whose trail tells of it too."""
    with scope(actor.organisation_id):
        assert audit.list_entries().filter(subject_id=licence.id).exists()
        return [(each.what, each.facts) for each in list_licence_events(licence.id)]


@pytest.fixture
def municipal(alice: Person) -> Actor:
    """The municipality's own system, which keeps the rest of the file."""
    return program(alice)


@pytest.fixture
def provides(dora: Person) -> Actor:
    return program(dora)


def program(person: Person) -> Actor:
    """Whoever acts with a token, under the name of this person."""
    return replace(
        actor_of(person), person_id=None, roles=frozenset(), scopes=frozenset({"applications"})
    )


@pytest.fixture
def draft(municipal: Actor, provider: Organisation) -> Application:
    return apply(municipal)


@pytest.fixture
def submitted(draft: Application, municipal: Actor, provides: Actor) -> Application:
    step(municipal, draft, "sign")
    step(provides, draft, "accept")
    return step(provides, draft, "submit")


class TestApplying:
    def test_makes_a_draft_with_its_purposes(self, draft: Application, municipal: Actor) -> None:
        with scope(municipal.organisation_id):
            found = list_applications()[0]

            assert found.status == "draft"
            assert [(each.code, each.explanation) for each in found.purposes.all()] == [
                (PERMITS.code, PERMITS.explanation)
            ]

    def test_may_be_done_by_the_provider_for_its_customer(
        self, provides: Actor, municipality: Organisation
    ) -> None:
        assert apply(provides).municipality == municipality

    @pytest.mark.parametrize(
        ("route", "purposes", "codes"),
        [
            ("isv", [PERMITS], ["route_not_allowed"]),
            ("business_app", [PERMITS], ["route_not_allowed"]),
            ("bsp", [], ["purposes_missing"]),
            (
                "bsp",
                [Declaration(code="voter_data", explanation="Kiezers.")],
                ["purpose_forbidden"],
            ),
            ("bsp", [declared("parties", "Feest.")], ["purpose_unknown"]),
            ("bsp", [PERMITS, PERMITS], ["purpose_twice"]),
            ("bsp", [declared("permits", "  ")], ["explanation_missing"]),
            (
                "isv",
                [PERMITS, declared("promotion", "Reclame.")],
                ["route_not_allowed", "purpose_forbidden"],
            ),
        ],
    )
    def test_is_refused_with_every_rule_that_forbids_it(
        self,
        route: str,
        purposes: list[Declaration],
        codes: list[str],
        municipal: Actor,
        provider: Organisation,
    ) -> None:
        with scope(municipal.organisation_id), pytest.raises(ApplicationRefused) as refused:
            actions.apply(
                municipal,
                municipality="GM9911",
                provider="proefbode",
                route=route,
                purposes=purposes,
            )

        assert [problem.code for problem in refused.value.problems] == codes
        for problem in refused.value.problems:
            assert problem.reason_nl
            assert problem.rule
            assert problem.source
        with scope(municipal.organisation_id):
            assert list_applications() == []

    @pytest.mark.parametrize(
        ("municipality_code", "provider_code", "field"),
        [
            ("GM9912", "proefbode", "municipality"),
            ("GM0000", "proefbode", "municipality"),
            ("proefbode", "proefbode", "municipality"),
            ("GM9911", "nergens", "provider"),
        ],
    )
    def test_in_the_name_of_another_or_of_nobody_is_refused(
        self,
        municipality_code: str,
        provider_code: str,
        field: str,
        municipal: Actor,
        provider: Organisation,
        other_municipality: Organisation,
    ) -> None:
        with scope(municipal.organisation_id), pytest.raises(OrganisationUnknown) as unknown:
            actions.apply(
                municipal,
                municipality=municipality_code,
                provider=provider_code,
                route="bsp",
                purposes=[PERMITS],
            )

        assert unknown.value.field == field

    def test_is_not_for_someone_without_the_role(self, bob: Person, provider: Organisation) -> None:
        with pytest.raises(NotAllowed):
            apply(actor_of(bob))

    def test_is_not_for_an_organisation_that_is_no_party(
        self, municipality: Organisation, provider: Organisation
    ) -> None:
        vng = Organisation.objects.create(kind="vng", code="vng-proef", name="VNG")

        with pytest.raises(NotAllowed):
            apply(with_token(actor_of(join(vng, "Erik", "monitor"))))

    def test_is_not_for_a_municipality_that_merged(
        self, dora: Person, municipalities: None
    ) -> None:
        dora_acts = actor_of(dora)

        with scope(dora_acts.organisation_id), pytest.raises(OrganisationAbsent) as refused:
            actions.apply(
                dora_acts,
                municipality="GM0457",
                provider="proefbode",
                route="bsp",
                purposes=(PERMITS,),
            )

        assert refused.value.field == "municipality"
        assert refused.value.absence == Ended(last_day=date(2022, 3, 23), successors=("Amsterdam",))

    def test_is_not_to_a_bsp_that_has_ended(self, municipal: Actor, provider: Organisation) -> None:
        Provider.objects.create(organisation=provider, served_to=localdate() - timedelta(days=1))

        with pytest.raises(OrganisationAbsent) as refused:
            apply(municipal)

        assert refused.value.field == "provider"
        assert list_parties(OrganisationKind.PROVIDER) == []


class TestTheUsualCourse:
    def test_ends_in_a_licence_for_the_declared_purposes(
        self, municipal: Actor, provides: Actor
    ) -> None:
        application = apply(municipal, PERMITS, TOURISM)
        before = now()
        for actor, name in zip((municipal, provides, provides, provides), TO_APPROVAL, strict=True):
            application = step(actor, application, name, reason="Akkoord per brief.")

        with scope(municipal.organisation_id):
            (licence,) = list_licences("GM9911")
        assert (licence.status, licence.purposes) == ("active", ["permits", "tourism"])
        parties = (application.municipality, application.provider)
        assert (licence.municipality, licence.provider) == parties
        assert before <= licence.valid_from <= now()
        assert lived(licence, municipal) == [("begin", {"purposes": ["permits", "tourism"]})]

    def test_stands_in_the_history_with_who_when_and_why(
        self, submitted: Application, municipal: Actor, provides: Actor
    ) -> None:
        step(provides, submitted, "approve", reason="  Akkoord van het platform.  ")

        with scope(municipal.organisation_id):
            history = list_events(submitted, EventKind.STEP)
        assert [(each.transition, each.status, each.actor, each.reason) for each in history] == [
            ("create", "draft", "Alice", ""),
            ("sign", "signed", "Alice", ""),
            ("accept", "accepted", "Dora", ""),
            ("submit", "submitted", "Dora", ""),
            ("approve", "approved", "Dora", "Akkoord van het platform."),
        ]
        assert [each.at for each in history] == sorted(each.at for each in history)
        assert {each.organisation_id for each in history} == {
            municipal.organisation_id,
            provides.organisation_id,
        }

    def test_leaves_no_licence_before_the_approval(self, submitted: Application) -> None:
        assert licences() == []


class TestAStep:
    @pytest.mark.parametrize("name", ["accept", "submit", "approve", "withdraw_all", "declare"])
    def test_that_can_not_be_taken_names_those_that_can(
        self, name: str, draft: Application, municipal: Actor
    ) -> None:
        with pytest.raises(TransitionNotAllowed) as refused:
            step(municipal, draft, name, reason="Omdat het moet.")

        assert refused.value.allowed == ("sign", "withdraw")
        assert refused.value.status == "draft"

    def test_of_the_other_party_is_not_ours_to_take(
        self, draft: Application, provides: Actor
    ) -> None:
        with pytest.raises(TransitionNotAllowed) as refused:
            step(provides, draft, "sign")

        assert refused.value.allowed == ()

    def test_that_was_refused_leaves_nothing_in_the_history(
        self, draft: Application, provides: Actor
    ) -> None:
        with pytest.raises(TransitionNotAllowed):
            step(provides, draft, "sign")

        with scope(provides.organisation_id):
            assert [each.transition for each in list_events(draft)] == ["create"]

    @pytest.mark.parametrize("name", ["approve", "reject"])
    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_that_decides_needs_a_reason(
        self, name: str, reason: str, submitted: Application, provides: Actor
    ) -> None:
        with pytest.raises(ReasonMissing):
            step(provides, submitted, name, reason=reason)

        assert licences() == []

    def test_that_sends_back_needs_a_reason(
        self, draft: Application, municipal: Actor, provides: Actor
    ) -> None:
        step(municipal, draft, "sign")

        with pytest.raises(ReasonMissing):
            step(provides, draft, "return")

    def test_is_not_for_someone_without_the_role(self, draft: Application, bob: Person) -> None:
        with pytest.raises(NotAllowed):
            step(actor_of(bob), draft, "sign")

    def test_is_not_for_a_stranger_who_can_not_even_see_it(
        self, draft: Application, charlie: Person
    ) -> None:
        with pytest.raises(Application.DoesNotExist):
            step(actor_of(charlie), draft, "sign")

    def test_is_not_for_a_stranger_in_whatever_scope(
        self, draft: Application, charlie: Person
    ) -> None:
        with every_tenant("a mistake in a door"), pytest.raises(TransitionNotAllowed) as refused:
            actions.take_step(actor_of(charlie), draft.id, "sign")

        assert refused.value.allowed == ()

    def test_is_shown_to_whose_turn_it_is(
        self, draft: Application, municipal: Actor, provides: Actor, charlie: Person
    ) -> None:
        application = step(municipal, draft, "sign")

        assert list_steps(application, provides) == ["accept", "return"]
        assert list_steps(application, municipal) == ["withdraw"]
        assert list_steps(application, actor_of(charlie)) == []


class TestWhatWasSentBack:
    @pytest.fixture
    def returned(self, draft: Application, municipal: Actor, provides: Actor) -> Application:
        step(municipal, draft, "sign")
        return step(provides, draft, "return", reason="De uitleg is te kort.")

    def test_can_be_declared_anew_and_signed_again(
        self, returned: Application, municipal: Actor
    ) -> None:
        with scope(municipal.organisation_id):
            actions.declare(municipal, returned.id, [PERMITS, TOURISM])
        application = step(municipal, returned, "sign")

        with scope(municipal.organisation_id):
            assert sorted(each.code for each in application.purposes.all()) == [
                "permits",
                "tourism",
            ]
            assert application.status == "signed"

    def test_is_not_the_providers_to_declare(self, returned: Application, provides: Actor) -> None:
        with scope(provides.organisation_id), pytest.raises(TransitionNotAllowed):
            actions.declare(with_token(provides), returned.id, [TOURISM])

    def test_can_not_be_declared_against_the_rules(
        self, returned: Application, municipal: Actor
    ) -> None:
        with scope(municipal.organisation_id):
            with pytest.raises(ApplicationRefused):
                actions.declare(municipal, returned.id, [declared("promotion", "Reclame.")])
            assert [each.code for each in returned.purposes.all()] == ["permits"]

    def test_can_not_be_declared_once_signed(self, returned: Application, municipal: Actor) -> None:
        step(municipal, returned, "sign")

        with scope(municipal.organisation_id), pytest.raises(TransitionNotAllowed):
            actions.declare(municipal, returned.id, [TOURISM])


class TestAFurtherApplication:
    def approve(self, municipal: Actor, provides: Actor) -> Application:
        application = apply(municipal, PERMITS, TOURISM)
        for actor, name in zip((municipal, provides, provides, provides), TO_APPROVAL, strict=True):
            application = step(actor, application, name, reason="Akkoord.")
        return application

    @pytest.mark.parametrize("status", ["active", "suspended"])
    def test_adds_its_purposes_to_the_licence_as_that_stands(
        self, status: str, licence: Licence, municipal: Actor, provides: Actor
    ) -> None:
        stand(status)

        self.approve(municipal, provides)
        (extended,) = licences()
        assert (extended.id, extended.status) == (licence.id, status)
        assert extended.purposes == [*licence.purposes, "tourism"]
        assert extended.valid_from == licence.valid_from
        for party in (municipal, provides):
            assert lived(licence, party) == [("extend", {"purposes": ["tourism"]})]

    def test_says_so_in_its_history_and_leads_to_the_licence(
        self, licence: Licence, municipal: Actor, provides: Actor
    ) -> None:
        application = self.approve(municipal, provides)

        with scope(municipal.organisation_id):
            steps = list_events(application, EventKind.STEP)
            history = [(each.transition, each.actor) for each in steps]
            assert history[-2:] == [("approve", "Dora"), ("extend", "Dora")]
            assert find_licence_of(application) == licence

    def test_without_a_new_purpose_is_refused_at_the_start(
        self, licence: Licence, municipal: Actor
    ) -> None:
        with pytest.raises(ApplicationRefused) as refused:
            apply(municipal, PERMITS)

        (problem,) = refused.value.problems
        assert (problem.code, problem.field) == ("purpose_licensed_already", "purposes")

    def test_may_not_lose_its_new_purpose_before_it_is_signed(
        self, licence: Licence, municipal: Actor
    ) -> None:
        application = apply(municipal, TOURISM)
        with scope(municipal.organisation_id), pytest.raises(ApplicationRefused):
            actions.declare(municipal, application.id, [PERMITS])

    def test_makes_a_new_licence_where_the_first_has_ended(
        self, licence: Licence, municipal: Actor, provides: Actor
    ) -> None:
        with every_tenant("a test ends a licence"):
            Licence.objects.update(status="ended", ended_at=now())

        self.approve(municipal, provides)

        assert sorted(each.status for each in licences()) == ["active", "ended"]


def test_an_objection_brings_nothing_into_force_under_a_licence_that_has_ended(
    municipal: Actor, provides: Actor
) -> None:
    application = apply(municipal, PERMITS, TOURISM)
    for actor, name in zip((municipal, provides, provides), TO_APPROVAL, strict=False):
        step(actor, application, name)
    with scope(provides.organisation_id):
        part = Decision(granted=["permits"])
        actions.take_step(provides, application.id, "approve", reason="Deels.", decision=part)
    step(municipal, application, "object", reason="Alles mag.")
    with every_tenant("a test ends a licence"):
        Licence.objects.update(status="ended", ended_at=now())

    with pytest.raises(TransitionNotAllowed) as refused:
        step(provides, application, "approve", reason="Toch.")

    assert refused.value.allowed == ("dismiss_objection",)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_history_is_kept_as_it_was_by_the_database_itself(
    change: str, draft: Application, municipal: Actor
) -> None:
    with scope(municipal.organisation_id):
        events = ApplicationEvent.objects.filter(application=draft)
        with pytest.raises(DatabaseError), transaction.atomic():
            events.update(status="approved") if change == "update" else events.delete()
        assert [each.status for each in list_events(draft)] == ["draft"]


def test_a_history_can_not_be_deleted_with_its_application(
    draft: Application, municipal: Actor
) -> None:
    with scope(municipal.organisation_id):
        with pytest.raises(ProtectedError):
            draft.delete()
        assert ApplicationEvent.objects.count() == 1


@pytest.fixture(autouse=True)
def database(db: None) -> None:
    """Every test opens the scopes that it needs."""
