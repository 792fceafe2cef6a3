"""The audit trail: who did what, when, to which record."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AuditEntry(models.Model):
    """A link in the chain of one organisation; never changed, never removed.

    PostgreSQL gives an entry its place, its time and its digest as it comes in, and refuses
    every change of it afterwards (see the first migration).
    """

    organisation = models.UUIDField(db_column="organisation_id")
    position = models.BigIntegerField(help_text="1, 2, 3, …, without a gap.")
    at = models.DateTimeField()
    actor = models.TextField(help_text="Who did it: a person, or a program by its token's name.")
    what = models.TextField(help_text="A deed that a room has registered.")
    subject = models.TextField(help_text="What it was done to: a model, as Django labels it.")
    subject_id = models.TextField()
    purpose = models.TextField(help_text="For which purpose of the licence; empty: for none.")
    facts = models.JSONField()
    previous = models.TextField(help_text="The digest of the entry before; empty for the first.")
    digest = models.TextField(help_text="SHA-256 in hex, over all of the above.")

    class Meta:
        ordering: ClassVar = ["organisation", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="audit_one_chain", fields=["organisation", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.what}"
