"""Business solution providers (BSPs): who they are, and when they serve municipalities."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from .organisations import Organisation


class MetaStatus(models.TextChoices):
    UNKNOWN = "unknown"
    PARTNER = "partner"
    FORMER = "former"


class Provider(models.Model):
    """What is known of a provider beside its code and name."""

    no_tenant = "Facts about a company that municipalities choose from."

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, primary_key=True, related_name="provider"
    )
    contact_role = models.CharField(max_length=120, blank=True, help_text="Of the contact person.")
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    website = models.URLField(blank=True)
    api_address = models.URLField(blank=True, help_text="Where its programs are reached.")
    meta_status = models.CharField(
        max_length=20, choices=MetaStatus, default=MetaStatus.UNKNOWN, help_text="With Meta."
    )
    meta_source = models.CharField(max_length=300, blank=True, help_text="Where that is told.")
    meta_checked_on = models.DateField(null=True)
    served_from = models.DateField(null=True, help_text="First day; null: before Bode.")
    served_to = models.DateField(null=True, help_text="Last day on which it can be chosen.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="provider_meta_status_known", condition=Q(meta_status__in=MetaStatus.values)
            ),
            models.CheckConstraint(
                name="provider_meta_status_proved",
                condition=Q(meta_status=MetaStatus.UNKNOWN)
                | (~Q(meta_source="") & Q(meta_checked_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="provider_ends_after_it_began",
                condition=Q(served_from=None)
                | Q(served_to=None)
                | Q(served_to__gte=F("served_from")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
