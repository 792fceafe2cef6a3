"""What agents have written and not sent, or may yet take back."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bode.basics import new_id
from bode.conversations.models import Conversation
from bode.organisations.models import Organisation, Person

from ..states import UNDO_SECONDS


class Draft(models.Model):
    """What an agent has in the reply box of one conversation, or just sent from it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    fields = models.JSONField(help_text="What stands in the reply box, by the fields' names.")
    message_ids = ArrayField(
        models.UUIDField(), default=list, blank=True, help_text="What it became; empty: not sent."
    )
    leaves_at = models.DateTimeField(
        null=True, help_text="Until when what it became can be taken back; empty: not sent."
    )
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="draft_once",
                fields=["municipality", "person", "conversation"],
                condition=Q(leaves_at=None),
            ),
            models.CheckConstraint(
                name="draft_sent_or_not",
                condition=Q(leaves_at=None, message_ids=[])
                | (Q(leaves_at__isnull=False) & ~Q(message_ids=[])),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="draft_sent", fields=["municipality", "person"], condition=~Q(leaves_at=None)
            ),
            models.Index(name="draft_old", fields=["saved_at"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class UndoChoice(models.Model):
    """How long what an agent sends waits, so that they can take it back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    seconds = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="undo_choice_once", fields=["municipality", "person"]),
            models.CheckConstraint(
                name="undo_choice_known", condition=Q(seconds__in=list(UNDO_SECONDS))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seconds} s"
