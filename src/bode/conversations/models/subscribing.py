"""What citizens subscribe to: the words by which they do, and the areas that they choose."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.licensing.models import ALLOWED_PURPOSES
from bode.organisations.drills import INVENTED_MAIL, IsDrill
from bode.organisations.models import Organisation

from ..states import ConsentImportStatus
from .contacts import Consent, Contact


class ConsentArea(models.Model):
    """A part of the municipality that a consent is for, with its own proof; PostgreSQL keeps it.

    A consent without any is for the whole municipality, and so is one that has an empty area.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    consent = models.ForeignKey(
        Consent, on_delete=models.PROTECT, related_name="areas", db_index=False
    )
    area = models.CharField(
        max_length=80, blank=True, help_text="Four digits of a postcode, or a neighbourhood."
    )
    wording = models.TextField(help_text="What the citizen agreed to, word for word.")
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="consent_area_once", fields=["consent", "area"]),
        ]
        indexes: ClassVar = [models.Index(name="area_chosen", fields=["municipality", "area"])]

    def __str__(self) -> str:
        return self.area


class ConsentEmail(models.Model):
    """Where else someone may be reached who asked for messages with a purpose: the last they gave.

    Beside the proof, and not in it: it goes when they say no, and the proof stays.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    address = models.CharField(max_length=200, help_text="Phone digits or user id.")
    purpose = models.CharField(max_length=30)
    email = models.EmailField(blank=True, help_text="Empty: they took it back, at `given_at`.")
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="consent_email_once", fields=["municipality", "address", "purpose"]
            ),
            models.CheckConstraint(
                name="consent_email_invented_in_a_drill",
                condition=~Q(IsDrill("municipality")) | Q(email__endswith=INVENTED_MAIL),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class EmailAsked(models.Model):
    """An address that a citizen gave in the chat, until the code that is mailed there comes back.

    Nothing else is mailed there. A week later it is forgotten.
    """

    contact = models.OneToOneField(
        Contact, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=30)
    email = models.EmailField()
    code = models.CharField(max_length=6, help_text="Digits.")
    language = models.CharField(max_length=2, help_text="Of the mail.")
    asked_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, help_text="When the provider was asked last.")
    mailed_at = models.DateTimeField(null=True, help_text="When the provider took it.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="email_asked_invented_in_a_drill",
                condition=~Q(IsDrill("municipality")) | Q(email__endswith=INVENTED_MAIL),
            ),
            models.CheckConstraint(
                name="email_asked_code_of_six_digits", condition=Q(code__regex=r"^\d{6}$")
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class MailboxAsked(models.Model):
    """That a code was asked for this mailbox, by whomever: so that nobody has it flooded."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    email = models.EmailField(help_text="In small letters.")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="mailbox_asked_invented_in_a_drill",
                condition=~Q(IsDrill("municipality")) | Q(email__endswith=INVENTED_MAIL),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="mailbox_asked_of", fields=["municipality", "email", "at"])
        ]

    def __str__(self) -> str:
        return str(self.at)


class ConsentImport(models.Model):
    """A file of consents from elsewhere: looked at, then taken over as a whole or thrown away."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file, in hex.")
    content = models.TextField(
        blank=True, help_text="The file itself while it waits, as text; empty afterwards."
    )
    status = models.CharField(max_length=10, default=ConsentImportStatus.WAITING)
    rows = models.PositiveIntegerField()
    recorded = models.PositiveIntegerField(null=True, help_text="Consents that were new.")
    entered_by = models.CharField(max_length=120)
    created_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="consent_import_kept_while_it_waits",
                condition=Q(status="waiting", recorded=None)
                | Q(status="applied", recorded__isnull=False, content="")
                | Q(status="discarded", recorded=None, content=""),
            ),
        ]

    def __str__(self) -> str:
        return self.filename


class Keyword(models.Model):
    """A word by which citizens ask for messages with a purpose, of an area if it has one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=30, help_text="In small letters.")
    purpose = models.CharField(max_length=30)
    area = models.CharField(max_length=80, blank=True)
    language = models.CharField(
        max_length=2, blank=True, help_text="Of the answer; empty: what the citizen writes in."
    )
    actor = models.CharField(max_length=120, help_text="Who added it.")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="keyword_once", fields=["municipality", "word"]),
            models.CheckConstraint(
                name="keyword_purpose_allowed", condition=Q(purpose__in=ALLOWED_PURPOSES)
            ),
        ]

    def __str__(self) -> str:
        return self.word
