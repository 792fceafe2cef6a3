"""Finding the contact behind an identity, and keeping one contact for one citizen."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from uuid import UUID

from django.db import connection

from bode.whatsapp import Identity

from .models import Contact, ContactIdentity, IdentityKind

NAME_LENGTH = 200
USERNAME_LENGTH = 100


def contact_for(municipality_id: UUID, identity: Identity) -> Contact:
    """The contact with any of these identities, or a new one; missing identities are added.

    Name and username are kept as last told, and identify nobody.
    The surest identity decides when two contacts match: the user id, which the platform gives
    to one person in one portfolio, before the phone number, which can get another owner.
    """
    named = _named(identity)
    _lock(municipality_id, named)
    known = _known(municipality_id, named)
    contact = next((known[kind].contact for kind in named if kind in known), None)
    shown = {
        "name": (identity.name or "")[:NAME_LENGTH],
        "username": (identity.username or "")[:USERNAME_LENGTH],
    }
    if contact is None:
        contact = Contact.objects.create(municipality_id=municipality_id, **shown)
    else:
        _show_anew(contact, shown)
    missing = [kind for kind in named if kind not in known]
    if missing:
        ContactIdentity.objects.bulk_create(
            ContactIdentity(
                municipality_id=municipality_id, contact=contact, kind=kind, value=named[kind]
            )
            for kind in missing
        )
    return contact


def _show_anew(contact: Contact, shown: Mapping[str, str]) -> None:
    """Take over what was told; what was not, stays."""
    changed = {name for name, text in shown.items() if text and text != getattr(contact, name)}
    for name in changed:
        setattr(contact, name, shown[name])
    if changed:
        contact.save(update_fields=changed)


def find_contact(municipality_id: UUID, identity: Identity) -> Contact | None:
    """The contact with any of these identities, if there is one."""
    named = _named(identity)
    known = _known(municipality_id, named)
    return next((known[kind].contact for kind in named if kind in known), None)


def identity_of(contact: Contact) -> Identity:
    """How the platform reaches a contact now: the latest number and user id that it told."""
    told = sorted(contact.identities.all(), key=attrgetter("id"))
    values = {each.kind: each.value for each in told}
    return Identity(phone=values.get(IdentityKind.PHONE), user_id=values.get(IdentityKind.USER_ID))


def add_identity(contact: Contact, kind: str, value: str) -> None:
    """Give a contact another identity; one that another contact has stays there."""
    ContactIdentity.objects.get_or_create(
        municipality_id=contact.municipality_id,
        kind=kind,
        value=value,
        defaults={"contact": contact},
    )


def _named(identity: Identity) -> Mapping[str, str]:
    """What is known of an identity, the surest kind first."""
    kinds = {
        IdentityKind.USER_ID: identity.user_id,
        IdentityKind.PHONE: identity.phone,
        IdentityKind.PARENT_USER_ID: identity.parent_user_id,
    }
    return {str(kind): value for kind, value in kinds.items() if value}


def _known(municipality_id: UUID, named: Mapping[str, str]) -> dict[str, ContactIdentity]:
    found = ContactIdentity.objects.filter(
        municipality_id=municipality_id, kind__in=named.keys(), value__in=named.values()
    ).select_related("contact")
    return {each.kind: each for each in found if named[each.kind] == each.value}


def _lock(municipality_id: UUID, named: Mapping[str, str]) -> None:
    """One at a time for each identity, so that two first messages make one contact."""
    keys = [f"{municipality_id} {kind} {value}" for kind, value in sorted(named.items())]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest(%s::text[]) AS key",
            [keys],
        )
