"""Rounds of VNG's survey, and each municipality's invitation to it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.monitor.states import RoundStatus
from bode.organisations.models import Organisation


class SurveyRound(models.Model):
    """One time that VNG asks every municipality by which route it uses WhatsApp."""

    no_tenant = "VNG's alone: only people of VNG in the role monitor come here."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=120)
    closes_on = models.DateField(help_text="The last day on which answers are taken.")
    status = models.CharField(max_length=20, choices=[(str(s), str(s)) for s in RoundStatus])
    entered_by = models.CharField(max_length=120)
    created_at = models.DateTimeField(db_default=Now())
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="round_status_known", condition=Q(status__in=[str(s) for s in RoundStatus])
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Invitation(models.Model):
    """A municipality's place in a round, and the link by which it answers; only its digest is kept.

    Its answers are the statuses that name it; the one that was not withdrawn counts.
    """

    no_tenant = "Looked up by the digest of its link, by who has not signed in; else VNG's alone."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(SurveyRound, on_delete=models.PROTECT, related_name="invitations")
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(blank=True)
    digest = models.CharField(max_length=64, null=True, unique=True, help_text="SHA-256 in hex.")
    sent_at = models.DateTimeField(null=True, help_text="When its newest link was made.")
    reminders = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, help_text="When it answered last.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="invited_once", fields=["round", "municipality"]),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.municipality}"
