"""What is said in a conversation, what became of it, and what both sides made of it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.licensing.models import ALLOWED_PURPOSES
from bode.organisations.models import Organisation, Person

from ..states import BESIDE_BODE, Direction, Forwarded, MessageStatus
from .conversations import Conversation


class Message(models.Model):
    """One message, in or out. Its id travels with it and comes back in every status."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,  # its conversation's key is looked up, and no more (decision 0033)
    )
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    direction = models.CharField(max_length=3)
    type = models.CharField(max_length=40)
    text = models.TextField(blank=True, help_text="What a person reads of it.")
    content = models.JSONField(help_text="Under the type's key, in the platform's shape.")
    purpose = models.CharField(max_length=30, blank=True)
    author = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    author_name = models.CharField(max_length=120, blank=True)
    automatic = models.CharField(
        max_length=20,
        blank=True,
        db_default="",
        help_text="By which rule Bode said it of itself: menu, away, …",
    )
    confirmed = models.CharField(
        max_length=32, blank=True, db_default="", help_text="What its writer was warned of."
    )
    status = models.CharField(max_length=10)
    wamid = models.CharField(max_length=300, null=True, help_text="The platform's id.")
    reply_to = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    forwarded = models.CharField(
        max_length=10, blank=True, db_default="", help_text="Of an inbound one."
    )
    error_code = models.CharField(max_length=30, blank=True)
    price_category = models.CharField(
        max_length=40, blank=True, db_default="", help_text="As which the platform charges it."
    )
    price_type = models.CharField(
        max_length=40, blank=True, db_default="", help_text="regular, or why it is free."
    )
    created_at = models.DateTimeField(db_default=Now())
    at = models.DateTimeField(help_text="Order on the page: the platform's time for inbound.")
    accepted_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="message_once",
                fields=["municipality", "wamid"],
                condition=Q(wamid__isnull=False),
            ),
            models.CheckConstraint(
                name="message_direction_known",
                condition=Q(direction__in=[str(direction) for direction in Direction]),
            ),
            models.CheckConstraint(
                name="message_out_has_purpose",
                condition=Q(direction=Direction.IN)
                | Q(purpose__in=ALLOWED_PURPOSES)
                | Q(purpose="", author_name=BESIDE_BODE),
            ),
            models.CheckConstraint(
                name="message_status_known",
                condition=Q(status__in=[str(status) for status in MessageStatus]),
            ),
            models.CheckConstraint(
                name="message_failed_says_why",
                condition=~Q(status=str(MessageStatus.FAILED)) | ~Q(error_code=""),
            ),
            models.CheckConstraint(
                name="message_forwarded_known",
                condition=Q(forwarded__in=[str(each) for each in Forwarded]),
            ),
        ]
        # A message is written at each step of its way, so it stands in few indexes. These lead
        # with what the foreign keys need; few messages are answers, or written by a person. What a
        # municipality said in a period is read by the last.
        indexes: ClassVar = [
            models.Index(name="message_thread", fields=["conversation", "at", "id"]),
            models.Index(name="message_answers", fields=["reply_to"], condition=~Q(reply_to=None)),
            BrinIndex(name="message_month", fields=["created_at"], autosummarize=True),
            models.Index(name="message_author", fields=["author"], condition=~Q(author=None)),
            models.Index(name="message_time", fields=["municipality", "at"]),
            models.Index(
                name="message_amiss", fields=["conversation"], condition=~Q(error_code="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class MessageVersion(models.Model):
    """What an edited message says, or said: the first version, and one for each edit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="versions")
    wamid = models.CharField(
        max_length=300, help_text="The message's own for the first version, else the edit's."
    )
    text = models.TextField(blank=True)
    content = models.JSONField()
    at = models.DateTimeField(help_text="When it was written, by the platform's clock.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="version_once", fields=["message", "wamid"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class StatusReport(models.Model):
    """What the platform reported about a message; parked while the message is not known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    message = models.ForeignKey(
        Message, null=True, on_delete=models.CASCADE, related_name="reports"
    )
    wamid = models.CharField(max_length=300)
    status = models.CharField(max_length=20)
    at = models.DateTimeField()
    error_code = models.CharField(max_length=30, blank=True)
    price_category = models.CharField(max_length=40, blank=True, db_default="")
    price_type = models.CharField(max_length=40, blank=True, db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="report_once", fields=["municipality", "wamid", "status"]),
        ]
        indexes: ClassVar = [
            models.Index(name="report_parked", fields=["wamid"], condition=Q(message=None)),
        ]

    def __str__(self) -> str:
        return self.status


class Reaction(models.Model):
    """An emoji that one side attached to a message; the latest one counts that did not fail."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions")
    direction = models.CharField(max_length=3)
    emoji = models.CharField(max_length=40, blank=True, help_text="Empty: taken away.")
    at = models.DateTimeField()
    sent_as = models.ForeignKey(
        Message,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="The message that brings it, of one that left from here: it may fail.",
    )

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="reaction_once", fields=["message", "direction", "at"]),
        ]

    def __str__(self) -> str:
        return self.emoji
