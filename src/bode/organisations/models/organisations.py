"""Organisations of every kind."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bode.basics import new_id


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality"
    PROVIDER = "provider"
    VNG = "vng"


class Organisation(models.Model):
    """A municipality, a business solution provider, or VNG."""

    no_tenant = "Names and codes of organisations are public; everyone may look them up."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    code = models.CharField(max_length=40, unique=True, help_text="GM0363, or a provider's slug.")
    name = models.CharField(max_length=120, help_text="As people say it: Den Haag.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="organisation_kind_known", condition=Q(kind__in=OrganisationKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name
