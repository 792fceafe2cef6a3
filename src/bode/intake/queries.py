"""The reads of the webhook log, for operators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from bode.basics import now

from .describing import ABOUT_STRANGERS
from .models import Webhook, WebhookState
from .sharing import own_share

_FAILED_COUNTS = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Attention:
    """How many webhooks are in which state, `done` left out."""

    state: str
    count: int


def list_unprocessed(limit: int = 100) -> list[Webhook]:
    """What failed or is of an unknown kind, oldest first, without the bodies."""
    return list(
        Webhook.objects.filter(own_share(), state__in=[WebhookState.FAILED, WebhookState.UNKNOWN])
        .defer("body")
        .order_by("id")[:limit]
    )


def heard_until() -> datetime:
    """Up to which moment everything that came has been recorded.

    What failed counts for an hour: it may hold what someone waits for, but not for ever. What is
    about a stranger's number, or a message that is not ours, holds up nobody.
    """
    at = now()
    log = Webhook.objects.filter(own_share()).order_by("id").values_list("received_at", flat=True)
    new = log.filter(state=WebhookState.NEW)[:1]
    failed = log.filter(state=WebhookState.FAILED, received_at__gt=at - _FAILED_COUNTS)
    for kind in ABOUT_STRANGERS:
        failed = failed.exclude(error__startswith=kind)
    return min(new.union(failed[:1], all=True), default=at)


def count_by_state() -> list[Attention]:
    """How much waits, failed or was not understood; drills are left to their own processes."""
    counted = (
        Webhook.objects.filter(own_share())
        .exclude(state=WebhookState.DONE)
        .values_list("state")
        .annotate(count=Count("id"))
        .order_by("state")
    )
    return [Attention(state=state, count=count) for state, count in counted]
