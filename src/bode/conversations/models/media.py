"""Files: those of messages, those that are given to be sent, and their copies at the platform."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation

from .messages import Message


class MediaState(models.TextChoices):
    PENDING = "pending"
    STORED = "stored"
    FAILED = "failed"


class MediaFailure(models.TextChoices):
    """Why a file that came with a message is not here."""

    EXPIRED = "expired"  # the platform keeps it no longer
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"  # its content is not what it says to be
    REFUSED = "refused"  # the platform doesn't give it to us
    LOST = "lost"  # the platform has lost it, or could not be reached for too long


class Media(models.Model):
    """The file of one message. The same file may belong to several; it is kept once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="media")
    platform_id = models.CharField(
        max_length=100, blank=True, help_text="Of what a citizen sent; empty for our own."
    )
    mime_type = models.CharField(max_length=120, blank=True)
    filename = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=MediaState, default=MediaState.PENDING)
    failure = models.CharField(max_length=12, choices=MediaFailure, blank=True)
    key = models.CharField(max_length=150, blank=True, help_text="Under which it is kept.")
    size = models.BigIntegerField(null=True, help_text="Bytes.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Hex.")
    has_thumbnail = models.BooleanField(default=False)
    pages = models.PositiveIntegerField(null=True, help_text="Of a PDF that can be shown.")
    waits_for = models.CharField(
        max_length=30, blank=True, db_default="", help_text="The code of why it is not here yet."
    )
    waits_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(
        null=True, help_text="When it is tried again; empty: it does not wait."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="media_state_known", condition=Q(state__in=MediaState.values)
            ),
            models.CheckConstraint(
                name="media_failure_told",
                condition=Q(state=MediaState.FAILED, failure__in=MediaFailure.values)
                | ~Q(state=MediaState.FAILED) & Q(failure=""),
            ),
            models.CheckConstraint(
                name="media_kept_under_a_key",
                condition=Q(state=MediaState.STORED) & ~Q(key="")
                | ~Q(state=MediaState.STORED) & Q(key=""),
            ),
            models.CheckConstraint(
                name="media_waits_while_pending",
                condition=Q(due_at=None) | Q(state=MediaState.PENDING, waits_since__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="media_due", fields=["due_at"], condition=~Q(due_at=None)),
            models.Index(name="media_by_platform_id", fields=["municipality", "platform_id"]),
            models.Index(name="media_by_content", fields=["municipality", "sha256"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Upload(models.Model):
    """A file that someone gave to be sent; a message names it by this id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255)
    mime_type = models.CharField(max_length=120)
    key = models.CharField(max_length=150, help_text="Under which it is kept.")
    size = models.BigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64, help_text="Hex.")
    has_thumbnail = models.BooleanField()
    pages = models.PositiveIntegerField(null=True, help_text="Of a PDF that can be shown.")
    created_at = models.DateTimeField(db_default=Now())
    named_at = models.DateTimeField(
        null=True, help_text="When a message first named it; empty: never sent."
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(name="upload_unsent", fields=["created_at"], condition=Q(named_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class PlatformCopy(models.Model):
    """A file of ours with the platform, which keeps it for 30 days under an id of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.ForeignKey(
        PhoneNumber, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    sha256 = models.CharField(max_length=64, help_text="Hex.")
    mime_type = models.CharField(max_length=120)
    platform_id = models.CharField(max_length=100)
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="copy_once", fields=["number", "sha256", "mime_type"]),
        ]

    def __str__(self) -> str:
        return self.platform_id
