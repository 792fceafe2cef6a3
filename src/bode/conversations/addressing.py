"""To whom a message goes, from what someone wrote down as its recipient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from bode.basics import (
    RecipientInvalid,
    bare_digits,
    digits,
    is_drill_id,
    is_invented,
    parse_recipient,
)
from bode.whatsapp import Identity, is_user_id

from .contacts import find_contact, identity_of
from .models import Contact

NOT_A_USER_ID: Final = "not_a_user_id"


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """To whom, why not if not, and who that is to us.

    `problem` is a code of `RecipientInvalid`, or `NOT_A_USER_ID`.
    """

    identity: Identity
    problem: str | None = None
    contact: Contact | None = None


def address_contact(contact: Contact) -> Addressee:
    """Where a citizen is reached who wrote to us, or to whom we wrote."""
    identity = identity_of(contact)
    is_reached = bool(identity.phone or identity.user_id)
    return Addressee(identity=identity, problem=None if is_reached else "missing", contact=contact)


def address_phone(municipality_id: UUID, written: str) -> Addressee:
    """Whoever has this number, in any notation.

    A citizen who wrote to us can be answered: they have the number, whatever the books say. In a
    drill there are no other numbers than invented ones.
    """
    known = Identity(phone=bare_digits(written))
    if is_drill_id(municipality_id) and not is_invented(known.phone or ""):
        return Addressee(identity=Identity(), problem="not_valid")
    contact = find_contact(municipality_id, known)
    if contact is not None:
        return Addressee(identity=known, contact=contact)
    try:
        identity = Identity(phone=digits(parse_recipient(written)))
    except RecipientInvalid as invalid:
        return Addressee(identity=Identity(), problem=invalid.code)
    if identity != known:
        contact = find_contact(municipality_id, identity)
    return Addressee(identity=identity, contact=contact)


def address_user_id(municipality_id: UUID, user_id: str) -> Addressee:
    """Whoever has this user id; one that looks like none may still be a citizen's who wrote."""
    identity = Identity(user_id=user_id)
    contact = find_contact(municipality_id, identity)
    may_exist = contact is not None or is_user_id(user_id)
    return Addressee(
        identity=identity, problem=None if may_exist else NOT_A_USER_ID, contact=contact
    )
