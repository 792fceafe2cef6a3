"""Which municipalities there are on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from .models import Municipality


def municipalities_on(day: date) -> QuerySet[Municipality]:
    """Those in force that day, by name; each with its organisation."""
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    not_over = Q(valid_to=None) | Q(valid_to__gte=day)
    found = Municipality.objects.filter(begun, not_over).select_related("organisation")
    return found.order_by("organisation__name")


def has_ended(organisation_id: UUID, day: date) -> bool:
    """Whether this municipality is no longer there that day."""
    ended = Municipality.objects.filter(organisation_id=organisation_id, valid_to__lt=day)
    return ended.exists()
