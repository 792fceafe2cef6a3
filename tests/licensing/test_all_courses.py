"""Whatever the two sides and a stranger try, in whatever order: no licence without its course."""

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
    rule,
    run_state_machine_as_test,
)

from bode.licensing import actions
from bode.licensing.actions import Declaration
from bode.licensing.errors import LicensingError
from bode.licensing.models import Application, Licence
from bode.licensing.states import STEPS
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, OrganisationKind
from bode.organisations.tenancy import every_tenant, scope

PERMITS = Declaration(code="permits", explanation="Vragen beantwoorden.")
COURSE = ["sign", "accept", "submit", "approve"]
MUNICIPAL = {"sign", "withdraw"}
REFUSALS = (LicensingError, NotAllowed, Application.DoesNotExist)
REASONED = {"return", "approve", "reject"}


def organisation(kind: str, code: str) -> Organisation:
    return Organisation.objects.create(kind=kind, code=code, name=code)


def acting(where: Organisation, name: str, role: str) -> Actor:
    return Actor(
        organisation_id=where.id,
        organisation_kind=OrganisationKind(where.kind),
        name=name,
        roles=frozenset({role}),
    )


class AnyCourse(RuleBasedStateMachine):
    """One application, and everyone who could try something with it."""

    @initialize()
    def begin(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        here = organisation("municipality", "GM9921")
        there = organisation("municipality", "GM9922")
        carrier = organisation("provider", "drager")
        rival = organisation("provider", "ander")
        self.actors = [
            acting(here, "Anna", "administrator"),
            acting(carrier, "Daan", "account_manager"),
            acting(here, "Bart", "agent"),
            acting(there, "Carla", "administrator"),
            acting(rival, "Rik", "account_manager"),
        ]
        with scope(here.id):
            self.application = actions.apply(
                self.actors[0],
                municipality="GM9921",
                provider="drager",
                route="bsp",
                purposes=[PERMITS],
            )
        self.taken: list[tuple[str, Actor, str]] = []  # what succeeded

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def attempt(self, name: str, who: int, reason: str, *, everywhere: bool) -> None:
        actor = self.actors[who]
        opened = every_tenant("a mistake in a door") if everywhere else scope(actor.organisation_id)
        with opened, suppress(*REFUSALS):
            actions.take_step(actor, self.application.id, name, reason=reason)
            self.taken.append((name, actor, reason))

    @rule(
        name=st.sampled_from([*STEPS, "nonsense"]),
        who=st.integers(0, 4),
        reason=st.sampled_from(["", " ", "Daarom."]),
        everywhere=st.booleans(),
    )
    def try_anything(self, name: str, who: int, reason: str, everywhere: bool) -> None:
        self.attempt(name, who, reason, everywhere=everywhere)

    @rule()
    def go_on(self) -> None:
        """Without someone who knows the way, hardly any course would reach the end."""
        with every_tenant("a test looks at everything"):
            status = Application.objects.get(id=self.application.id).status
        name = next((name for name in COURSE if status in STEPS[name].before), None)
        if name is not None:
            self.attempt(name, 0 if name in MUNICIPAL else 1, "Daarom.", everywhere=False)

    @rule(who=st.integers(0, 4))
    def declare(self, who: int) -> None:
        actor = self.actors[who]
        with scope(actor.organisation_id), suppress(*REFUSALS):
            actions.declare(actor, self.application.id, [PERMITS])
            self.taken.append(("declare", actor, ""))

    @invariant()
    def there_is_a_licence_only_at_the_end_of_its_course(self) -> None:
        if not hasattr(self, "application"):
            return
        names = [name for name, _, _ in self.taken]
        with every_tenant("a test looks at everything"):
            licensed = Licence.objects.filter(application=self.application).exists()

        assert licensed == (names[-1:] == ["approve"])
        if licensed:
            assert names[-4:] == COURSE

    @invariant()
    def each_step_was_its_own_partys(self) -> None:
        for name, actor, reason in getattr(self, "taken", []):
            assert actor is self.actors[0 if name in MUNICIPAL | {"declare"} else 1]
            assert reason.strip() or name not in REASONED

    @invariant()
    def the_history_tells_exactly_what_was_done(self) -> None:
        if not hasattr(self, "application"):
            return
        with every_tenant("a test looks at everything"):
            history = [(each.transition, each.actor) for each in self.application.events.all()]

        assert history == [("create", "Anna")] + [(n, a.name) for n, a, _ in self.taken]


@pytest.mark.django_db
def test_no_course_leads_to_a_licence_but_sign_accept_submit_approve() -> None:
    run_state_machine_as_test(
        AnyCourse,
        settings=settings(
            max_examples=30,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
