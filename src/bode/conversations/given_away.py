"""A number or user id that went to another citizen: what was said from it before is not theirs.

One rule, for whoever reads consent row by row and for whoever does so by the thousand.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from .models import Consent, ContactEvent, ContactEventKind

SAID_AT = Coalesce("withdrawn_at", "renewed_at", "given_at")
"""When a consent was last said yes or no to."""

AWAY = (ContactEventKind.IDENTITY_LEFT, ContactEventKind.IDENTITY_LOST)

IS_AWAY = f"gone.kind IN ('{AWAY[0]}', '{AWAY[1]}')"
"""That a contact's event `gone` tells so."""

GIVEN_AWAY = f"""
SELECT FROM conversations_contactevent AS gone
WHERE gone.municipality_id = %(municipality)s AND gone.value = consent.address
  AND {IS_AWAY}
  AND gone.at >= coalesce(consent.withdrawn_at, consent.renewed_at, consent.given_at)
"""
"""That the number or user id of a `consent` is another citizen's since it was given."""


def still_theirs(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """Those that were said by whoever has the number or user id now."""
    gone = ContactEvent.objects.filter(
        municipality=OuterRef("municipality"),
        value=OuterRef("address"),
        kind__in=AWAY,
        at__gte=OuterRef("said_at"),
    )
    return consents.annotate(said_at=SAID_AT).filter(~Exists(gone))
