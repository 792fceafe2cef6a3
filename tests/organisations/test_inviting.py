"""How people come to work for an organisation: by a personal link, once, and within a week."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.organisations.letterbox import link_to, newest_letter
from tests.people import actor_of, join

from bode.basics import now
from bode.organisations.actors import Actor, find_actor, token_digest
from bode.organisations.errors import (
    AccountExists,
    InvitationOver,
    InvitationRefused,
    NotAllowed,
    RolesWrong,
)
from bode.organisations.inviting import (
    accept_as,
    accept_as_new,
    find,
    forget_old,
    invite,
    list_open,
    resend,
    revoke,
)
from bode.organisations.models import Invitation, Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy import audit

NINA = "nina@proefstad.example"
PASSWORD = "een-lang-wachtwoord"


@pytest.fixture
def alices(alice: Person) -> Actor:
    return actor_of(alice)


@pytest.fixture
def mona(vng: Organisation) -> Actor:
    return actor_of(join(vng, "Mona", "monitor"))


def send(actor: Actor, email: str = NINA, *roles: str) -> str:
    """Invite someone there; the token of the link that they get."""
    invite(actor, actor.organisation_id, email=email, roles=roles or ("agent",))
    return link_to(email.lower())


def come(token: str) -> Person:
    return accept_as_new(token, name="Nina", password=PASSWORD)


class TestALink:
    def test_lets_someone_work_there_in_the_roles_it_names(self, alices: Actor) -> None:
        nina = come(send(alices, NINA, "agent", "signatory"))

        actor = find_actor(nina, alices.organisation_id)
        assert actor is not None
        assert actor.roles == {"agent", "signatory"}
        assert nina.check_password(PASSWORD)

    def test_works_once(self, alices: Actor) -> None:
        token = send(alices)
        come(token)

        with pytest.raises(InvitationOver):
            find(token)
        with pytest.raises(InvitationOver):
            come(token)

    def test_works_for_a_week(self, alices: Actor) -> None:
        token = send(alices)
        with every_tenant("a test lets time pass"):
            lasts = Invitation.objects.get().expires_at - now()
            Invitation.objects.update(expires_at=now())

        assert timedelta(days=6, hours=23) < lasts <= timedelta(days=7)
        with pytest.raises(InvitationOver):
            come(token)

    def test_stands_in_the_mail_alone(self, alices: Actor) -> None:
        token = send(alices)

        with every_tenant("a test looks at everything"):
            kept = Invitation.objects.values().get()
        assert newest_letter(NINA).is_secret
        assert token not in str(kept)
        assert kept["digest"] == token_digest(token)

    def test_that_nobody_sent_opens_nothing(self, alices: Actor) -> None:
        with pytest.raises(InvitationOver):
            find("geraden")

    def test_stops_when_it_is_taken_back(self, alices: Actor) -> None:
        token = send(alices)
        revoke(alices, alices.organisation_id, find(token).id)

        with pytest.raises(InvitationOver):
            come(token)
        assert list_open(alices.organisation_id) == []

    def test_stops_when_a_new_one_is_sent(self, alices: Actor) -> None:
        first = send(alices)
        resend(alices, alices.organisation_id, find(first).id)
        second = link_to(NINA)

        with pytest.raises(InvitationOver):
            find(first)
        assert come(second).email == NINA

    def test_that_was_used_is_not_sent_again_or_taken_back(self, alices: Actor) -> None:
        token = send(alices)
        invitation = find(token)
        come(token)

        for deed in (resend, revoke):
            with pytest.raises(InvitationOver):
                deed(alices, alices.organisation_id, invitation.id)

    def test_that_is_sent_anew_with_other_roles_replaces_the_first(self, alices: Actor) -> None:
        send(alices)
        send(alices, NINA.upper(), "approver")

        assert [each.roles for each in list_open(alices.organisation_id)] == [["approver"]]

    def test_is_forgotten_after_a_year(self, alices: Actor) -> None:
        send(alices)
        with every_tenant("a test lets time pass"):
            Invitation.objects.update(expires_at=now() - timedelta(days=366))
            forget_old()
            assert not Invitation.objects.exists()


class TestSomeoneWithAnAccount:
    def test_signs_in_and_joins_beside_their_other_work(
        self, alices: Actor, charlie: Person
    ) -> None:
        token = send(alices, charlie.email)

        with pytest.raises(AccountExists):
            come(token)
        accept_as(token, charlie)

        actor = find_actor(charlie, alices.organisation_id)
        assert actor is not None
        assert actor.roles == {"agent"}

    def test_does_not_join_by_another_persons_link(self, alices: Actor, charlie: Person) -> None:
        token = send(alices)

        with pytest.raises(NotAllowed):
            accept_as(token, charlie)
        assert find(token)

    def test_who_works_there_already_is_not_invited(self, alices: Actor, bob: Person) -> None:
        with pytest.raises(InvitationRefused) as refused:
            send(alices, bob.email)

        assert refused.value.reason == "member"


class TestWhoInvites:
    def test_is_the_administrator_and_no_colleague_or_stranger(
        self, alices: Actor, bob: Person, charlie: Person, dora: Person, municipality: Organisation
    ) -> None:
        token = send(alices)
        invitation = find(token)

        for person, answer in (
            (bob, NotAllowed),
            (charlie, Organisation.DoesNotExist),
            (dora, Organisation.DoesNotExist),
        ):
            actor = actor_of(person)
            with pytest.raises(answer):
                invite(actor, municipality.id, email="x@proefstad.example", roles=["agent"])
            with pytest.raises(answer):
                resend(actor, municipality.id, invitation.id)
            with pytest.raises(answer):
                revoke(actor, municipality.id, invitation.id)

    def test_reaches_no_other_organisations_invitations(
        self, alices: Actor, charlie: Person
    ) -> None:
        invitation = find(send(alices))
        charlies = actor_of(charlie)

        with pytest.raises(Invitation.DoesNotExist):
            revoke(charlies, charlies.organisation_id, invitation.id)

    def test_is_vng_for_the_first_administrator(self, mona: Actor, provider: Organisation) -> None:
        invite(mona, provider.id, email="eerste@proefbode.example", roles=["account_manager"])
        eerste = come(link_to("eerste@proefbode.example"))

        actor = find_actor(eerste)
        assert actor is not None
        assert actor.roles == {"account_manager"}

    def test_is_not_vng_once_there_is_an_administrator(
        self, mona: Actor, alice: Person, municipality: Organisation
    ) -> None:
        with pytest.raises(InvitationRefused) as refused:
            invite(mona, municipality.id, email=NINA, roles=["administrator"])

        assert refused.value.reason == "has_administrator"

    def test_begins_with_an_administrator(self, mona: Actor, municipality: Organisation) -> None:
        with pytest.raises(InvitationRefused) as refused:
            invite(mona, municipality.id, email=NINA, roles=["agent"])

        assert refused.value.reason == "no_administrator"

    @pytest.mark.parametrize("roles", [[], ["account_manager"], ["agent", "king"]])
    def test_gives_roles_that_such_an_organisation_has(
        self, alices: Actor, roles: list[str]
    ) -> None:
        with pytest.raises(RolesWrong):
            invite(alices, alices.organisation_id, email=NINA, roles=roles)


def test_the_trail_tells_who_invited_and_who_came(alices: Actor) -> None:
    come(send(alices))

    with scope(alices.organisation_id):
        entries = [(each.what, each.actor) for each in audit.list_entries()]
    assert entries == [("person.join", "Nina"), ("person.invite", "Alice")]
