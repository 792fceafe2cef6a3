"""Whose the items of one value are: the account, the number, and the citizens in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

import msgspec
from msgspec import Struct

from bode.whatsapp.events import Identity
from bode.whatsapp.values import Unreadable, optional_id, optional_phone


class Scope(TypedDict):
    """To which account and number the items of one value belong."""

    waba_id: str
    phone_number_id: str | None
    display_phone_number: str | None


class Metadata(Struct, gc=False):
    """The number, as a value names it."""

    display_phone_number: str | int | None = None
    phone_number_id: str | int | None = None


class _Profile(Struct, gc=False):
    name: str | None = None
    username: str | None = None


class WireContact(Struct, gc=False):
    """A citizen's card beside the messages."""

    profile: _Profile | None = None
    wa_id: str | int | None = None
    user_id: str | int | None = None
    parent_user_id: str | int | None = None
    identity_key_hash: str | None = None


read_contact = msgspec.json.Decoder(WireContact).decode


def scope_of(waba_id: str | int | None, metadata: Metadata) -> Scope:
    """Return to which account and number the items beside this belong."""
    return {
        "waba_id": optional_id(waba_id) or "",
        "phone_number_id": optional_id(metadata.phone_number_id),
        "display_phone_number": optional_id(metadata.display_phone_number),
    }


def require_number(scope: Scope) -> None:
    """Raise Unreadable when nothing says which number is meant."""
    if scope["phone_number_id"] is None:
        raise Unreadable("phone_number_id is missing")


class People:
    """The citizens named in one value, to complete the bare ids in its items."""

    def __init__(self, contacts: Iterable[WireContact]) -> None:
        self._by_id: dict[str, WireContact] = {}
        for contact in contacts:
            for key in (optional_phone(contact.wa_id), optional_id(contact.user_id)):
                if key is not None:
                    self._by_id[key] = contact

    def complete(
        self, phone: str | None, user_id: str | None, parent_user_id: str | None
    ) -> Identity:
        """Return all that is known of the citizen with this phone number or user id."""
        known = self._by_id.get(user_id or "") or self._by_id.get(phone or "")
        if known is None:
            return Identity(phone=phone, user_id=user_id, parent_user_id=parent_user_id)
        profile = known.profile
        return Identity(
            phone=phone or optional_phone(known.wa_id),
            user_id=user_id or optional_id(known.user_id),
            parent_user_id=parent_user_id or optional_id(known.parent_user_id),
            username=(profile.username or None) if profile else None,
            name=(profile.name or None) if profile else None,
            key_hash=known.identity_key_hash,
        )
