"""What a municipality set for the second channel, and what became of each message along it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.organisations.models import Organisation
from bode.privacy.encryption import EncryptedTextField

from .states import ASKED, SecondState

MOST_MINUTES = 120


class SecondChannel(models.Model):
    """How a municipality sends an SMS in a crisis to who did not get it; it may be off."""

    municipality = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    is_on = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(
        default=5, help_text="How long WhatsApp gets, from when a message was handed over."
    )
    api_key = EncryptedTextField()
    template_id = models.UUIDField(help_text="The provider's template; its one blank is `bericht`.")
    refused = models.CharField(
        max_length=200, blank=True, help_text="Why the provider refuses all of it; empty: it works."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="second_channel_minutes", condition=Q(minutes__range=(1, MOST_MINUTES))
            ),
        ]

    def __str__(self) -> str:
        return str(self.municipality_id)


class SecondMessage(models.Model):
    """That someone gets a broadcast by SMS too: once, whatever happens. Its id is the reference."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    broadcast = models.ForeignKey(
        "broadcasts.Broadcast", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    address = models.CharField(max_length=200, help_text="Phone digits.")
    state = models.CharField(max_length=10, default=SecondState.WAITING)
    reason = models.CharField(max_length=200, blank=True, help_text="Why it failed.")
    created_at = models.DateTimeField(db_default=Now())
    asked_at = models.DateTimeField(null=True, help_text="When the provider was last asked to.")
    looked_at = models.DateTimeField(null=True, help_text="When it was last looked up.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="second_message_once", fields=["broadcast", "address"]),
            models.CheckConstraint(
                name="second_message_state_known",
                condition=Q(state__in=[str(state) for state in SecondState]),
            ),
            models.CheckConstraint(
                name="second_message_asked",
                condition=~Q(state__in=[str(state) for state in ASKED]) | Q(asked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="second_message_failed_says_why",
                condition=(Q(state="failed") & ~Q(reason="")) | (~Q(state="failed") & Q(reason="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="second_message_open",
                fields=["state", "id"],
                condition=~Q(state__in=["delivered", "failed"]),
            ),
        ]

    def __str__(self) -> str:
        return self.state
