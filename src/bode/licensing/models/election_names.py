"""Names that the content check knows in one municipality alone: local parties and candidates."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bode.basics import new_id
from bode.organisations.models import Organisation


class NameKind(models.TextChoices):
    PARTY = "party"
    CANDIDATE = "candidate"


class ElectionName(models.Model):
    """A local party, or a candidate from a public list until the election is over."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=NameKind)
    name = models.CharField(max_length=80)
    last_day = models.DateField(null=True, help_text="Of a candidate: then it is forgotten.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="election_name_once", fields=["municipality", "kind", "name"]
            ),
            models.CheckConstraint(
                name="election_name_kind_known", condition=Q(kind__in=NameKind.values)
            ),
            models.CheckConstraint(
                name="candidates_are_forgotten",
                condition=Q(kind="party", last_day__isnull=True)
                | Q(kind="candidate", last_day__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
