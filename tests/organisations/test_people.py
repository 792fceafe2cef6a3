"""Colleagues: their roles, and leaving. Someone always remains who manages them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from tests.organisations.letterbox import link_to
from tests.people import actor_of, join

from bode.organisations.actors import Actor, find_actor, find_token_actor, list_organisations_of
from bode.organisations.errors import (
    InvitationRefused,
    LastAdministrator,
    NotAllowed,
    RolesWrong,
)
from bode.organisations.inviting import accept_as_new, invite
from bode.organisations.models import ApiToken, Membership, Organisation, Person
from bode.organisations.operating import close_account, invite_first
from bode.organisations.people import remove, set_roles
from bode.organisations.tenancy import scope
from bode.organisations.tokens import list_tokens, make_token, revoke_token
from bode.privacy import audit


@pytest.fixture
def alices(alice: Person) -> Actor:
    return actor_of(alice)


def roles_of(person: Person, where: Organisation) -> set[str]:
    person.refresh_from_db()
    actor = find_actor(person, where.id)
    return set(actor.roles) if actor is not None else set()


class TestRoles:
    def test_are_replaced_as_a_whole(
        self, alices: Actor, bob: Person, municipality: Organisation
    ) -> None:
        set_roles(alices, bob.id, ["agent", "approver"])

        assert roles_of(bob, municipality) == {"agent", "approver"}

    def test_are_never_none(self, alices: Actor, bob: Person) -> None:
        with pytest.raises(RolesWrong):
            set_roles(alices, bob.id, [])

    def test_of_the_last_administrator_keep_that_one(
        self, alices: Actor, alice: Person, municipality: Organisation
    ) -> None:
        with pytest.raises(LastAdministrator):
            set_roles(alices, alice.id, ["agent"])

        assert roles_of(alice, municipality) == {"agent", "administrator"}

    def test_stand_in_the_trail_before_and_after(self, alices: Actor, bob: Person) -> None:
        set_roles(alices, bob.id, ["agent"])

        with scope(alices.organisation_id):
            facts = audit.list_entries()[0].facts
        assert (facts["before"], facts["after"]) == (["privacy_officer"], ["agent"])


class TestLeaving:
    def test_ends_what_someone_may_do_and_their_account_with_it(
        self, alices: Actor, bob: Person, municipality: Organisation
    ) -> None:
        remove(alices, bob.id)

        assert roles_of(bob, municipality) == set()
        assert not bob.is_active
        assert not bob.has_usable_password()

    def test_leaves_their_work_elsewhere_as_it_is(
        self, alices: Actor, bob: Person, other_municipality: Organisation
    ) -> None:
        Membership.objects.create(person=bob, organisation=other_municipality, role="agent")

        remove(alices, bob.id)

        assert roles_of(bob, other_municipality) == {"agent"}

    def test_is_not_for_the_last_administrator(self, alices: Actor, alice: Person) -> None:
        with pytest.raises(LastAdministrator):
            remove(alices, alice.id)

    def test_is_for_an_administrator_who_has_a_successor(
        self, alices: Actor, alice: Person, bob: Person, municipality: Organisation
    ) -> None:
        set_roles(alices, bob.id, ["administrator"])
        remove(alices, alice.id)

        assert roles_of(alice, municipality) == set()

    def test_someone_whose_account_is_closed_does_not_count_as_a_successor(
        self, alices: Actor, alice: Person, bob: Person
    ) -> None:
        set_roles(alices, bob.id, ["administrator"])
        Person.objects.filter(id=bob.id).update(is_active=False)

        with pytest.raises(LastAdministrator):
            remove(alices, alice.id)

    def test_can_be_followed_by_coming_back(
        self, alices: Actor, bob: Person, municipality: Organisation
    ) -> None:
        remove(alices, bob.id)
        invite(alices, municipality.id, email=bob.email, roles=["agent"])
        back = accept_as_new(link_to(bob.email), name="Bob", password="weer-een-wachtwoord")

        assert back.id == bob.id
        assert roles_of(bob, municipality) == {"agent"}

    def test_ends_what_someone_was_about_to_do(self, alices: Actor, bob: Person) -> None:
        set_roles(alices, bob.id, ["administrator"])
        bobs = actor_of(bob)
        remove(alices, bob.id)

        with pytest.raises(NotAllowed):
            set_roles(bobs, bob.id, ["administrator"])


def test_a_colleague_without_the_role_and_a_stranger_change_nobody(
    alice: Person, bob: Person, charlie: Person
) -> None:
    for person, refusal in ((bob, NotAllowed), (charlie, Person.DoesNotExist)):
        with pytest.raises(refusal):
            set_roles(actor_of(person), alice.id, ["agent"])
        with pytest.raises(refusal):
            remove(actor_of(person), alice.id)


def test_a_program_manages_nobody(alices: Actor, bob: Person) -> None:
    with pytest.raises(NotAllowed):
        remove(replace(alices, person_id=None, roles=frozenset()), bob.id)


def test_the_database_keeps_the_last_administrator_too(alice: Person, bob: Person) -> None:
    Membership.objects.filter(person=alice).delete()

    with pytest.raises(IntegrityError), transaction.atomic():
        connection.check_constraints()  # as at the end of a transaction
    transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_remove_each_other_at_once_one_succeeds(
    alices: Actor, alice: Person, municipality: Organisation
) -> None:
    sam, eve = (join(municipality, name, "administrator") for name in ("Sam", "Eve"))
    ready = Barrier(2)

    def let_go(actor: Actor, other: Person) -> bool:
        try:
            ready.wait(10)
            remove(actor, other.id)
        except NotAllowed:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(let_go, (actor_of(sam), actor_of(eve)), (eve, sam)))

    assert sorted(done) == [False, True]


class TestWhoeverRunsBode:
    def test_lets_the_first_of_vng_in_on_a_new_installation(self, db: None) -> None:
        path = invite_first("vng", "Mona@vng.example")
        mona = accept_as_new(path.split("/")[2], name="Mona", password="een-lang-wachtwoord")

        actor = find_actor(mona)
        assert actor is not None
        assert (actor.organisation_kind, actor.roles) == ("vng", {"monitor"})
        with pytest.raises(InvitationRefused):
            invite_first("vng", "nog-een@vng.example")

    def test_closes_an_account_after_which_another_can_be_let_in(
        self, alice: Person, bob: Person, municipality: Organisation
    ) -> None:
        close_account(alice.email.upper())

        assert roles_of(alice, municipality) == set()
        assert not alice.is_active
        with scope(municipality.id):
            assert audit.list_entries()[0].what == "person.close"
        path = invite_first(municipality.code, "nieuw@proefstad.example")
        nieuw = accept_as_new(path.split("/")[2], name="Nieuw", password="een-lang-wachtwoord")
        assert roles_of(nieuw, municipality) == {"administrator"}

    def test_closes_an_account_whose_roles_do_not_come_back(
        self, alice: Person, bob: Person, municipality: Organisation, charlie: Person
    ) -> None:
        elders = actor_of(charlie)
        close_account(alice.email)
        connection.check_constraints()  # as at the end of a transaction: nobody manages Proefstad
        invite(elders, elders.organisation_id, email=alice.email, roles=["agent"])
        back = accept_as_new(link_to(alice.email), name="Alice", password="weer-een-wachtwoord")

        assert back.id == alice.id
        assert roles_of(alice, municipality) == set()
        assert [each.id for each in list_organisations_of(back)] == [elders.organisation_id]

    def test_names_who_and_what_exists(self, db: None) -> None:
        with pytest.raises(Organisation.DoesNotExist):
            invite_first("GM0000", "x@proefstad.example")
        with pytest.raises(Person.DoesNotExist):
            close_account("niemand@proefstad.example")


class TestATokenForAProgram:
    def test_is_told_once_and_works(self, alices: Actor) -> None:
        token = make_token(
            alices, name="Zaaksysteem", scopes=["messages", "consents"], purpose="permits"
        )

        program = find_token_actor(token)
        assert program is not None
        assert (program.name, program.scopes) == ("Zaaksysteem", {"messages", "consents"})
        assert token not in str(ApiToken.objects.values().get())

    def test_stops_at_once_when_it_is_revoked(self, alices: Actor) -> None:
        token = make_token(alices, name="Zaaksysteem", scopes=["messages"], purpose="permits")
        revoke_token(alices, list_tokens(alices.organisation_id)[0].id)

        assert find_token_actor(token) is None
        with pytest.raises(ApiToken.DoesNotExist):
            revoke_token(alices, list_tokens(alices.organisation_id)[0].id)

    def test_of_a_bsp_is_for_applications_and_licences(self, dora: Person) -> None:
        with pytest.raises(RolesWrong):
            make_token(actor_of(dora), name="Koppeling", scopes=["messages"])

    def test_is_the_administrators_to_make_and_revoke(
        self, alices: Actor, bob: Person, charlie: Person
    ) -> None:
        make_token(alices, name="Zaaksysteem", scopes=["messages"], purpose="permits")
        token_id = list_tokens(alices.organisation_id)[0].id

        with pytest.raises(NotAllowed):
            make_token(actor_of(bob), name="X", scopes=["messages"])
        with pytest.raises(NotAllowed):
            revoke_token(actor_of(bob), token_id)
        with pytest.raises(ApiToken.DoesNotExist):
            revoke_token(actor_of(charlie), token_id)
