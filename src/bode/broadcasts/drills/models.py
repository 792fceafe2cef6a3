"""Drills."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.organisations.drills import IsDrill
from bode.organisations.models import Organisation


class Drill(models.Model):
    """One exercise of a municipality, in a world of its own; it sees it, and so does that world."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    world = models.OneToOneField(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The organisation in which all of it happens.",
    )
    name = models.CharField(max_length=80)
    faults = models.JSONField(default=list, help_text="`faults.Chosen`, in the order of the page.")
    invented = models.PositiveIntegerField(default=0, help_text="How many people were invented.")
    counted = models.JSONField(
        default=dict, help_text="What the stand-in for WhatsApp counted so far."
    )
    made_by = models.CharField(max_length=120, help_text="The name of who began it.")
    began_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True, help_text="Empty: nobody, in time.")

    told = models.JSONField(
        null=True, help_text="`told.Told`, kept at the end: it outlives what it tells of."
    )
    cleaning_at = models.DateTimeField(
        null=True, help_text="When its world began to be deleted: from then on nobody looks back."
    )
    cleaned_at = models.DateTimeField(null=True, help_text="When all of its world was deleted.")

    class Meta:
        ordering: ClassVar = ["-began_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="drill_in_a_world_of_its_own",
                condition=Q(IsDrill("world")) & ~Q(IsDrill("municipality")),
            ),
            models.UniqueConstraint(
                name="drill_one_at_a_time", fields=["municipality"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="drill_cleaned_after_its_end",
                condition=Q(cleaning_at=None) | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="drill_cleaned_once_begun",
                condition=Q(cleaned_at=None) | Q(cleaning_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_untold(self) -> bool:
        """There is no report of it, and never will be: its world began to go without one."""
        return self.told is None and self.cleaning_at is not None

    @property
    def duplicates(self) -> int:
        """How many messages came twice."""
        return int(self.counted.get("duplicates", 0))

    def rejected(self, code: int) -> int:
        """How often the platform refused with this error."""
        return int(self.counted.get("rejected", {}).get(str(code), 0))
