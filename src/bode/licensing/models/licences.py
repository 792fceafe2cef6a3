"""Licences, and their numbers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from bode.basics import new_id
from bode.licensing.states import LicenceStatus, WebhookProof
from bode.organisations.drills import SameWorld
from bode.organisations.models import Organisation
from bode.privacy.encryption import EncryptedTextField
from bode.whatsapp import Gateway
from bode.whatsapp.limits import THROUGHPUT

from .applications import ALLOWED_PURPOSES, Application


class Licence(models.Model):
    """The permission in force: one municipality, one provider, the purposes it may use."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    application = models.OneToOneField(Application, on_delete=models.PROTECT)
    purposes = ArrayField(models.CharField(max_length=30))
    status = models.CharField(max_length=20, choices=[(str(s), str(s)) for s in LicenceStatus])
    suspended_by = ArrayField(
        models.CharField(max_length=20), default=list, db_default=[], blank=True
    )
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, help_text="When it ends by itself, if it does.")
    ended_at = models.DateTimeField(null=True)
    review_every_months = models.PositiveSmallIntegerField(default=12, db_default=12)
    review_due_on = models.DateField(
        null=True, help_text="Empty: so many months after it was granted."
    )
    review_reminded_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["-valid_from"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="licence_purposes_allowed",
                condition=Q(purposes__contained_by=ALLOWED_PURPOSES),
            ),
            models.CheckConstraint(
                name="licence_status_known",
                condition=Q(status__in=[str(s) for s in LicenceStatus]),
            ),
            models.CheckConstraint(
                name="licence_suspended_by_someone",
                condition=Q(status="suspended", suspended_by__len__gt=0)
                | ~Q(status="suspended") & Q(suspended_by=[]),
            ),
            models.CheckConstraint(
                name="licence_reviewed_in_time",
                condition=Q(review_every_months__gte=1, review_every_months__lte=36),
            ),
            models.CheckConstraint(
                name="licence_ended_once",
                condition=Q(status="ended") | Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="licence_of_one_world",
                condition=Q(SameWorld("municipality", "id"))
                & Q(SameWorld("municipality", "provider")),
            ),
            models.UniqueConstraint(
                name="one_licence_in_force",
                fields=["municipality", "provider"],
                condition=~Q(status="ended"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} · {self.provider}"

    @property
    def last_day(self) -> date | None:
        """After which it ends by itself, if it does."""
        return localdate(self.valid_to) - timedelta(days=1) if self.valid_to else None


class ProviderConnection(models.Model):
    """How a provider reaches the platform, and how its webhooks are recognised."""

    no_tenant = "Read at the webhook door, before it is known whose message it is."

    provider = models.OneToOneField(Organisation, on_delete=models.CASCADE, primary_key=True)
    gateway = models.CharField(
        max_length=20,
        choices=[(str(each), str(each)) for each in Gateway],
        default=Gateway.META,
        db_default=Gateway.META,
    )
    proof = models.CharField(
        max_length=20,
        choices=[(str(each), str(each)) for each in WebhookProof],
        default=WebhookProof.SIGNATURE,
        db_default=WebhookProof.SIGNATURE,
    )
    app_secret = EncryptedTextField(
        help_text="Signs webhooks: Meta's app secret, or 360dialog's platform secret."
    )
    verify_token = EncryptedTextField(
        help_text="Our own word: in Meta's handshake, or in what 360dialog sends unsigned."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="connection_gateway_known",
                condition=Q(gateway__in=[str(each) for each in Gateway]),
            ),
            models.CheckConstraint(
                name="connection_proof_known",
                condition=Q(proof=WebhookProof.SIGNATURE)
                | Q(proof=WebhookProof.WORD, gateway=Gateway.DIALOG360),
            ),
        ]

    def __str__(self) -> str:
        return str(self.provider)


class PhoneNumber(models.Model):
    """A number under a licence, in the platform's account of the municipality (WABA)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="phone_numbers")
    platform_id = models.CharField(max_length=40, unique=True, help_text="phone_number_id")
    account_id = models.CharField(max_length=40, help_text="WABA id")
    display_number = models.CharField(max_length=20, help_text="E.164")
    access_token = EncryptedTextField()
    messages_per_second = models.PositiveIntegerField(
        default=THROUGHPUT,
        db_default=THROUGHPUT,
        help_text="What the platform allows this number, which may raise it.",
    )
    stopped_code = models.IntegerField(
        null=True, help_text="The platform's error that stopped sending from this number."
    )
    stopped_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(
        null=True, help_text="When the platform last gave what we asked with these ids and key."
    )
    # As the platform last told it, in its own words; empty while it told nothing.
    display_name = models.CharField(max_length=512, blank=True, help_text="That citizens see.")
    name_status = models.CharField(max_length=40, blank=True, help_text="APPROVED, DECLINED, …")
    name_told_at = models.DateTimeField(null=True, help_text="Older news changes nothing.")
    quality = models.CharField(max_length=20, blank=True, help_text="GREEN, YELLOW or RED.")
    connection = models.CharField(max_length=40, blank=True, help_text="CONNECTED, BANNED, …")
    # Here, and not in a table of its own: every message that comes asks for it.
    menu_on = models.BooleanField(
        default=False, db_default=False, help_text="Who starts a conversation gets the menu."
    )
    menu_text_nl = models.TextField(
        blank=True, db_default="", help_text="What stands above its choices; empty: the usual text."
    )
    menu_text_en = models.TextField(blank=True, db_default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="number_sends_something", condition=Q(messages_per_second__gte=1)
            ),
            models.CheckConstraint(
                name="number_of_one_world",
                condition=Q(SameWorld("municipality", "id"))
                & Q(SameWorld("municipality", "provider"))
                & Q(SameWorld("municipality", "licence")),
            ),
        ]

    def __str__(self) -> str:
        return self.display_number
