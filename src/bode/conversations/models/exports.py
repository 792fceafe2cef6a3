"""Everything of a municipality in one file, to take to another product."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.organisations.models import Organisation


class ExportState(models.TextChoices):
    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"
    GONE = "gone"  # its time was over


class Export(models.Model):
    """A file with everything, from when someone asked for it; the file is kept for a week."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    actor = models.CharField(max_length=120, help_text="Who asked for it.")
    asked_at = models.DateTimeField(db_default=Now())
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=150, blank=True, help_text="Under which it is kept.")
    size = models.BigIntegerField(null=True, help_text="Bytes.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Hex.")
    counts = models.JSONField(default=dict, help_text="How many of what.")

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="export_kept_while_ready",
                condition=Q(state="ready") & ~Q(key="") | ~Q(state="ready") & Q(key=""),
            ),
            models.UniqueConstraint(
                name="export_one_at_a_time",
                fields=["municipality"],
                condition=Q(state="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
