"""The log of webhooks: every signed body as it came, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class WebhookState(models.TextChoices):
    NEW = "new"
    DONE = "done"
    FAILED = "failed"  # tried again at `next_attempt_at`
    UNKNOWN = "unknown"  # of a kind that Bode does not know yet


class Webhook(models.Model):
    """One signed webhook. Its id gives the order of arrival."""

    no_tenant = "The raw log is written before it is known whose message it holds."

    id = models.BigAutoField(primary_key=True)
    provider = models.CharField(max_length=40, help_text="The provider's code, from the address.")
    body = models.BinaryField(help_text="The exact bytes, as they were signed.")
    received_at = models.DateTimeField(db_default=Now())
    state = models.CharField(
        max_length=10, choices=WebhookState, default=WebhookState.NEW, db_default=WebhookState.NEW
    )
    attempts = models.IntegerField(default=0, db_default=0)
    recorded = models.IntegerField(
        default=0,
        db_default=0,
        help_text="How many of its events, of one that takes several turns.",
    )
    next_attempt_at = models.DateTimeField(null=True, help_text="When a failed one is retried.")
    error = models.TextField(
        default="", db_default="", help_text="What went wrong, without personal data."
    )
    processed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="webhook_state_known", condition=Q(state__in=WebhookState.values)
            ),
        ]
        indexes: ClassVar = [
            # What waits stays quick to find and to count, however much was done before.
            models.Index(
                name="webhook_not_done", fields=["state", "id"], condition=~Q(state="done")
            ),
            models.Index(
                name="webhook_failed", fields=["next_attempt_at"], condition=Q(state="failed")
            ),
            models.Index(name="webhook_done", fields=["processed_at"], condition=Q(state="done")),
        ]

    def __str__(self) -> str:
        return f"{self.id} · {self.provider} · {self.state}"
