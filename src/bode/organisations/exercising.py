"""The organisation in which a drill happens, and who takes part in it."""

from __future__ import annotations

from uuid import UUID

from bode.basics import new_drill_id

from .drills import code_of
from .models import Membership, Organisation, OrganisationKind, Role

TAKING_PART = (Role.AGENT, Role.BROADCASTER, Role.APPROVER)
"""Who works for the municipality in one of these roles has it in the drill. Nobody administers it:
there is nothing in it to set."""


def make_organisation(municipality_id: UUID) -> Organisation:
    """One for a drill of this municipality, in which its people may act as they do there."""
    municipality = Organisation.objects.get(id=municipality_id)
    world_id = new_drill_id()
    world = Organisation.objects.create(
        id=world_id,
        kind=OrganisationKind.MUNICIPALITY,
        code=code_of(world_id),
        name=f"Oefening {municipality.name}"[:120],
        drill_of=municipality,
    )
    theirs = Membership.objects.filter(organisation=municipality, role__in=TAKING_PART)
    Membership.objects.bulk_create(
        Membership(organisation=world, person_id=each.person_id, role=each.role) for each in theirs
    )
    return world


def find_municipality_of(world_id: UUID) -> UUID:
    """Which municipality exercises in this organisation."""
    municipality_id = Organisation.objects.values_list("drill_of", flat=True).get(id=world_id)
    assert municipality_id is not None, "a constraint keeps it"
    return municipality_id


def close_organisation(world_id: UUID) -> None:
    """Nobody acts in it any more."""
    Membership.objects.filter(organisation_id=world_id).delete()
