"""What a municipality set for the second channel, and what became of each message along it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.organisations.drills import InItsWorld, IsDrill
from bode.organisations.models import Organisation
from bode.privacy.encryption import EncryptedTextField

from .states import ASKED, ORDERS, EmailBy, SecondState, Way

MOST_MINUTES = 120


class SecondChannel(models.Model):
    """How a municipality reaches who did not get a crisis message; it may be off."""

    municipality = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    is_on = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(
        default=5, help_text="How long each way gets; WhatsApp from when a message was handed over."
    )
    order = models.CharField(
        max_length=10, default="sms", help_text="Which ways, the first first; with a comma."
    )
    api_key = EncryptedTextField(blank=True, default="")
    template_id = models.UUIDField(
        null=True, help_text="NotifyNL's template for SMS; its one blank is `bericht`."
    )
    email_by = models.CharField(max_length=10, default=EmailBy.NOTIFY)
    email_template_id = models.UUIDField(null=True, help_text="NotifyNL's, for e-mail.")
    subject = models.CharField(
        max_length=120, blank=True, default="", help_text="Of an e-mail that a mail server sends."
    )
    sms_refused = models.CharField(
        max_length=200, blank=True, help_text="Why the provider refuses all of it; empty: it works."
    )
    email_refused = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="second_channel_minutes", condition=Q(minutes__range=(1, MOST_MINUTES))
            ),
            models.CheckConstraint(
                name="second_channel_order_known", condition=Q(order__in=ORDERS)
            ),
            models.CheckConstraint(
                name="second_channel_of_no_mail_server_in_a_drill",
                condition=~Q(IsDrill("municipality")) | ~Q(email_by="smtp"),
            ),
            models.CheckConstraint(
                name="second_channel_sms_complete",
                condition=Q(order="email") | ~Q(api_key="") & Q(template_id__isnull=False),
            ),
            models.CheckConstraint(
                name="second_channel_email_complete",
                condition=Q(order="sms")
                | Q(email_by="smtp") & ~Q(subject="")
                | Q(email_by="notify") & ~Q(api_key="") & Q(email_template_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.municipality_id)

    @property
    def ways(self) -> list[Way]:
        """Along which ways people are reached, the first first."""
        return [Way(each) for each in self.order.split(",")]


class SecondMessage(models.Model):
    """That someone gets a broadcast along another way too: once along each, whatever happens.

    Its id is the reference by which a provider knows it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    broadcast = models.ForeignKey(
        "broadcasts.Broadcast", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    address = models.CharField(max_length=200, help_text="Phone digits or user id.")
    way = models.CharField(max_length=10, default=Way.SMS)
    state = models.CharField(max_length=10, default=SecondState.WAITING)
    reason = models.CharField(max_length=200, blank=True, help_text="Why it failed.")
    created_at = models.DateTimeField(db_default=Now())
    asked_at = models.DateTimeField(null=True, help_text="When the provider was last asked to.")
    asked_of = models.CharField(
        max_length=36,
        blank=True,
        default="",
        db_default="",
        help_text="Who was last asked to: `channel.name_provider`. Nobody else can tell of it.",
    )
    looked_at = models.DateTimeField(null=True, help_text="When it was last looked up.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="second_message_once", fields=["broadcast", "address", "way"]
            ),
            models.CheckConstraint(
                name="second_message_way_known", condition=Q(way__in=[str(way) for way in Way])
            ),
            models.CheckConstraint(
                name="second_message_in_its_world",
                condition=Q(InItsWorld("municipality", "address")),
            ),
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
