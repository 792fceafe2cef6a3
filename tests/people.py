"""People, and how they act."""

from __future__ import annotations

from bode.organisations.actors import Actor, find_actor
from bode.organisations.models import Membership, Organisation, Person


def join(organisation: Organisation, name: str, *roles: str) -> Person:
    """Someone who works there in these roles; the password is `een-lang-wachtwoord`."""
    email = f"{name.lower()}@{organisation.name.lower()}.example"
    person = Person.objects.create_user(email, "een-lang-wachtwoord", name=name)
    Membership.objects.bulk_create(
        Membership(person=person, organisation=organisation, role=role) for role in roles
    )
    return person


def actor_of(person: Person) -> Actor:
    actor = find_actor(person)
    assert actor is not None
    return actor
