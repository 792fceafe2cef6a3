"""Who may act, and for whom."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from bode.basics import new_id, now
from bode.organisations.actors import (
    find_actor,
    find_token_actor,
    list_organisations_of,
    token_digest,
)
from bode.organisations.errors import NotAllowed
from bode.organisations.models import (
    ROLES_OF,
    ApiToken,
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    Role,
)

pytestmark = pytest.mark.django_db


def test_a_person_acts_in_their_own_roles(alice: Person, municipality: Organisation) -> None:
    actor = find_actor(alice)

    assert actor is not None
    assert actor.organisation_id == municipality.id
    assert actor.roles == {"agent", "administrator"}
    assert actor.has("agent")
    assert not actor.has("approver", "broadcaster")


def test_what_is_not_in_a_role_is_refused_by_name(bob: Person) -> None:
    actor = find_actor(bob)

    assert actor is not None
    with pytest.raises(NotAllowed) as refused:
        actor.require("agent")
    assert refused.value.needed == ("agent",)


def test_a_person_acts_for_the_organisation_they_choose(
    alice: Person, municipality: Organisation, other_municipality: Organisation
) -> None:
    Membership.objects.create(person=alice, organisation=other_municipality, role="approver")

    actor = find_actor(alice, other_municipality.id)

    assert actor is not None
    assert actor.organisation_id == other_municipality.id
    assert actor.roles == {"approver"}
    assert list_organisations_of(alice) == [other_municipality, municipality]


@pytest.mark.parametrize("kind", OrganisationKind)
def test_each_kind_of_organisation_has_roles_of_its_own(
    kind: OrganisationKind, bob: Person
) -> None:
    there = Organisation.objects.create(kind=kind, code="daar", name="Daar")

    for role in Role:
        try:
            with transaction.atomic():
                Membership.objects.create(person=bob, organisation=there, role=role)
        except IntegrityError:
            assert role not in ROLES_OF[kind]
        else:
            assert role in ROLES_OF[kind]


def test_a_person_does_not_act_where_they_do_not_work(
    charlie: Person, municipality: Organisation
) -> None:
    assert find_actor(charlie, municipality.id) is None
    assert find_actor(charlie, new_id()) is None


def test_someone_who_has_left_does_not_act(alice: Person) -> None:
    alice.is_active = False

    assert find_actor(alice) is None


@pytest.fixture
def token(municipality: Organisation) -> ApiToken:
    return ApiToken.objects.create(
        organisation=municipality,
        name="Zaaksysteem",
        digest=token_digest("a-long-token"),
        scopes=["messages"],
        purpose="permits",
    )


def test_a_token_acts_within_its_scopes(token: ApiToken, municipality: Organisation) -> None:
    actor = find_token_actor("a-long-token")

    assert actor is not None
    assert (actor.organisation_id, actor.name) == (municipality.id, "Zaaksysteem")
    assert actor.has("messages")
    assert not actor.has("licences")


def test_an_unknown_token_does_not_act(token: ApiToken) -> None:
    assert find_token_actor("another-token") is None


def test_a_revoked_token_does_not_act(token: ApiToken) -> None:
    ApiToken.objects.update(revoked_at=now())

    assert find_token_actor("a-long-token") is None


def test_of_a_token_only_the_digest_is_kept(token: ApiToken) -> None:
    assert "a-long-token" not in str(ApiToken.objects.values().get())
