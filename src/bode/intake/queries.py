"""The reads of the webhook log, for operators."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from .models import Webhook, WebhookState


@dataclass(frozen=True, kw_only=True)
class Attention:
    """How many webhooks are in which state, `done` left out."""

    state: str
    count: int


def list_unprocessed(limit: int = 100) -> list[Webhook]:
    """What failed or is of an unknown kind, oldest first, without the bodies."""
    return list(
        Webhook.objects.filter(state__in=[WebhookState.FAILED, WebhookState.UNKNOWN])
        .defer("body")
        .order_by("id")[:limit]
    )


def count_by_state() -> list[Attention]:
    """How much waits, failed or was not understood."""
    counted = (
        Webhook.objects.exclude(state=WebhookState.DONE)
        .values_list("state")
        .annotate(count=Count("id"))
        .order_by("state")
    )
    return [Attention(state=state, count=count) for state, count in counted]
