"""Conversations with citizens, and what they may cost."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person, Team

from ..states import Attention, ConversationStatus, EventKind, LanguageFrom, PurposeFrom
from .contacts import Contact

_LATEST = ("-last_message_at", "-id")
_RUNS = ~Q(status="closed")


class Conversation(models.Model):
    """What is said between one citizen and one of the municipality's numbers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # No constraints on these two: they would be looked up for each of a town (decision 0033).
    municipality = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="conversations")
    number = models.ForeignKey(
        PhoneNumber,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    status = models.CharField(max_length=10, default=ConversationStatus.OPEN)
    purpose = models.CharField(max_length=30, blank=True)
    purpose_from = models.CharField(
        max_length=10, blank=True, db_default="", help_text="From what it has its purpose."
    )
    assignee = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    team = models.ForeignKey(
        Team, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    language = models.CharField(
        max_length=2, blank=True, db_default="", help_text="In which the citizen writes, if known."
    )
    language_from = models.CharField(
        max_length=10, blank=True, db_default="", help_text="From what its language is known."
    )
    snoozed_until = models.DateTimeField(null=True, help_text="Out of sight until then.")
    urgent_since = models.DateTimeField(null=True, help_text="Before all others, since then.")
    attention = models.CharField(
        max_length=15, blank=True, db_default="", help_text="Why it stands before others."
    )
    attention_since = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    is_quiet = models.BooleanField(
        db_default=False, help_text="Nobody said anything in it yet: it holds what many got."
    )
    last_inbound_at = models.DateTimeField(null=True, help_text="By the platform's clock.")
    last_message_at = models.DateTimeField(db_default=Now())
    preview = models.CharField(
        max_length=120, blank=True, help_text="The words of the latest message, if it has any."
    )
    preview_type = models.CharField(max_length=40, blank=True, help_text="Its type: image, …")
    unread_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="conversation_status_known",
                condition=Q(status__in=[str(status) for status in ConversationStatus]),
            ),
            models.CheckConstraint(
                name="conversation_purpose_from_something",
                condition=Q(purpose="", purpose_from=PurposeFrom.NOBODY)
                | (~Q(purpose="") & Q(purpose_from__in=[str(each) for each in PurposeFrom][1:])),
            ),
            models.CheckConstraint(
                name="conversation_language_from_something",
                condition=Q(language="", language_from=LanguageFrom.NOBODY)
                | (~Q(language="") & Q(language_from__in=[str(each) for each in LanguageFrom][1:])),
            ),
            models.CheckConstraint(
                name="conversation_quiet_only_closed",
                condition=Q(is_quiet=False) | Q(status=ConversationStatus.CLOSED),
            ),
            models.UniqueConstraint(
                name="one_running_conversation",
                fields=["municipality", "contact", "number"],
                condition=~Q(status="closed"),
            ),
            models.CheckConstraint(
                name="conversation_attention_known",
                condition=Q(attention=Attention.NONE, attention_since=None)
                | Q(
                    attention__in=[str(each) for each in Attention][1:],
                    attention_since__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="conversation_closed_only_now",
                condition=Q(status=ConversationStatus.CLOSED, snoozed_until=None, attention="")
                | (~Q(status=ConversationStatus.CLOSED) & Q(closed_at=None)),
            ),
        ]
        # A running conversation is written with each message, so it stands in few indexes: one
        # for each way in which a queue is read. `queues` says which queue reads which.
        indexes: ClassVar = [
            models.Index(
                name="conversation_latest",
                fields=["municipality", *_LATEST],
                condition=Q(is_quiet=False),
            ),
            models.Index(
                name="conversation_of_person",
                fields=["municipality", "status", "assignee", *_LATEST],
                condition=_RUNS & Q(snoozed_until=None),
            ),
            models.Index(
                name="conversation_of_team",
                fields=["municipality", "team", *_LATEST],
                condition=Q(status="open", snoozed_until=None, team__isnull=False),
            ),
            models.Index(
                name="conversation_waiting",
                fields=["municipality", *_LATEST],
                condition=Q(status="waiting", snoozed_until=None),
            ),
            models.Index(
                name="conversation_closed",
                fields=["municipality", *_LATEST],
                condition=Q(status="closed", is_quiet=False),
            ),
            models.Index(
                name="conversation_snoozed",
                fields=["municipality", "snoozed_until", "id"],
                condition=Q(snoozed_until__isnull=False),
            ),
            models.Index(
                name="conversation_first",
                fields=["municipality", "id"],
                condition=_RUNS & (Q(urgent_since__isnull=False) | ~Q(attention="")),
            ),
            models.Index(
                name="conversation_unread",
                fields=["municipality", "id"],
                condition=_RUNS & Q(unread_count__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ConversationEvent(models.Model):
    """What was done with a conversation, besides writing in it; never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="events", db_index=False
    )
    kind = models.CharField(max_length=20)
    actor = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Null: Bode."
    )
    actor_name = models.CharField(max_length=120, blank=True)
    assignee = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+", help_text="To whom."
    )
    team = models.ForeignKey(
        Team, null=True, on_delete=models.SET_NULL, related_name="+", help_text="To which team."
    )
    until = models.DateTimeField(null=True, help_text="Of one that was snoozed.")
    # As it was handed over until notes took this place; only read.
    note = models.TextField(blank=True, help_text="For whoever goes on with it.")
    was = models.JSONField(
        null=True, encoder=DjangoJSONEncoder, help_text="Of one that was closed: how it stood."
    )
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="conversation_event_known",
                condition=Q(kind__in=[str(kind) for kind in EventKind]),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="conversation_event_order", fields=["conversation", "at"]),
            models.Index(name="conversation_event_time", fields=["municipality", "at"]),
        ]

    def __str__(self) -> str:
        return self.kind


class PurposeChange(models.Model):
    """That a conversation is about something else, why, and who said so; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="purpose_changes"
    )
    purpose_before = models.CharField(max_length=30)
    from_before = models.CharField(max_length=10)
    purpose = models.CharField(max_length=30, blank=True, help_text="Empty: nobody knows.")
    reason = models.TextField()
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="purpose_change_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.purpose_before} → {self.purpose}"


class Budget(models.Model):
    """What a municipality means to spend on messages in a month."""

    municipality = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    currency = models.CharField(max_length=3)
    set_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="budget_positive", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class MovedConversation(models.Model):
    """A conversation that is no more, and in which one it goes on: who had it open is led there."""

    id = models.UUIDField(primary_key=True, editable=False, help_text="Of the one that is no more.")
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    to = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="moved_here")
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.id} → {self.to_id}"
