"""Citizens, as municipalities know them, and what they agreed to."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, Upper

from bode.basics import new_id
from bode.organisations.drills import InItsWorld, IsDrill
from bode.organisations.models import Organisation


class Contact(models.Model):
    """A citizen, as one municipality knows them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True, help_text="As set in WhatsApp.")
    username = models.CharField(
        max_length=100, blank=True, help_text="To be shown; it may change and pass to another."
    )
    language = models.CharField(
        max_length=2, blank=True, db_default="", help_text="Of what Bode says of itself, if known."
    )
    created_at = models.DateTimeField(db_default=Now())
    joined_at = models.DateTimeField(
        null=True, help_text="When an agent said that another contact is the same person."
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                "municipality",
                Upper("username"),
                name="contact_of_username",
                condition=~Q(username=""),
            ),
            models.Index(
                "municipality",
                OpClass(Upper("name"), name="text_pattern_ops"),
                name="contact_of_name",
                condition=~Q(name=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class IdentityKind(models.TextChoices):
    PHONE = "phone"  # digits, as the platform writes them (wa_id)
    USER_ID = "user_id"  # business-scoped: another one at another municipality
    PARENT_USER_ID = "parent_user_id"


class ContactIdentity(models.Model):
    """One way in which the platform names a citizen; any of them may be missing or change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=20, choices=IdentityKind)
    value = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="identity_once", fields=["municipality", "kind", "value"]),
            models.CheckConstraint(
                name="identity_invented_in_a_drill",
                condition=~Q(IsDrill("municipality"), kind="phone")
                | Q(InItsWorld("municipality", "value")),
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class ContactEventKind(models.TextChoices):
    IDENTITY_ADDED = "identity_added"
    IDENTITY_LOST = "identity_lost"  # it is another citizen's now
    IDENTITY_LEFT = "identity_left"  # the citizen has another one in its place
    MERGED = "merged"
    JOINED = "joined"  # as MERGED, but an agent said so
    MARKETING_STOPPED = "marketing_stopped"
    MARKETING_RESUMED = "marketing_resumed"


class ContactEvent(models.Model):
    """Why a contact is who it is now; never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=ContactEventKind)
    identity_kind = models.CharField(max_length=20, blank=True, help_text="Of an identity.")
    value = models.CharField(
        max_length=200, blank=True, help_text="The identity, or the name of who was merged."
    )
    actor = models.CharField(
        max_length=120, blank=True, db_default="", help_text="Who of the municipality said so."
    )
    reason = models.TextField(blank=True, db_default="", help_text="Why they said so.")
    at = models.DateTimeField(help_text="By the platform's clock; by ours for what an agent said.")

    class Meta:
        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [
            models.Index(
                name="contact_event_gone",
                fields=["municipality", "value"],
                condition=Q(kind__in=["identity_left", "identity_lost"]),
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class MarketingChoice(models.Model):
    """Whether a citizen wants marketing, as they last told the platform; no row: never told.

    One for a contact, and not one for a purpose like consent: in WhatsApp a citizen stops all
    marketing of a business at once, and the platform itself then refuses every template of that
    category, whatever it is for and whatever consent the municipality holds.
    """

    contact = models.OneToOneField(
        Contact, on_delete=models.CASCADE, primary_key=True, related_name="marketing"
    )
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    wanted = models.BooleanField()
    at = models.DateTimeField(help_text="By the platform's clock.")

    def __str__(self) -> str:
        return "wanted" if self.wanted else "stopped"


class Consent(models.Model):
    """Proof that someone asked for messages with a purpose, or no longer wants them.

    PostgreSQL keeps it: what was written stays, a no is added once, and no row is deleted.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    address = models.CharField(max_length=200, help_text="Phone digits or user id.")
    purpose = models.CharField(max_length=30)
    wording = models.TextField(help_text="What the citizen agreed to, word for word.")
    source = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    how = models.CharField(
        max_length=10, blank=True, db_default="", help_text="By which way it was given."
    )
    recorded_by = models.CharField(max_length=120, blank=True, db_default="")
    given_in = models.ForeignKey(
        "conversations.Message",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The citizen's message that said yes.",
    )
    renewed_at = models.DateTimeField(null=True, help_text="When they last said the same again.")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_how = models.CharField(max_length=10, blank=True, db_default="")
    withdrawn_by = models.CharField(max_length=120, blank=True, db_default="")
    withdrawn_in = models.ForeignKey(
        "conversations.Message",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The citizen's message that said no.",
    )
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="consent_once",
                fields=["municipality", "address", "purpose"],
                condition=Q(withdrawn_at=None),
            ),
        ]
        indexes: ClassVar = [models.Index(name="consent_of_whom", fields=["address", "purpose"])]

    def __str__(self) -> str:
        return self.purpose

    @property
    def was_given(self) -> bool:
        """Whether they said yes to something; a no of who never did is kept with no wording."""
        return self.wording != ""


class ConsentWording(models.Model):
    """A version of the words in which a municipality asks for consent; PostgreSQL keeps each."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=30)
    language = models.CharField(max_length=2)
    text = models.TextField(blank=True, help_text="Empty: the usual words again.")
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                name="wording_latest", fields=["municipality", "purpose", "language", "-at"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.language}"
