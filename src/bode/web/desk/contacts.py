"""How a citizen is named on the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID
from zlib import crc32

import phonenumbers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.basics import in_order
from bode.conversations.contacts import identity_of
from bode.conversations.models import Contact, ContactEvent, IdentityKind

HUES = 8  # as many as the style sheet has
NUMBERS_KEPT = 10_000  # as people read them


@dataclass(frozen=True, kw_only=True)
class Citizen:
    """A contact, ready to be shown; `hue` picks the colour behind the initials."""

    name: str
    phone: str
    username: str
    initials: str
    hue: int


def show_citizen(contact: Contact) -> Citizen:
    """Name a contact by what is known: the name, else the number, else the user name."""
    return name_citizen(
        contact.id,
        name=contact.name,
        username=contact.username,
        phone=identity_of(contact).phone or "",
    )


def name_citizen(contact_id: UUID, *, name: str, username: str, phone: str) -> Citizen:
    """The same of what of a contact is already at hand."""
    phone = pretty(phone)
    own, username = in_order(name).strip(), in_order(username)
    name = own or phone or username or _("Onbekende inwoner")
    return Citizen(
        name=name,
        phone=phone,
        username=username,
        initials=_initials(own),
        hue=crc32(contact_id.bytes) % HUES,
    )


_HAPPENED = {
    "identity_added": gettext_noop("WhatsApp gaf de inwoner een nieuwe code."),
    "identity_lost": gettext_noop("Een code van WhatsApp is nu van een andere inwoner."),
    "merged": gettext_noop("Dit bleek dezelfde inwoner te zijn als een andere: samengevoegd."),
    "joined": gettext_noop("%(actor)s voegde een ander contact van deze inwoner hierbij: %(why)s"),
    "marketing_stopped": gettext_noop("De inwoner wil geen reclame meer."),
    "marketing_resumed": gettext_noop("De inwoner wil weer reclame."),
}
_HAPPENED_TO_NUMBER = {
    "identity_added": gettext_noop("De inwoner gebruikt het nummer %(value)s."),
    "identity_left": gettext_noop("De inwoner gebruikt het nummer %(value)s niet meer."),
    "identity_lost": gettext_noop("Het nummer %(value)s is nu van een andere inwoner."),
}
_JOINED_WITH = gettext_noop("%(actor)s voegde %(value)s samen met dit contact: %(why)s")
_MERGED_WITH = gettext_noop("Dit bleek dezelfde inwoner te zijn als %(value)s: samengevoegd.")


@dataclass(frozen=True, kw_only=True)
class Happened:
    """A line of a contact's history, ready to be shown."""

    at: datetime
    text: str


def show_history(events: Iterable[ContactEvent]) -> list[Happened]:
    """Why a contact is who it is now; what the platform tells in two ways is said once."""
    told = dict.fromkeys((event.at, _happened(event)) for event in events)
    return [Happened(at=at, text=text) for at, text in told]


def _happened(event: ContactEvent) -> str:
    if event.identity_kind == IdentityKind.PHONE:
        return _(_HAPPENED_TO_NUMBER[event.kind]) % {"value": pretty(event.value)}
    if event.kind == "merged" and event.value:
        return _(_MERGED_WITH) % {"value": event.value}
    if event.kind == "joined":
        told = _(_JOINED_WITH) if event.value else _(_HAPPENED[event.kind])
        return told % {"actor": event.actor, "value": event.value, "why": event.reason}
    return _(_HAPPENED[event.kind])


@lru_cache(maxsize=NUMBERS_KEPT)
def pretty(digits: str) -> str:
    """A phone number with spaces, as people read it."""
    if not digits:
        return ""
    e164 = f"+{digits.removeprefix('+')}"
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper() or "?"
