"""The history of a licence."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.licensing.licence_states import Cause, LicenceParty
from bode.organisations.models import Organisation

from .licences import Licence


class LicenceEvent(models.Model):
    """Something that happened to a licence; PostgreSQL itself keeps it from being changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=30, help_text="suspend, resume, end, …")
    by = models.CharField(max_length=20, help_text="Whose step it is: `LicenceParty`.")
    status = models.CharField(max_length=20, help_text="The status after it.")
    cause = models.CharField(max_length=20, blank=True, help_text="The kind of reason.")
    evidence = models.TextField(blank=True, help_text="The reason in words, and what shows it.")
    facts = models.JSONField(default=dict, help_text="In numbers and codes; nobody's data.")
    actor = models.CharField(max_length=120, help_text="Who wrote it down.")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="licence_event_by_known",
                condition=Q(by__in=[str(party) for party in LicenceParty]),
            ),
            models.CheckConstraint(
                name="licence_event_cause_known",
                condition=Q(cause="") | Q(cause__in=[str(cause) for cause in Cause]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} · {self.actor}"
