"""Who is there to answer citizens, and how conversations come to them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from bode.basics import new_id
from bode.conversations.models import Conversation
from bode.organisations.models import Organisation, Person, Team

from ..states import Whereabouts, whereabouts


class Presence(models.Model):
    """Whether an agent is at the desk of a municipality."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_away = models.BooleanField(default=False, help_text="By their own choice.")
    active_at = models.DateTimeField(help_text="Their last sign of life.")
    seen_at = models.DateTimeField(help_text="When a page of the desk was last open.")
    at_conversation = models.ForeignKey(
        Conversation, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    looked_at = models.DateTimeField(
        null=True, help_text="When that conversation was last before their eyes."
    )
    typed_at = models.DateTimeField(null=True, help_text="When they last typed an answer there.")
    given_at = models.DateTimeField(null=True, help_text="When Bode last gave them something.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="presence_once", fields=["municipality", "person"]),
        ]
        indexes: ClassVar = [models.Index(name="presence_at", fields=["at_conversation"])]

    def __str__(self) -> str:
        return str(self.id)

    def where(self, at: datetime) -> Whereabouts:
        """Where they are at this moment."""
        return whereabouts(
            is_away=self.is_away, active_at=self.active_at, seen_at=self.seen_at, now=at
        )


class AutomaticAssignment(models.Model):
    """That Bode gives the conversations of a team to its agents who are there."""

    team = models.OneToOneField(
        Team, on_delete=models.CASCADE, primary_key=True, related_name="automatic"
    )
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    most = models.PositiveSmallIntegerField(
        help_text="So many that wait for an agent, at most; who has more gets no new one."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="automatic_most_sensible", condition=Q(most__gte=1, most__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return str(self.team_id)
