"""The writes to the webhook log outside the door and the processing."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from bode.organisations.drills import CODE

from .models import Webhook, WebhookState

_BATCH = 5_000


def replay(webhook_id: int) -> bool:
    """Process a webhook once more, whatever became of it; False when it isn't there.

    Safe at any time: an event that was recorded already changes nothing.
    """
    return bool(_process_anew(Webhook.objects.filter(id=webhook_id)))


def replay_failed() -> int:
    """Process everything that failed or was not understood once more, now; says how much."""
    states = [WebhookState.FAILED, WebhookState.UNKNOWN]
    return _process_anew(Webhook.objects.filter(state__in=states))


def prune(before: datetime) -> int:
    """Delete what was processed before that moment, in batches; says how much that was.

    Of drills everything: what was not processed when a drill ended will be by nobody.
    """
    done = Webhook.objects.filter(state=WebhookState.DONE, processed_at__lt=before)
    drilled = Webhook.objects.filter(provider__startswith=CODE, received_at__lt=before)
    waiting = drilled.exclude(state=WebhookState.DONE)
    return _delete(done.order_by("processed_at")) + _delete(waiting.order_by("id"))


def _delete(webhooks: QuerySet[Webhook]) -> int:
    deleted = 0
    while batch := list(webhooks.values_list("id", flat=True)[:_BATCH]):
        deleted += Webhook.objects.filter(id__in=batch).delete()[0]
    return deleted


def _process_anew(webhooks: QuerySet[Webhook]) -> int:
    return webhooks.update(state=WebhookState.NEW, next_attempt_at=None)
