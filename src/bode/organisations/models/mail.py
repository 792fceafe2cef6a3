"""Notices by e-mail."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.privacy.encryption import EncryptedTextField

from ..drills import IsDrill
from .organisations import Organisation


class Mail(models.Model):
    """A notice by e-mail: kept as it was written, sent where a mail server was set."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    text = EncryptedTextField(help_text="Plain text, links included.")
    is_secret = models.BooleanField(
        help_text="A link in it is for its reader alone: the text is let go of once it has left."
    )
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True, help_text="Not to be tried again by itself.")
    trouble = models.CharField(max_length=200, blank=True, help_text="Of the last attempt.")

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="mail_of_no_drill", condition=~Q(IsDrill("organisation"))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-created_at"], name="mail_newest_first"),
        ]

    def __str__(self) -> str:
        return str(self.id)
