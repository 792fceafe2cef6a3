"""Invitations: by these, and in no other way, people come to work for an organisation."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bode.basics import new_id

from .organisations import Organisation
from .people import Person


class Invitation(models.Model):
    """A personal link, mailed to one address. Only the digest of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    email = models.EmailField()
    roles = ArrayField(models.CharField(max_length=20))
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 in hex.")
    invited_by = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="invitation_to_something", condition=Q(roles__len__gt=0)),
            models.CheckConstraint(
                name="invitation_ends_once", condition=Q(accepted_at=None) | Q(revoked_at=None)
            ),
            models.UniqueConstraint(
                name="invitation_open_once",
                fields=["organisation", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.created_at:%Y-%m-%d}"

    def is_open(self, at: datetime) -> bool:
        """Whether the link still works."""
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at
