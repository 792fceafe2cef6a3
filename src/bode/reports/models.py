"""What a municipality promises its citizens, and by when that is due."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bode.basics import new_id
from bode.conversations.models import Conversation
from bode.organisations.models import Organisation, Team

from .states import Promise

LONGEST_ANSWER = 7 * 24 * 60  # minutes
LONGEST_CLOSING = 90 * 24  # hours


class ServiceLevel(models.Model):
    """How soon a team, or whoever has no level of its own, means to answer and to close."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    team = models.ForeignKey(
        Team, null=True, on_delete=models.CASCADE, related_name="+", help_text="Null: all others."
    )
    answer_minutes = models.PositiveIntegerField(
        null=True, help_text="Within which a person first answers; null: not promised."
    )
    answer_percent = models.PositiveSmallIntegerField(default=80)
    warn_minutes = models.PositiveIntegerField(
        null=True, help_text="Before the answer is due; null: in the last quarter."
    )
    close_hours = models.PositiveIntegerField(
        null=True, help_text="Within which a conversation is closed; null: not promised."
    )
    close_percent = models.PositiveSmallIntegerField(default=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="level_once", fields=["municipality", "team"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="level_promises_something",
                condition=Q(answer_minutes__isnull=False) | Q(close_hours__isnull=False),
            ),
            models.CheckConstraint(
                name="level_within_reason",
                condition=Q(answer_percent__range=(1, 100), close_percent__range=(1, 100))
                & (Q(answer_minutes=None) | Q(answer_minutes__range=(1, LONGEST_ANSWER)))
                & (Q(close_hours=None) | Q(close_hours__range=(1, LONGEST_CLOSING))),
            ),
            models.CheckConstraint(
                name="level_warns_within_its_time",
                condition=Q(warn_minutes=None)
                | Q(warn_minutes__gte=1, warn_minutes__lt=F("answer_minutes")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Due(models.Model):
    """By when something that is promised of a conversation is due.

    Kept while it is not done, so that lists and the wallboard need not count hours.
    """

    promise: ClassVar[Promise]

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField()
    warn_at = models.DateTimeField(help_text="From when on it is told of.")
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, help_text="When those who may do it were told.")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.conversation_id)


class AnswerDue(Due):
    """That a citizen's first question waits for a person's answer."""

    promise = Promise.ANSWER

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="answer_due_in_order",
                condition=Q(asked_at__lte=F("warn_at"), warn_at__lte=F("due_at")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="answer_due_soon", fields=["municipality", "warn_at"]),
        ]


class ClosingDue(Due):
    """That a citizen's question waits to be closed."""

    promise = Promise.CLOSING

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="closing_due_in_order",
                condition=Q(asked_at__lte=F("warn_at"), warn_at__lte=F("due_at")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="closing_due_soon", fields=["municipality", "warn_at"]),
        ]
