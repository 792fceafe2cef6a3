"""The citizen, as the panel beside a conversation shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.conversations.areas import areas_of
from bode.conversations.contacts import identity_of
from bode.conversations.models import Consent, Contact, Conversation, IdentityKind, MarketingChoice

from ..contacts import pretty

_KINDS = {
    IdentityKind.PHONE: gettext_noop("Nummer"),
    IdentityKind.USER_ID: gettext_noop("Code van WhatsApp"),
    IdentityKind.PARENT_USER_ID: gettext_noop("Code van WhatsApp voor meer organisaties"),
}


@dataclass(frozen=True, kw_only=True)
class Known:
    """One way in which the platform names a citizen; `is_used` for the one that answers go to."""

    kind: str
    value: str
    is_used: bool


@dataclass(frozen=True, kw_only=True)
class Word:
    """What a citizen last said about messages with a purpose: yes, no, or nothing yet."""

    purpose: str
    says: str
    at: datetime | None
    areas: str = ""
    """Of a yes that is not for the whole municipality."""


def show_known(contact: Contact) -> list[Known]:
    """By what the citizen is known, numbers first."""
    now = identity_of(contact)
    used = {now.phone or now.user_id}
    order = [str(each) for each in _KINDS]
    theirs = sorted(contact.identities.all(), key=lambda each: (order.index(each.kind), each.id))
    return [
        Known(
            kind=_(_KINDS[IdentityKind(each.kind)]),
            value=pretty(each.value) if each.kind == IdentityKind.PHONE else each.value,
            is_used=each.value in used,
        )
        for each in theirs
    ]


def show_words(conversation: Conversation, last_words: Iterable[Consent]) -> list[Word]:
    """The last word for each purpose of the licence, and for others of which they said any."""
    said = {each.purpose: each for each in last_words}
    licensed = conversation.number.licence.purposes
    words = []
    for purpose in [*licensed, *(each for each in said if each not in licensed)]:
        last = said.get(purpose)
        if last is None:
            words.append(Word(purpose=purpose, says="", at=None))
        elif last.withdrawn_at is not None:
            words.append(Word(purpose=purpose, says="no", at=last.withdrawn_at))
        else:
            at = last.renewed_at or last.given_at
            areas = ", ".join(areas_of(last))
            words.append(Word(purpose=purpose, says="yes", at=at, areas=areas))
    return words


def show_marketing(contact: Contact) -> list[MarketingChoice]:
    """What they told WhatsApp about advertising, if they told anything."""
    return list(MarketingChoice.objects.filter(contact=contact))
