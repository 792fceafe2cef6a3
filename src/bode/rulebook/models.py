"""Versions of the rules, as VNG writes them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id

from .states import VersionStatus


class RuleVersion(models.Model):
    """A version of the rules: a draft, or published from a day on.

    Once it is published PostgreSQL refuses every change of it; it also keeps the days in order,
    and a purpose that WhatsApp forbids forbidden (see the first migration).
    """

    no_tenant = "The rules hold for everyone, and are public."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    status = models.CharField(
        max_length=20,
        choices=[(str(each), str(each)) for each in VersionStatus],
        default=VersionStatus.DRAFT,
    )
    rules = models.JSONField(help_text="What it says, as `policy.content_of` writes it.")
    based_on = models.CharField(max_length=40, help_text="The version that it was copied from.")
    first_day = models.DateField(null=True, help_text="From when it holds; null for a draft.")
    follows = models.CharField(
        max_length=40, blank=True, help_text="The version that was the last before it."
    )
    drafted_by = models.CharField(max_length=120)
    drafted_at = models.DateTimeField(db_default=Now())
    published_by = models.CharField(max_length=120, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-drafted_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="version_status_known",
                condition=Q(status__in=[str(each) for each in VersionStatus]),
            ),
            models.CheckConstraint(
                name="version_published_from_a_day",
                condition=(
                    Q(status="published", first_day__isnull=False, published_at__isnull=False)
                    & ~Q(follows="")
                )
                | (~Q(status="published") & Q(first_day=None, published_at=None, follows="")),
            ),
            # Two people who publish at once both follow the same version: only one can.
            models.UniqueConstraint(
                name="one_version_follows", fields=["follows"], condition=Q(status="published")
            ),
        ]

    def __str__(self) -> str:
        return str(self.first_day or self.id)
