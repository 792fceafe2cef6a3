"""Finding the contact behind an identity, and keeping one contact for one citizen."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import connection

from bode.whatsapp import Identity

from .models import Contact, ContactIdentity, IdentityKind


def contact_for(municipality_id: UUID, identity: Identity) -> Contact:
    """The contact with any of these identities, or a new one; missing identities are added.

    The surest identity decides when two contacts match: the user id, which the platform gives
    to one person in one portfolio, before the phone number, which can get another owner.
    """
    named = _named(identity)
    _lock(municipality_id, named)
    known = {
        found.kind: found
        for kind, value in named.items()
        for found in ContactIdentity.objects.filter(
            municipality_id=municipality_id, kind=kind, value=value
        ).select_related("contact")
    }
    contact = next((known[kind].contact for kind in named if kind in known), None)
    if contact is None:
        contact = Contact.objects.create(
            municipality_id=municipality_id, name=identity.name or ""
        )
    elif identity.name and identity.name != contact.name:
        contact.name = identity.name
        contact.save(update_fields=["name"])
    ContactIdentity.objects.bulk_create(
        ContactIdentity(
            municipality_id=municipality_id, contact=contact, kind=kind, value=value
        )
        for kind, value in named.items()
        if kind not in known
    )
    return contact


def find_contact(municipality_id: UUID, identity: Identity) -> Contact | None:
    """The contact with any of these identities, if there is one."""
    for kind, value in _named(identity).items():
        found = (
            ContactIdentity.objects.filter(
                municipality_id=municipality_id, kind=kind, value=value
            )
            .select_related("contact")
            .first()
        )
        if found is not None:
            return found.contact
    return None


def add_identity(contact: Contact, kind: str, value: str) -> None:
    """Give a contact another identity; one that another contact has stays there."""
    ContactIdentity.objects.get_or_create(
        municipality_id=contact.municipality_id,
        kind=kind,
        value=value,
        defaults={"contact": contact},
    )


def addresses_of(contact: Contact) -> list[str]:
    """Under which addresses this contact's consent may stand."""
    return list(
        contact.identities.filter(
            kind__in=[IdentityKind.PHONE, IdentityKind.USER_ID]
        ).values_list("value", flat=True)
    )


def _named(identity: Identity) -> Mapping[str, str]:
    """What is known of an identity, the surest kind first."""
    kinds = {
        IdentityKind.USER_ID: identity.user_id,
        IdentityKind.PHONE: identity.phone,
        IdentityKind.PARENT_USER_ID: identity.parent_user_id,
    }
    return {str(kind): value for kind, value in kinds.items() if value}


def _lock(municipality_id: UUID, named: Mapping[str, str]) -> None:
    """One at a time for each identity, so that two first messages make one contact."""
    with connection.cursor() as cursor:
        for kind, value in sorted(named.items()):
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"{municipality_id} {kind} {value}"],
            )
