"""The file of an application: its sections, the remarks upon them, and what was added."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.licensing.sections import Section
from bode.organisations.models import Organisation

from .applications import Application

_SECTIONS = [(str(each), str(each)) for each in Section]


class ApplicationSection(models.Model):
    """One part of the file. Its version goes up with each change, so that nobody undoes another's.

    The purposes themselves are `DeclaredPurpose`; their section keeps only the version.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sections")
    name = models.CharField(max_length=20, choices=_SECTIONS)
    data: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="Text by field.")
    version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=120, blank=True)
    changed_at = models.DateTimeField(null=True)
    checked_version = models.PositiveIntegerField(
        null=True, help_text="The version that the provider looked at and found good."
    )
    checked_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="section_once", fields=["application", "name"]),
            models.CheckConstraint(
                name="section_known", condition=Q(name__in=[str(each) for each in Section])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.version}"


class ApplicationRemark(models.Model):
    """What the provider wants different, and where; open until the provider says it is solved."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="remarks")
    section = models.CharField(max_length=20, choices=_SECTIONS)
    field = models.CharField(max_length=60, blank=True, help_text="Empty: the whole section.")
    text = models.TextField()
    author = models.CharField(max_length=120)
    made_at = models.DateTimeField(db_default=Now())
    section_version = models.PositiveIntegerField(help_text="What the section was then.")
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    resolved_by = models.CharField(max_length=120, blank=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.section} · {self.field}"


class ApplicationFile(models.Model):
    """A document that someone added, such as the platform's answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="files")
    filename = models.CharField(max_length=200)
    mime_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.filename} · {self.sha256[:8]}"
