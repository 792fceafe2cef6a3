"""Finding the contact behind an identity, and keeping one contact for one citizen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.db import connection

from bode.basics import now
from bode.basics.arrays import text_array
from bode.whatsapp import Identity

from .merging import merge, remember
from .models import Contact, ContactEvent, ContactEventKind, ContactIdentity, IdentityKind, Message
from .readdressing import readdress

NAME_LENGTH = 200
USERNAME_LENGTH = 100
_LOCK = """
SELECT count(pg_advisory_xact_lock(hashtextextended(key, 0))) FROM unnest(%s::text[]) AS key
"""
KIND_OF_ADDRESS = "CASE WHEN address ~ '^[0-9]+$' THEN 'phone' ELSE 'user_id' END"
"""A piece of SQL, beside an `address`: what has digits alone is a number."""


def contact_for(municipality_id: UUID, identity: Identity, at: datetime | None = None) -> Contact:
    """The contact with any of these identities, or a new one; missing identities are added.

    Name and username are kept as last told, and identify nobody.
    The surest identity decides when two contacts match: the user id, which the platform gives
    to one person in one portfolio, before the phone number, which can get another owner. The
    other contact turns out to be the same citizen, or loses its identity to this one. Told of the
    past (`at`), a number that the citizen has left since is not theirs again.
    """
    named = _named(identity)
    _lock(municipality_id, named)
    known = _known(municipality_id, named)
    contact = next((known[kind].contact for kind in named if kind in known), None)
    if contact is not None and _is_someone_else(contact, named, known):
        contact = None
    shown = {
        "name": (identity.name or "")[:NAME_LENGTH],
        "username": (identity.username or "")[:USERNAME_LENGTH],
    }
    if contact is None:
        contact = Contact.objects.create(municipality_id=municipality_id, **shown)
        if not known:
            identities = [_identity(contact, kind, named[kind]) for kind in named]
            ContactIdentity.objects.bulk_create(identities)
            return contact
    _show_anew(contact, shown)
    for kind, value in named.items():
        its = known.get(kind)
        is_theirs = its is not None and its.contact_id == contact.id
        if not is_theirs and (at is None or not _has_left(contact, value, at)):
            _own(contact, kind, value, its, since=None, at=now())
        elif contact.joined_at is not None and (at is None or at > contact.joined_at):
            make_latest(contact, kind, value)
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
    """How the platform reaches a contact now: the latest number and user id that it told.

    Who was joined by hand may have two phones: a user id that was told last is not of the number
    from before.
    """
    told = sorted(contact.identities.all(), key=attrgetter("id"))
    return identity_among(
        [(each.kind, each.value) for each in told], was_joined=contact.joined_at is not None
    )


def identity_among(told: Sequence[tuple[str, str]], *, was_joined: bool) -> Identity:
    """The same of what the platform told, as kinds and values in its order."""
    values = dict(told)
    if was_joined and told[-1:] and told[-1][0] == IdentityKind.USER_ID:
        values.pop(IdentityKind.PHONE, None)
    return Identity(phone=values.get(IdentityKind.PHONE), user_id=values.get(IdentityKind.USER_ID))


def addresses_of(contact: Contact) -> list[str]:
    """Every number and user id of theirs to which something may be on its way."""
    kinds = (IdentityKind.PHONE, IdentityKind.USER_ID)
    return [each.value for each in contact.identities.all() if each.kind in kinds]


def learn(
    contact: Contact, identity: Identity, at: datetime, *, instead_of: str | None = None
) -> None:
    """The platform tells that this citizen is called so from now on, `instead_of` this number.

    An earlier user id stays theirs. An earlier number does not: its next owner is someone else.
    Who wrote under the new number or user id before this was told becomes one with this contact.
    News that comes late, of a number that was left since, changes no address.
    """
    named = _named(identity)
    _lock(contact.municipality_id, named)
    since_left = _who_left(contact.municipality_id, identity.phone, at)
    if since_left is not None:
        if since_left != contact:
            merge(since_left, contact, at)
        return
    for kind, value in named.items():
        known = _known(contact.municipality_id, {kind: value}).get(kind)
        _own(contact, kind, value, known, since=at, at=at)
        make_latest(contact, kind, value)
    if identity.phone:
        _leave_earlier_numbers(contact, identity.phone, instead_of, at)
    readdress(contact, identity_of(contact))


def learn_own_number(contact: Contact, phone: str, at: datetime) -> None:
    """A citizen tells their number, which may have been theirs all along: who wrote from it before
    becomes one with this contact.
    """
    known = _locked_number(contact.municipality_id, phone)
    _own(contact, IdentityKind.PHONE, phone, known, since=None, at=at)
    make_latest(contact, IdentityKind.PHONE, phone)
    readdress(contact, identity_of(contact))


def learn_spelling(contact: Contact, phone: str, at: datetime) -> None:
    """The platform writes a citizen's number otherwise than we did: both are theirs.

    Who has that number already is the same citizen, unless each has a user id of their own.
    """
    hold(contact.municipality_id, identity_of(contact))
    known = _locked_number(contact.municipality_id, phone)
    if known is None:
        _own(contact, IdentityKind.PHONE, phone, None, since=None, at=at)
    elif known.contact != contact and not _has_user_id(contact):
        merge(known.contact, contact, at)
    elif known.contact != contact and not _has_user_id(known.contact):
        merge(contact, known.contact, at)


def _locked_number(municipality_id: UUID, phone: str) -> ContactIdentity | None:
    """Whose this number is, which nobody else changes until we are done."""
    named = _named(Identity(phone=phone))
    _lock(municipality_id, named)
    return _known(municipality_id, named).get(IdentityKind.PHONE)


def _has_user_id(contact: Contact) -> bool:
    return contact.identities.filter(kind=IdentityKind.USER_ID).exists()


def _who_left(municipality_id: UUID, phone: str | None, at: datetime) -> Contact | None:
    """Who had this number at that moment, and has left it since."""
    left = ContactEvent.objects.filter(
        municipality_id=municipality_id,
        kind=ContactEventKind.IDENTITY_LEFT,
        value=phone or "",
        at__gt=at,
    )
    event = left.select_related("contact").order_by("at").first()
    return event.contact if event is not None else None


def _leave_earlier_numbers(
    contact: Contact, phone: str, instead_of: str | None, at: datetime
) -> None:
    """Who was joined by hand may have a second phone: that one stays theirs."""
    earlier = ContactIdentity.objects.filter(contact=contact, kind=IdentityKind.PHONE)
    if contact.joined_at is not None and instead_of:
        earlier = earlier.filter(value=instead_of)
    for left in earlier.exclude(value=phone):
        kind = ContactEventKind.IDENTITY_LEFT
        remember(contact, kind, at, identity_kind=left.kind, value=left.value)
        left.delete()


def _has_left(contact: Contact, value: str, at: datetime) -> bool:
    kinds = (ContactEventKind.IDENTITY_LOST, ContactEventKind.IDENTITY_LEFT)
    gone = ContactEvent.objects.filter(contact=contact, kind__in=kinds)
    return gone.filter(value=value, at__gte=at).exists()


def _is_someone_else(
    contact: Contact, named: Mapping[str, str], known: Mapping[str, ContactIdentity]
) -> bool:
    """Whether only the number is this contact's, and a user id tells of its next owner.

    Who was joined by hand has one for each phone: it may be that of a phone which had none yet.
    """
    if set(known) != {IdentityKind.PHONE} or IdentityKind.USER_ID not in named:
        return False
    if contact.joined_at is None:
        return _has_user_id(contact)
    kinds = list(contact.identities.values_list("kind", flat=True))
    return kinds.count(IdentityKind.USER_ID) >= kinds.count(IdentityKind.PHONE)


def _own(
    contact: Contact,
    kind: str,
    value: str,
    known: ContactIdentity | None,
    *,
    since: datetime | None,
    at: datetime,
) -> None:
    """See to it that this identity is the contact's, and say how it became so.

    `since`: from when on it is theirs, and not before; None when that isn't known.
    """
    if known is not None and known.contact_id != contact.id:
        # A merge for another of these identities may have brought this one along.
        known = ContactIdentity.objects.select_related("contact").get(id=known.id)
    if known is not None and known.contact_id != contact.id:
        if _is_the_same_citizen(known, since):
            merge(contact, known.contact, at)
            return
        lost = ContactEventKind.IDENTITY_LOST
        remember(known.contact, lost, at, identity_kind=kind, value=value)
        known.delete()
        readdress(known.contact, identity_of(known.contact))
    elif known is not None:
        return
    _identity(contact, kind, value).save(force_insert=True)
    added = ContactEventKind.IDENTITY_ADDED
    remember(contact, added, at, identity_kind=kind, value=value)


def _is_the_same_citizen(known: ContactIdentity, since: datetime | None) -> bool:
    """Whether who has this identity is the citizen who is now told to have it.

    A user id is never given to another. A number may be: who has a user id of their own beside
    it, or wrote from it before this citizen had it, is someone else.
    """
    if known.kind != IdentityKind.PHONE:
        return True
    if _has_user_id(known.contact):
        return False
    if since is None:
        return True
    earlier = Message.objects.filter(conversation__contact=known.contact, at__lt=since)
    return not earlier.exists()


def make_latest(contact: Contact, kind: str, value: str) -> None:
    """Of a contact's identities of one kind, the one with the highest id was told last."""
    theirs = ContactIdentity.objects.filter(contact=contact, kind=kind).order_by("id")
    latest = theirs.last()
    if latest is not None and latest.value != value:
        theirs.filter(value=value).delete()
        _identity(contact, kind, value).save(force_insert=True)


