"""Who acts: a person in a role, or a program with a token, always for one organisation."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from django.db.models import F

from .alphabet import by_name
from .errors import NotAllowed
from .models import ApiToken, Membership, Organisation, OrganisationKind, Person

_REAL_FIRST = F("drill_of").asc(nulls_first=True)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who does something. `name` is what histories show."""

    organisation_id: UUID
    organisation_kind: OrganisationKind
    name: str
    person_id: UUID | None = None
    token_id: UUID | None = None
    """Of a program."""
    maker_id: UUID | None = None
    """Of a program: who made its token. None for one of before that was kept."""
    roles: frozenset[str] = field(default_factory=frozenset)
    scopes: frozenset[str] = field(default_factory=frozenset)
    bound_to: str = ""
    """The one purpose for which a program may act; empty for a person, and for all purposes."""

    @property
    def key(self) -> str:
        """By which histories know whoever is behind this: the person, also behind a token."""
        return str(self.person_id or self.maker_id or self.token_id)

    def has(self, *rights: str) -> bool:
        """Whether any of these roles or token scopes is the actor's."""
        return not (self.roles | self.scopes).isdisjoint(rights)

    def require(self, *rights: str) -> None:
        """Raise `NotAllowed` unless one of these roles or token scopes is the actor's."""
        if not self.has(*rights):
            raise NotAllowed(needed=rights)


def list_organisations_of(person: Person) -> list[Organisation]:
    """The organisations for which this person may act, by name; drills last."""
    found = Organisation.objects.filter(membership__person=person)
    return list(found.distinct().order_by(_REAL_FIRST, by_name()))


def list_members(organisation_id: UUID) -> list[Membership]:
    """Who works for an organisation, in which roles, by name."""
    found = Membership.objects.filter(organisation_id=organisation_id, person__is_active=True)
    return list(found.select_related("person").order_by("person__name", "role"))


def list_everyone() -> list[Membership]:
    """Who works where, by organisation: for a demo, in which all of them are invented."""
    found = Membership.objects.filter(person__is_active=True)
    found = found.select_related("person", "organisation")
    return list(found.order_by(by_name("organisation__name"), "role", "person__name")[:100])


def list_memberships_of(person: Person) -> list[Membership]:
    """Where a person works and in which roles, by the organisation's name; drills last."""
    found = Membership.objects.filter(person=person).select_related("organisation")
    real_first = F("organisation__drill_of").asc(nulls_first=True)
    return list(found.order_by(real_first, by_name("organisation__name")))


def find_actor(person: Person, organisation_id: UUID | None = None) -> Actor | None:
    """This person as actor for that organisation, or for the first one they belong to."""
    return actor_among(list_memberships_of(person), person, organisation_id)


def actor_among(
    memberships: Iterable[Membership], person: Person, organisation_id: UUID | None = None
) -> Actor | None:
    """The same by memberships of theirs that are at hand."""
    found = [each for each in memberships if organisation_id in (None, each.organisation_id)]
    if not found or not person.is_active:
        return None
    organisation = found[0].organisation
    return Actor(
        organisation_id=organisation.id,
        organisation_kind=OrganisationKind(organisation.kind),
        name=person.name,
        person_id=person.id,
        roles=frozenset(m.role for m in found if m.organisation_id == organisation.id),
    )


def find_token_actor(token: str) -> Actor | None:
    """The actor behind an API token, or None for one that is unknown or revoked."""
    found = (
        ApiToken.objects.filter(digest=token_digest(token), revoked_at=None)
        .select_related("organisation")
        .first()
    )
    if found is None:
        return None
    return Actor(
        organisation_id=found.organisation_id,
        organisation_kind=OrganisationKind(found.organisation.kind),
        name=found.name,
        token_id=found.id,
        maker_id=found.made_by_id,
        scopes=frozenset(found.scopes),
        bound_to=found.purpose,
    )


def is_another(actor: Actor, keys: Collection[str]) -> bool:
    """Whether this is surely someone else than everyone with these keys: a second person.

    Of a token without a maker nobody knows who is behind it.
    """
    if actor.person_id is None and actor.maker_id is None:
        return False
    return actor.key not in keys and not ApiToken.objects.filter(id__in=keys).exists()


def token_digest(token: str) -> str:
    """What is kept of a token: long random tokens need no slow hash."""
    return sha256(token.encode()).hexdigest()
