"""The facts of the rules: each version of each, and what citizens answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.conversations.models import Message
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Team

from .kinds import RuleKind


class RuleVersion(models.Model):
    """How a rule was from a moment on, for all numbers of a municipality or for one; it stays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.ForeignKey(
        PhoneNumber, null=True, on_delete=models.PROTECT, related_name="+", help_text="Null: all."
    )
    kind = models.CharField(max_length=20)
    is_own = models.BooleanField(
        default=True, help_text="False: this number has the rule of all numbers again."
    )
    is_on = models.BooleanField()
    settings = models.JSONField(help_text="As `kinds` has it for this kind.")
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="rule_kind_known", condition=Q(kind__in=[str(kind) for kind in RuleKind])
            ),
            models.CheckConstraint(
                name="rule_of_all_is_own", condition=Q(is_own=True) | ~Q(number=None)
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="rule_latest", fields=["municipality", "kind", "number", "-at"]),
        ]

    def __str__(self) -> str:
        return self.kind


class Scale(models.TextChoices):
    FACES = "faces"  # 1 to 3
    FIVE = "five"  # 1 to 5


class Satisfaction(models.Model):
    """That a citizen was asked whether they were helped, and what they answered.

    Which conversation it is about, its question tells.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    question = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(
        Team, null=True, on_delete=models.SET_NULL, related_name="+", help_text="That had it then."
    )
    purpose = models.CharField(max_length=30, blank=True, help_text="Of the conversation then.")
    scale = models.CharField(max_length=10, choices=Scale)
    asked_at = models.DateTimeField(db_default=Now())
    score = models.PositiveSmallIntegerField(null=True, help_text="Higher is better.")
    scored_at = models.DateTimeField(null=True)
    remark_awaited_at = models.DateTimeField(
        null=True, help_text="When they asked to say something more; their next text is that."
    )
    remark = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="score_on_its_scale",
                condition=Q(score=None, scored_at=None)
                | Q(scored_at__isnull=False, scale=Scale.FACES, score__gte=1, score__lte=3)
                | Q(scored_at__isnull=False, scale=Scale.FIVE, score__gte=1, score__lte=5),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="satisfaction_time", fields=["municipality", "asked_at"]),
            models.Index(
                name="satisfaction_awaited",
                fields=["municipality", "remark_awaited_at"],
                condition=Q(remark=None, remark_awaited_at__isnull=False),
            ),
            models.Index(name="satisfaction_remark", fields=["remark"], condition=~Q(remark=None)),
        ]

    def __str__(self) -> str:
        return str(self.id)