def _identity(contact: Contact, kind: str, value: str) -> ContactIdentity:
    return ContactIdentity(
        municipality_id=contact.municipality_id, contact=contact, kind=kind, value=value
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


def hold(municipality_id: UUID, identity: Identity) -> None:
    """Let nobody else say anything of who this is, or of what they want, until we are done."""
    _lock(municipality_id, _named(identity))


def hold_contacts(municipality_id: UUID, contact_ids: Iterable[UUID]) -> None:
    """The same for all by which these contacts are known."""
    theirs = ContactIdentity.objects.filter(contact__in=list(contact_ids))
    _lock_all(municipality_id, theirs.values_list("kind", "value"))


def hold_addresses(municipality_id: UUID, addresses: Iterable[str]) -> None:
    """The same for whoever has these phone digits and user ids, known to us or not."""
    kinds = {True: IdentityKind.PHONE, False: IdentityKind.USER_ID}
    named = [(str(kinds[each.isdecimal()]), each) for each in addresses]
    _lock_all(municipality_id, named)


def _lock(municipality_id: UUID, named: Mapping[str, str]) -> None:
    """One at a time for each identity, so that two first messages make one contact."""
    _lock_all(municipality_id, named.items())


def _lock_all(municipality_id: UUID, named: Iterable[tuple[str, str]]) -> None:
    whose = str(municipality_id)
    keys = [f"{whose} {kind} {value}" for kind, value in sorted(named)]
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [text_array(keys)])
