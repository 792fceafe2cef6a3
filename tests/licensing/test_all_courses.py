"""Whatever anyone tries, in whatever order: each status is explained by its history."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.applications import ANSWERS, SIGNATURE

from bode.basics import new_id
from bode.licensing import actions, filling, remarks
from bode.licensing.actions import Declaration
from bode.licensing.deadlines import whose_turn
from bode.licensing.decisions import Decision
from bode.licensing.errors import LicensingError
from bode.licensing.models import Application, ApplicationEvent, ApplicationRemark, Licence
from bode.licensing.readiness import list_missing
from bode.licensing.sections import Section
from bode.licensing.states import IN_FORCE, STEPS, EventKind, Party, replay
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, OrganisationKind
from bode.organisations.tenancy import every_tenant, scope

PURPOSES = [
    Declaration(code="permits", explanation="Vragen beantwoorden."),
    Declaration(code="tourism", explanation="Vragen van bezoekers beantwoorden."),
]
REFUSALS = (
    LicensingError,
    NotAllowed,
    Application.DoesNotExist,
    ApplicationRemark.DoesNotExist,
)
EVERYTHING = "a test looks at everything"


def organisation(kind: str, code: str) -> Organisation:
    return Organisation.objects.create(kind=kind, code=code, name=code)


def person(where: Organisation, name: str, role: str) -> Actor:
    return Actor(
        organisation_id=where.id,
        organisation_kind=OrganisationKind(where.kind),
        name=name,
        person_id=new_id(),
        roles=frozenset({role}),
    )


def program(where: Organisation) -> Actor:
    return Actor(
        organisation_id=where.id,
        organisation_kind=OrganisationKind(where.kind),
        name=f"Programma van {where.name}",
        scopes=frozenset({"applications"}),
    )


class AnyCourse(RuleBasedStateMachine):
    """Applications of one municipality, and everyone who could try something with them."""

    @initialize()
    def begin(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        here = organisation("municipality", "GM9921")
        carrier = organisation("provider", "drager")
        rival = organisation("provider", "ander")
        there = organisation("municipality", "GM9922")
        vng = organisation("vng", "bond")
        self.town, self.signatory = (
            person(here, "Anna", "administrator"),
            person(here, "Sim", "signatory"),
        )
        self.carrier = person(carrier, "Daan", "account_manager")
        self.actors = [
            self.town,
            self.signatory,
            program(here),
            self.carrier,
            program(carrier),
            person(here, "Bart", "agent"),
            person(there, "Carla", "administrator"),
            person(rival, "Rik", "account_manager"),
            person(vng, "Vera", "monitor"),
            program(vng),
        ]
        with scope(here.id):
            made = actions.apply(
                self.town,
                municipality="GM9921",
                provider="drager",
                route="bsp",
                purposes=PURPOSES,
            )
        self.applications = [made.id]

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def newest(self) -> Application:
        with every_tenant(EVERYTHING):
            return Application.objects.get(id=self.applications[-1])

    def attempt(
        self, name: str, actor: Actor, reason: str, *, signed: bool, granted: list[str] | None
    ) -> None:
        with scope(actor.organisation_id), suppress(*REFUSALS):
            actions.take_step(
                actor,
                self.applications[-1],
                name,
                reason=reason,
                signature=SIGNATURE if signed else None,
                decision=Decision(granted=granted),
            )

    @rule(
        name=st.sampled_from([*STEPS, "nonsense"]),
        who=st.integers(0, 9),
        reason=st.sampled_from(["", " ", "Daarom."]),
        signed=st.booleans(),
        granted=st.sampled_from([None, [], ["permits"], ["permits", "tourism"], ["promotion"]]),
    )
    def try_anything(
        self, name: str, who: int, reason: str, signed: bool, granted: list[str] | None
    ) -> None:
        self.attempt(name, self.actors[who], reason, signed=signed, granted=granted)

    @rule(choice=st.sampled_from(["approve", "approve_in_part", "reject", "ask_information"]))
    def go_on(self, choice: str) -> None:
        """Without someone who knows the way, hardly any course would reach the end."""
        status = self.newest().status
        names = ["sign", "accept", "submit", choice, "object", "dismiss_objection"]
        name = next((name for name in names if status in STEPS[name].before), None)
        if name is not None:
            actor = self.signatory if STEPS[name].by is Party.MUNICIPALITY else self.carrier
            granted = ["permits"] if name == "approve_in_part" else None
            self.attempt(name, actor, "Daarom.", signed=True, granted=granted)

    @rule(who=st.integers(0, 9))
    def fill_in(self, who: int) -> None:
        actor = self.actors[who]
        with scope(actor.organisation_id), suppress(*REFUSALS):
            application = Application.objects.get(id=self.applications[-1])
            told = {"volume": 300, "audience": "Inwoners.", "examples": ("Het is klaar.",)}
            declared = [
                Declaration(code=each.code, explanation=each.explanation, **told)  # type: ignore[arg-type]
                for each in application.purposes.all()
            ]
            actions.declare(actor, application.id, declared)
            for section, answers in ANSWERS.items():
                with suppress(LicensingError):
                    version = filling.get_section(application, section).version
                    filling.save_section(actor, application, section, answers, version=version)

    @rule(who=st.integers(0, 9), section=st.sampled_from(list(Section)))
    def remark(self, who: int, section: Section) -> None:
        actor = self.actors[who]
        with scope(actor.organisation_id), suppress(*REFUSALS):
            remarks.make_remark(actor, self.applications[-1], section, "", "Dit moet anders.")

    @rule(who=st.integers(0, 9), solve=st.booleans())
    def settle_remarks(self, who: int, solve: bool) -> None:
        actor = self.actors[who]
        with scope(actor.organisation_id), suppress(*REFUSALS):
            for each in ApplicationRemark.objects.filter(application_id=self.applications[-1]):
                if solve:
                    remarks.resolve_remark(actor, each.application_id, each.id)
                else:
                    remarks.answer_remark(actor, each.application_id, each.id, "Gedaan.")

    @precondition(lambda self: hasattr(self, "applications") and len(self.applications) < 3)
    @rule(who=st.integers(0, 9))
    def apply_again(self, who: int) -> None:
        actor = self.actors[who]
        with scope(actor.organisation_id), suppress(*REFUSALS):
            self.applications.append(actions.reapply(actor, self.applications[-1]).id)

    @invariant()
    def each_status_is_what_its_history_leads_to(self) -> None:
        with every_tenant(EVERYTHING):
            for application in Application.objects.filter(id__in=self.known()):
                taken = self.steps_of(application)
                assert replay(each.transition for each in taken) == application.status
                for index, each in enumerate(taken):
                    assert replay(one.transition for one in taken[: index + 1]) == each.status

    @invariant()
    def each_step_was_its_own_partys(self) -> None:
        with every_tenant(EVERYTHING):
            for application in Application.objects.filter(id__in=self.known()):
                for each in self.steps_of(application):
                    step = STEPS.get(each.transition)
                    if step is not None:
                        by_town = step.by is Party.MUNICIPALITY
                        party = application.municipality_id if by_town else application.provider_id
                        assert each.organisation_id == party
                        assert each.reason or not step.needs_reason

    @invariant()
    def a_person_signed_a_whole_file(self) -> None:
        with every_tenant(EVERYTHING):
            for each in ApplicationEvent.objects.filter(
                application_id__in=self.known(), transition="sign"
            ):
                assert ("signature" in each.details) != ("by_program" in each.details)
        if self.known() and self.newest().status == "signed":
            with every_tenant(EVERYTHING):
                application = self.newest()
                last = application.events.filter(transition="sign").last()
                assert last is not None
                assert "signature" not in last.details or not list_missing(application)

    @invariant()
    def what_was_granted_is_licensed_and_nothing_else(self) -> None:
        with every_tenant(EVERYTHING):
            applications = list(Application.objects.filter(id__in=self.known()))
            granted = {
                purpose.code
                for each in applications
                for purpose in each.purposes.all()
                if purpose.is_granted
            }
            licensed = {code for each in Licence.objects.all() for code in each.purposes}
            assert granted == licensed
            assert bool(licensed) == any(each.status in IN_FORCE for each in applications)

    @invariant()
    def someone_is_next_until_it_is_over(self) -> None:
        with every_tenant(EVERYTHING):
            for each in Application.objects.filter(id__in=self.known()):
                assert (each.due_on is None) == (whose_turn(each.status) is None)

    def known(self) -> list[object]:
        return list(getattr(self, "applications", []))

    def steps_of(self, application: Application) -> list[ApplicationEvent]:
        return list(application.events.filter(kind=EventKind.STEP))


@pytest.mark.django_db
def test_no_course_of_whoever_reaches_a_status_that_its_history_does_not_explain() -> None:
    run_state_machine_as_test(
        AnyCourse,
        settings=settings(
            max_examples=6,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
