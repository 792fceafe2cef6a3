"""How a citizen is named on the desk."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import phonenumbers
from django.utils.translation import gettext as _

from bode.conversations.contacts import identity_of
from bode.conversations.models import Contact

HUES = 8  # as many as the style sheet has


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
    phone = pretty(identity_of(contact).phone or "")
    name = contact.name or phone or contact.username or _("Onbekende inwoner")
    return Citizen(
        name=name,
        phone=phone,
        username=contact.username,
        initials=_initials(contact.name),
        hue=crc32(contact.id.bytes) % HUES,
    )


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
