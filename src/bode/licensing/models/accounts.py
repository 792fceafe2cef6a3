"""What the platform told of accounts, and how they stand because of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bode.basics import new_id
from bode.licensing.standing import AccountStatus
from bode.organisations.models import Organisation


class Account(models.Model):
    """An account of the platform's (WABA), from the first time that something happens to it.

    Changed by `accounts` alone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    platform_id = models.CharField(max_length=40, help_text="WABA id")
    status = models.CharField(max_length=12, default=AccountStatus.ACTIVE)
    status_told_at = models.DateTimeField(null=True, help_text="Older news changes nothing.")
    ban_announced = models.CharField(
        max_length=40, blank=True, help_text="The day, as the platform writes it for people."
    )
    ban_told_at = models.DateTimeField(null=True)
    is_rejected = models.BooleanField(
        default=False, db_default=False, help_text="By the platform's review of the account."
    )
    review_told_at = models.DateTimeField(null=True)
    payment_missing_since = models.DateTimeField(null=True)
    resumed_at = models.DateTimeField(
        null=True, help_text="When someone last said that all is well again."
    )
    people_a_day = models.CharField(
        max_length=20, blank=True, help_text="To how many it may write first: TIER_2K, 2000, …"
    )
    reach = models.PositiveIntegerField(
        null=True, help_text="The same as a number; empty: without limit, or not known."
    )
    reach_told_at = models.DateTimeField(null=True)
    withheld = models.SmallIntegerField(
        default=0, help_text="`standing.Trait`s: messages with any of these wait."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="account_once", fields=["municipality", "platform_id"]),
            models.CheckConstraint(
                name="account_status_known",
                condition=Q(status__in=[str(status) for status in AccountStatus]),
            ),
        ]

    def __str__(self) -> str:
        return self.platform_id


class AccountRestriction(models.Model):
    """Something that an account may not do now."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="restrictions")
    kind = models.CharField(max_length=80, help_text="In the platform's own word.")
    expires_at = models.DateTimeField(null=True, help_text="Empty: it told no end.")
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="restriction_once", fields=["account", "kind"]),
        ]

    def __str__(self) -> str:
        return self.kind


class PlatformNotice(models.Model):
    """Something that the platform told of an account or a number, until someone handled it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account_id = models.CharField(max_length=40, help_text="WABA id")
    number = models.ForeignKey(
        "licensing.PhoneNumber", null=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=30, help_text="Of event: AccountUpdate, NumberName, …")
    event = models.CharField(max_length=80, help_text="The platform's own word for what happened.")
    facts = models.JSONField(help_text="What was told of it, without who did it.")
    told_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64, help_text="The same for the same news.")
    handled_at = models.DateTimeField(null=True)
    actor = models.CharField(max_length=120, blank=True, help_text="Who handled it.")

    class Meta:
        ordering: ClassVar = ["-told_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="notice_once", fields=["municipality", "fingerprint"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.event}"


class ManagementCalls(models.Model):
    """How often the platform was asked about an account in one minute (see `calling`)."""

    no_tenant = "It counts calls for an account of the platform, and tells nothing of anyone."

    pk = models.CompositePrimaryKey("account_id", "minute")
    account_id = models.CharField(max_length=40, help_text="WABA id")
    minute = models.DateTimeField()
    calls = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.account_id} · {self.minute}"
