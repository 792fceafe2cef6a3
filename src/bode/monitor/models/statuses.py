"""What was claimed of municipalities, and the files from which it came."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.licensing.models import ALLOWED_PURPOSES
from bode.monitor.claims import Certainty, SourceKind
from bode.monitor.states import ImportStatus
from bode.monitor.uses import CLAIMABLE
from bode.organisations.models import Organisation

_ENTERED = [kind for kind in SourceKind if kind is not SourceKind.OWN_LICENCE]


class StatusImport(models.Model):
    """A file of statuses: looked at, then taken over as a whole, and perhaps taken back."""

    no_tenant = "VNG's alone: only people and programs of VNG in the role monitor come here."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file, in hex.")
    content = models.TextField(help_text="The file itself, as text.")
    source_name = models.CharField(max_length=200)
    source_url = models.URLField(blank=True, max_length=500)
    source_day = models.DateField()
    certainty = models.CharField(max_length=20, choices=[(str(c), str(c)) for c in Certainty])
    status = models.CharField(max_length=20, choices=[(str(s), str(s)) for s in ImportStatus])
    rows = models.PositiveIntegerField()
    entered_by = models.CharField(max_length=120)
    created_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="import_status_known",
                condition=Q(status__in=[str(s) for s in ImportStatus]),
            ),
            models.UniqueConstraint(
                name="import_file_once",
                fields=["digest"],
                condition=Q(status=ImportStatus.APPLIED),
            ),
        ]

    def __str__(self) -> str:
        return self.filename


class Status(models.Model):
    """One claim: a municipality's route from a day on, by one source. Only ever withdrawn.

    Licences of Bode's own are not copied here: `queries` reads them where they are.
    """

    no_tenant = "Public figures; what may not be published is left out by `queries`."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    use = models.CharField(max_length=20)
    first_day = models.DateField()
    until = models.DateField(null=True, help_text="The first day on which it no longer held.")
    source_kind = models.CharField(max_length=20)
    source_name = models.CharField(max_length=200)
    source_url = models.URLField(blank=True, max_length=500)
    source_day = models.DateField(help_text="When the source said so.")
    certainty = models.CharField(max_length=20)
    purposes = ArrayField(models.CharField(max_length=30), default=list)
    provider = models.CharField(max_length=120, blank=True, help_text="BSP or ISV, as told.")
    is_public = models.BooleanField(default=True)
    is_invented = models.BooleanField(default=False, help_text="Made up, for the demo.")
    batch = models.ForeignKey(
        StatusImport, null=True, on_delete=models.PROTECT, related_name="statuses"
    )
    invitation = models.ForeignKey(
        "monitor.Invitation", null=True, on_delete=models.PROTECT, related_name="statuses"
    )
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="status_use_claimable", condition=Q(use__in=[str(use) for use in CLAIMABLE])
            ),
            models.CheckConstraint(
                name="status_source_known",
                condition=Q(source_kind__in=[str(kind) for kind in _ENTERED]),
            ),
            models.CheckConstraint(
                name="status_certainty_known",
                condition=Q(certainty__in=[str(each) for each in Certainty]),
            ),
            models.CheckConstraint(
                name="status_ends_after_it_began",
                condition=Q(until=None) | Q(until__gt=F("first_day")),
            ),
            models.CheckConstraint(
                name="status_purposes_allowed",
                condition=Q(purposes__contained_by=ALLOWED_PURPOSES),
            ),
            models.UniqueConstraint(
                name="one_answer_counts",
                fields=["invitation"],
                condition=Q(withdrawn_at=None),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="status_in_force", fields=["municipality"], condition=Q(withdrawn_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} · {self.use} · {self.first_day}"
