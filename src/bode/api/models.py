"""What the API remembers of its own: answers, so that a repeated call does nothing twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from bode.basics import new_id
from bode.organisations.models import Organisation


class RememberedAnswer(models.Model):
    """What was answered to a POST with an Idempotency-Key; written together with its effect."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, help_text="SHA-256 in hex of address and body.")
    status = models.SmallIntegerField(null=True, help_text="HTTP; null while the call runs.")
    answer = models.BinaryField(default=b"", help_text="The answer's body.")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="answer_once", fields=["organisation", "key"]),
        ]
        indexes: ClassVar = [models.Index(name="answer_age", fields=["created_at"])]

    def __str__(self) -> str:
        return str(self.id)
