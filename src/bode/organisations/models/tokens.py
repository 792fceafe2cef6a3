"""Keys for programs."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bode.basics import new_id

from .organisations import Organisation
from .people import Person


class TokenScope(models.TextChoices):
    APPLICATIONS = "applications"
    LICENCES = "licences"
    MESSAGES = "messages"
    CONVERSATIONS = "conversations"
    CONSENTS = "consents"
    BROADCASTS = "broadcasts"
    APPROVAL = "approval"


FOR_A_PURPOSE = [
    str(scope) for scope in (TokenScope.MESSAGES, TokenScope.CONSENTS, TokenScope.BROADCASTS)
]
"""What is always done for one purpose or another."""


class ApiToken(models.Model):
    """A program's key to the API, for one organisation. Only its digest is kept."""

    no_tenant = "Looked up by its digest, to learn whose scope a call may open."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 in hex.")
    scopes = ArrayField(models.CharField(max_length=20))
    purpose = models.CharField(
        max_length=30, blank=True, db_default="", help_text="The one for which it sends."
    )
    every_purpose_because = models.TextField(
        blank=True,
        db_default="",
        help_text="Why it may send for every purpose of the licence, as the administrator put it.",
    )
    made_by = models.ForeignKey(
        Person,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who may not be the second person of what is done with it; null: not known.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="token_for_one_purpose_or_all",
                condition=Q(purpose="") | Q(every_purpose_because=""),
            ),
            models.CheckConstraint(
                name="token_for_some_purpose",
                condition=~Q(scopes__overlap=FOR_A_PURPOSE)
                | ~Q(purpose="", every_purpose_because=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name
