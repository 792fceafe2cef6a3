"""Organisations of every kind."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bode.basics import new_id
from bode.organisations.drills import IsDrill


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
    drill_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The municipality that exercises in it; null: it is a real one.",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="organisation_kind_known", condition=Q(kind__in=OrganisationKind.values)
            ),
            models.CheckConstraint(
                name="organisation_of_drill_by_its_key",
                condition=(Q(IsDrill("id")) & Q(drill_of__isnull=False, kind="municipality"))
                | (~Q(IsDrill("id")) & Q(drill_of=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.name
