"""The people of an organisation: their roles, and leaving. Someone always remains who manages them.

Every change locks the organisation first, so that two administrators can't remove each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from .actors import Actor
from .deeds import remember
from .errors import LastAdministrator, NotAllowed, RolesWrong
from .leaving import stop_answering
from .models import ROLES_OF, Membership, Organisation, Person, Role


def managing_role(organisation: Organisation) -> Role:
    """Who has this role invites people there, and sets their roles."""
    return ROLES_OF[organisation.kind][0]


def has_manager(organisation: Organisation) -> bool:
    """Whether someone there can manage the people."""
    return Membership.objects.filter(
        organisation=organisation, role=managing_role(organisation), person__is_active=True
    ).exists()


def require_manager(actor: Actor, organisation: Organisation) -> None:
    """Raise `NotAllowed` unless the actor manages the people there, now that it is locked.

    What the actor could do a moment ago does not count: a colleague may have changed it.
    """
    role = managing_role(organisation)
    managers = Membership.objects.filter(
        organisation=organisation, role=role, person__is_active=True
    )
    if actor.person_id is None or not managers.filter(person_id=actor.person_id).exists():
        raise NotAllowed(needed=(role,))


def check_roles(organisation: Organisation, roles: Iterable[str]) -> frozenset[Role]:
    """These roles without doubles; raises `RolesWrong`."""
    chosen = set(roles)
    if not chosen or not chosen <= set(ROLES_OF[organisation.kind]):
        raise RolesWrong
    return frozenset(Role(each) for each in chosen)


def lock_organisation(organisation_id: UUID) -> Organisation:
    """The organisation, whose people nobody else changes until this transaction ends."""
    return Organisation.objects.select_for_update(no_key=True).get(id=organisation_id)


@transaction.atomic
def set_roles(actor: Actor, person_id: UUID, roles: Iterable[str]) -> None:
    """Give a colleague these roles and no others.

    Raises `Person.DoesNotExist` for who works elsewhere, `RolesWrong`, `LastAdministrator`.
    """
    organisation = _lock_own(actor)
    person = _colleague(organisation, person_id)
    chosen = check_roles(organisation, roles)
    theirs = Membership.objects.filter(organisation=organisation, person=person)
    before = set(theirs.values_list("role", flat=True))
    theirs.exclude(role__in=chosen).delete()
    give_roles(organisation, person, chosen)
    if not has_manager(organisation):
        raise LastAdministrator
    if Role.AGENT in before and Role.AGENT not in chosen:
        stop_answering(organisation.id, person.id)
    facts = {"person": person.name, "before": sorted(before), "after": sorted(chosen)}
    remember(actor, "person.roles", organisation, facts)


@transaction.atomic
def remove(actor: Actor, person_id: UUID) -> None:
    """Let a colleague go: from now on they do nothing for this organisation any more.

    Who works nowhere any more can't sign in either. Raises `Person.DoesNotExist` for who works
    elsewhere, `LastAdministrator`.
    """
    organisation = _lock_own(actor)
    person = _colleague(organisation, person_id)
    theirs = Q(organisation=organisation) | Q(organisation__drill_of=organisation)
    Membership.objects.filter(theirs, person=person).delete()
    if not has_manager(organisation):
        raise LastAdministrator
    stop_answering(organisation.id, person.id)
    if not Membership.objects.filter(person=person).exists():
        person.is_active = False
        person.set_unusable_password()
        person.save(update_fields=["is_active", "password"])
    remember(actor, "person.remove", organisation, {"person": person.name})


def give_roles(organisation: Organisation, person: Person, roles: Iterable[Role]) -> None:
    """Add these roles to those that someone has there."""
    Membership.objects.bulk_create(
        (Membership(organisation=organisation, person=person, role=role) for role in roles),
        ignore_conflicts=True,
    )


def _lock_own(actor: Actor) -> Organisation:
    organisation = lock_organisation(actor.organisation_id)
    require_manager(actor, organisation)
    return organisation


def _colleague(organisation: Organisation, person_id: UUID) -> Person:
    """Locked, as joining elsewhere and leaving here decide together whether one can sign in."""
    theirs = Membership.objects.filter(organisation=organisation, person_id=person_id)
    if not theirs.exists():
        raise Person.DoesNotExist
    return Person.objects.select_for_update().get(id=person_id)
