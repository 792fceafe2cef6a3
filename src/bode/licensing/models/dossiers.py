"""Dossiers that another Bode made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from bode.basics import new_id
from bode.organisations.models import Organisation


class ImportedDossier(models.Model):
    """A dossier's file as it came; never changed, and beside no application of ours."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, help_text="Of the dossier's content.")
    data = models.BinaryField(help_text="The canonical file.")
    filename = models.CharField(max_length=200)
    # What a list shows of it, taken from the file.
    application_id = models.UUIDField(help_text="In the Bode where it was made.")
    municipality_name = models.CharField(max_length=200)
    provider_name = models.CharField(max_length=200)
    status_name = models.CharField(max_length=200)
    made_with = models.CharField(max_length=200)
    as_of = models.DateTimeField()
    actor = models.CharField(max_length=120, help_text="Who imported it.")
    imported_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["-imported_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="dossier_imported_once", fields=["organisation", "sha256"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_name} · {self.sha256[:8]}"
