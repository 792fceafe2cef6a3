"""Whether citizens want marketing, as they tell the platform: in the app, or by its refusal."""

from __future__ import annotations

from datetime import datetime

from django.db.models import OuterRef, QuerySet

from .merging import remember
from .models import Contact, ContactEventKind, MarketingChoice


def record_choice(contact: Contact, *, wanted: bool, at: datetime) -> None:
    """Keep the latest choice that was told; an older one that comes late changes nothing."""
    choice, is_new = MarketingChoice.objects.get_or_create(
        contact=contact,
        municipality_id=contact.municipality_id,
        defaults={"wanted": wanted, "at": at},
    )
    if not is_new and at <= choice.at:
        return
    if is_new or choice.wanted != wanted:
        kind = ContactEventKind.MARKETING_RESUMED if wanted else ContactEventKind.MARKETING_STOPPED
        remember(contact, kind, at)
    choice.wanted, choice.at = wanted, at
    choice.save(update_fields=["wanted", "at"])


def stopped_marketing(contact: Contact | None) -> bool:
    """Whether this citizen told that they want no marketing."""
    return contact is not None and stops_of(contact).exists()


def stops_of(contact: Contact | OuterRef) -> QuerySet[MarketingChoice]:
    """The choice by which a citizen stopped marketing, if they did."""
    return MarketingChoice.objects.filter(contact=contact, wanted=False)
