"""Ways to look at conversations that someone keeps."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from bode.basics import new_id
from bode.organisations.models import Organisation, Person


class SavedView(models.Model):
    """What an agent fills in to find certain conversations, under a name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    owner = models.ForeignKey(
        Person,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="None: for every agent of the municipality.",
    )
    name = models.CharField(max_length=40)
    filters = models.JSONField(help_text="What was filled in, by the names of the fields.")
    author = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "municipality",
                "owner",
                Lower("name"),
                name="view_named_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="view_has_name", condition=~Q(name="")),
            models.CheckConstraint(name="view_has_filters", condition=~Q(filters={})),
        ]

    def __str__(self) -> str:
        return self.name
