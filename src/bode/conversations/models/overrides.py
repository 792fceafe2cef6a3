"""A text that the content check blocks, and the second person who decides about it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.organisations.models import Organisation, Person

from ..states import OverrideStatus
from .conversations import Conversation
from .messages import Message


class ContentOverride(models.Model):
    """A request to send exactly this to that citizen all the same, and what became of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="overrides"
    )
    status = models.CharField(max_length=10, default=OverrideStatus.REQUESTED)
    type = models.CharField(max_length=40)
    content = models.JSONField(help_text="In the platform's shape.")
    text = models.TextField(blank=True, help_text="What the citizen would read.")
    purpose = models.CharField(max_length=30)
    purpose_reason = models.TextField(
        blank=True, default="", help_text="Why the conversation is about something else now."
    )
    reply_to = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    kinds = models.JSONField(default=list, help_text="The forbidden uses that were found.")
    reason = models.TextField(help_text="Why it should be sent all the same.")
    requested_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    requested_by_name = models.CharField(max_length=120)
    requested_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True, help_text="Of who decided.")
    message = models.OneToOneField(
        Message, null=True, on_delete=models.CASCADE, related_name="override"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="override_status_known",
                condition=Q(status__in=[str(status) for status in OverrideStatus]),
            ),
            models.CheckConstraint(
                name="override_second_person", condition=~Q(decided_by=F("requested_by"))
            ),
            models.CheckConstraint(
                name="override_decided",
                condition=Q(status__in=["requested", "expired"]) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="override_used_once",
                condition=Q(status="used", message__isnull=False)
                | (~Q(status="used") & Q(message__isnull=True)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="override_open",
                fields=["municipality", "expires_at"],
                condition=Q(status__in=["requested", "allowed"]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
