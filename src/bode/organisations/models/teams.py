"""Teams: who of an organisation answers what together."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from bode.basics import new_id

from .organisations import Organisation
from .people import Person


class Team(models.Model):
    """People who answer citizens together, about some purposes and in some languages."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    purposes = ArrayField(
        models.CharField(max_length=30), default=list, blank=True, help_text="Empty: every one."
    )
    languages = ArrayField(
        models.CharField(max_length=2), default=list, blank=True, help_text="Empty: every one."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", Lower("name"), name="team_named_once"),
            models.CheckConstraint(name="team_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """That a person works in a team."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="member_once", fields=["team", "person"]),
        ]

    def __str__(self) -> str:
        return f"{self.team} · {self.person}"
