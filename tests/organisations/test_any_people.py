"""Whatever people try with invitations and roles: someone manages, and who left does nothing."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TypeVar

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.organisations.letterbox import link_to
from tests.people import join

from bode.organisations import inviting, people
from bode.organisations.actors import Actor, find_actor
from bode.organisations.errors import NotAllowed, OrganisationsError
from bode.organisations.models import Membership, Organisation, Person

REFUSALS = (OrganisationsError, NotAllowed, Organisation.DoesNotExist, Person.DoesNotExist)
NAMES = ("anna", "bart")
WHO = st.sampled_from(NAMES)
ROLES = st.sampled_from(
    [{"administrator"}, {"agent"}, {"administrator", "agent"}, set(), {"monitor"}]
)
WHERE = st.sampled_from(["here", "there"])
ANY = st.integers(0, 5)

T = TypeVar("T")


def address(name: str) -> str:
    return f"{name}@here.example"


def pick(there_are: Iterable[T], which: int) -> T:
    each = list(there_are)
    return each[which % len(each)]


class AnyPeople(RuleBasedStateMachine):
    """Two municipalities, one of them without people; VNG; and two people who come and go."""

    @initialize()
    def begin(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.places = {
            name: Organisation.objects.create(kind="municipality", code=name, name=name)
            for name in ("here", "there")
        }
        vng = Organisation.objects.create(kind="vng", code="vng-proef", name="VNG")
        join(vng, "Mona", "monitor")
        join(self.places["here"], "anna", "administrator")
        # What each may do where, as it follows from what succeeded.
        self.expected = {("anna", "here"): {"administrator"}}
        self.links: dict[tuple[str, str], tuple[str, set[str]]] = {}

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def actor(self, name: str, where: str) -> Actor | None:
        person = Person.objects.filter(email__startswith=f"{name}@").first()
        return person and find_actor(person, None if name == "mona" else self.places[where].id)

    def invite(self, who: str, where: str, whom: str, roles: set[str]) -> None:
        actor = self.actor(who, where)
        if actor is not None:
            with suppress(*REFUSALS):
                inviting.invite(actor, self.places[where].id, email=address(whom), roles=roles)
                self.links[whom, where] = (link_to(address(whom)), set(roles))

    @rule(who=WHO, where=WHERE, whom=WHO, roles=ROLES)
    def someone_invites(self, who: str, where: str, whom: str, roles: set[str]) -> None:
        self.invite(who, where, whom, roles)

    @rule(where=WHERE, whom=WHO, roles=st.sampled_from([{"administrator"}, {"agent"}]))
    def vng_invites(self, where: str, whom: str, roles: set[str]) -> None:
        self.invite("mona", where, whom, roles)

    @rule(which=ANY)
    def someone_accepts(self, which: int) -> None:
        if self.links:
            (whom, where), (token, roles) = pick(self.links.items(), which)
            person = Person.objects.filter(email=address(whom)).first()
            with suppress(*REFUSALS):
                if person is not None and person.is_active:
                    inviting.accept_as(token, person)
                else:
                    inviting.accept_as_new(token, name=whom, password="een-lang-wachtwoord")
                self.expected.setdefault((whom, where), set()).update(roles)

    @rule(who=WHO, which=ANY)
    def someone_revokes(self, who: str, which: int) -> None:
        if self.links:
            (_, where), (token, _) = pick(self.links.items(), which)
            actor = self.actor(who, where)
            if actor is not None:
                with suppress(*REFUSALS):
                    inviting.revoke(actor, actor.organisation_id, inviting.find(token).id)

    @rule(who=WHO, which=ANY, roles=ROLES)
    def someone_sets_roles(self, who: str, which: int, roles: set[str]) -> None:
        if self.expected:
            (whom, where) = pick(self.expected, which)
            actor = self.actor(who, where)
            if actor is not None:
                with suppress(*REFUSALS):
                    people.set_roles(actor, Person.objects.get(email=address(whom)).id, roles)
                    self.expected[whom, where] = set(roles)

    @rule(who=WHO, which=ANY)
    def someone_removes(self, who: str, which: int) -> None:
        if self.expected:
            (whom, where) = pick(self.expected, which)
            actor = self.actor(who, where)
            if actor is not None:
                with suppress(*REFUSALS):
                    people.remove(actor, Person.objects.get(email=address(whom)).id)
                    del self.expected[whom, where]

    @invariant()
    def everyone_may_do_what_they_were_given_and_who_left_nothing(self) -> None:
        for name in NAMES:
            for where in getattr(self, "places", {}):
                actor = self.actor(name, where)
                roles = set(actor.roles) if actor is not None else set()
                assert roles == self.expected.get((name, where), set())

    @invariant()
    def where_people_work_someone_manages_them(self) -> None:
        for place in getattr(self, "places", {}).values():
            if Membership.objects.filter(organisation=place).exists():
                assert people.has_manager(place)

    @invariant()
    def the_database_agrees(self) -> None:
        if hasattr(self, "undo"):
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.django_db
def test_whatever_is_tried_someone_manages_and_who_left_does_nothing() -> None:
    run_state_machine_as_test(
        AnyPeople,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
