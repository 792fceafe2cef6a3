"""Keys for programs."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from bode.basics import new_id

from .organisations import Organisation


class TokenScope(models.TextChoices):
    APPLICATIONS = "applications"
    LICENCES = "licences"
    MESSAGES = "messages"
    CONVERSATIONS = "conversations"
    CONSENTS = "consents"
    BROADCASTS = "broadcasts"
    APPROVAL = "approval"


class ApiToken(models.Model):
    """A program's key to the API, for one organisation. Only its digest is kept."""

    no_tenant = "Looked up by its digest, to learn whose scope a call may open."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 in hex.")
    scopes = ArrayField(models.CharField(max_length=20))
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
