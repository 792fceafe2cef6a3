"""Broadcasts, their recipients, and what people did with them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.licensing.models import ALLOWED_PURPOSES, PhoneNumber
from bode.organisations.drills import InItsWorld, IsDrill, SameWorld
from bode.organisations.models import Organisation, Person

from .drills.models import Drill
from .second_channel.models import SecondChannel, SecondMessage
from .states import BroadcastStatus, RecipientState, Step, Verdict

__all__ = [
    "Broadcast",
    "BroadcastEvent",
    "Drill",
    "EmergencyProcedure",
    "EmergencyStart",
    "Recipient",
    "SecondChannel",
    "SecondMessage",
    "TestCode",
    "TestMessage",
    "TestNumber",
]


class Broadcast(models.Model):
    """One message to many."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.ForeignKey(
        PhoneNumber, on_delete=models.PROTECT, related_name="+", help_text="From which it leaves."
    )
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=30)
    template = models.JSONField(help_text="Filled in, in the platform's shape.")
    text = models.TextField(help_text="What each of them reads.")
    translations = models.JSONField(
        default=list,
        help_text="The same in other languages: of each its `template` and its `text`.",
    )
    incident = models.CharField(
        max_length=60, blank=True, db_default="", help_text="What it is about, with others."
    )
    audience = models.JSONField(help_text="For whom it is, as it was asked for.")
    audience_closed = models.BooleanField(
        default=False,
        help_text="Whether it goes to nobody else any more: who asked since it was made is added.",
    )
    status = models.CharField(max_length=20, default=BroadcastStatus.DRAFT)
    planned_for = models.DateTimeField(null=True, help_text="When it starts by itself.")
    per_day = models.PositiveIntegerField(
        null=True, help_text="To so many in any 24 hours; null: to as many as may be."
    )
    part_handed = models.PositiveIntegerField(
        default=0, db_default=0, help_text="How many have it of the part that goes now."
    )
    part_last_at = models.DateTimeField(null=True, help_text="When the last of them got it.")
    made_by = models.CharField(max_length=120, help_text="The name of who prepared it.")
    author = models.ForeignKey(
        Person,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who that is; null for a program.",
    )
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="broadcast_status_known",
                condition=Q(status__in=[str(status) for status in BroadcastStatus]),
            ),
            models.CheckConstraint(
                name="broadcast_done_with_all_of_its_audience",
                condition=~Q(status="done") | Q(audience_closed=True),
            ),
            models.CheckConstraint(
                name="broadcast_purpose_allowed", condition=Q(purpose__in=ALLOWED_PURPOSES)
            ),
            models.CheckConstraint(
                name="broadcast_per_day_of_no_crisis",
                condition=Q(per_day=None) | (Q(per_day__gt=0) & ~Q(purpose="crisis_response")),
            ),
            models.CheckConstraint(
                name="broadcast_of_one_world", condition=Q(SameWorld("municipality", "number"))
            ),
            models.CheckConstraint(
                name="broadcast_ended_only_at_the_end",
                condition=Q(status__in=["stopped", "done"], ended_at__isnull=False)
                | (~Q(status__in=["stopped", "done"]) & Q(ended_at=None)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="broadcast_latest", fields=["municipality", "-created_at", "-id"]),
            models.Index(
                name="broadcast_of_incident",
                fields=["municipality", "incident"],
                condition=~Q(incident=""),
            ),
            models.Index(
                name="broadcast_at_work",
                fields=["id"],
                condition=Q(status="running") | Q(status="approved", planned_for__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Recipient(models.Model):
    """Someone for whom a broadcast is; there is one row for each citizen in it."""

    pk = models.CompositePrimaryKey("broadcast", "address")
    broadcast = models.ForeignKey(
        Broadcast, on_delete=models.CASCADE, related_name="recipients", db_index=False
    )
    municipality = models.ForeignKey(
        Organisation,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_index=False,
        db_constraint=False,  # it would be looked up for each of a town
    )
    address = models.CharField(max_length=200, help_text="Phone digits or user id.")
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=30, blank=True, help_text="Why they are excluded.")
    # No key: a message may be gone, as its citizen asked, and that they had one still counts.
    message_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="recipient_state_known",
                condition=Q(state__in=[str(state) for state in RecipientState]),
            ),
            models.CheckConstraint(
                name="recipient_in_its_world",
                condition=Q(state="excluded") | Q(InItsWorld("municipality", "address")),
            ),
            models.CheckConstraint(
                name="recipient_handed_has_message",
                condition=Q(state="handed", message_id__isnull=False)
                | (~Q(state="handed") & Q(message_id=None)),
            ),
            models.CheckConstraint(
                name="recipient_excluded_says_why",
                condition=(Q(state="excluded") & ~Q(reason=""))
                | (~Q(state="excluded") & Q(reason="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="recipient_next", fields=["broadcast", "address"], condition=Q(state="waiting")
            ),
            models.Index(
                name="recipient_of_message",
                fields=["message_id"],
                condition=Q(message_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.state


class BroadcastEvent(models.Model):
    """A step that was made, by whom and why; never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(max_length=20)
    actor_key = models.CharField(
        max_length=40, blank=True, help_text="Of the person or program; empty: Bode itself."
    )
    actor = models.CharField(max_length=120)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="broadcast_step_known",
                condition=Q(
                    step__in=[
                        "make",
                        "again",
                        "leave",
                        "spread",
                        *(str(step) for step in Step),
                        *(str(each) for each in Verdict),
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.step


class EmergencyProcedure(models.Model):
    """That in a crisis one person may send without approval; there is a row only while someone
    wants it so. It holds from when another person confirmed it."""

    municipality = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    set_by = models.CharField(max_length=120, help_text="The name of who switched it on.")
    set_by_key = models.CharField(max_length=40)
    set_at = models.DateTimeField(db_default=Now())
    confirmed_by = models.CharField(max_length=120, blank=True, default="")
    confirmed_by_key = models.CharField(max_length=40, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="procedure_confirmed_whole",
                condition=Q(confirmed_by="", confirmed_by_key="", confirmed_at=None)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by_key="")),
            ),
            models.CheckConstraint(
                name="procedure_confirmed_by_another",
                condition=~Q(confirmed_by_key=models.F("set_by_key")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.municipality_id)


class EmergencyStart(models.Model):
    """That a broadcast was sent without approval, why, and what an approver said of it afterwards.

    A trigger lets it be written for crises alone, while the procedure is on, and judged once.
    """

    broadcast = models.OneToOneField(
        Broadcast, on_delete=models.CASCADE, primary_key=True, related_name="emergency"
    )
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    actor_key = models.CharField(max_length=40, help_text="Of who sent it.")
    actor = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now())
    verdict = models.CharField(max_length=20, blank=True, help_text="Empty: not judged yet.")
    remark = models.TextField(blank=True)
    judge_key = models.CharField(max_length=40, blank=True)
    judge = models.CharField(max_length=120, blank=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="emergency_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="emergency_judged_whole",
                condition=Q(verdict="", judge_key="", judge="", remark="", judged_at=None)
                | (
                    Q(verdict__in=[str(each) for each in Verdict], judged_at__isnull=False)
                    & ~Q(judge_key="")
                ),
            ),
            models.CheckConstraint(
                name="emergency_disapproved_says_why",
                condition=~Q(verdict=Verdict.DISAPPROVED, remark=""),
            ),
            models.CheckConstraint(
                name="emergency_judged_by_another", condition=~Q(judge_key=models.F("actor_key"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="emergency_unjudged", fields=["municipality"], condition=Q(verdict="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.broadcast_id)


class TestCode(models.Model):
    """What a colleague sends from their phone to prove that it is theirs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=8)
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="test_code_once", fields=["municipality", "person"]),
            models.UniqueConstraint(name="test_code_of_one", fields=["municipality", "code"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class TestNumber(models.Model):
    """Where a colleague wants to read broadcasts before they leave; they wrote from it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=20, help_text="Phone digits.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="test_number_once", fields=["municipality", "person"]),
            models.UniqueConstraint(name="test_number_of_one", fields=["municipality", "address"]),
            models.CheckConstraint(
                name="test_number_of_no_drill", condition=~Q(IsDrill("municipality"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class TestMessage(models.Model):
    """That a broadcast was tried on a colleague's phone, before it left."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="tests")
    message_id = models.UUIDField(help_text="No key: it may be gone, and was sent all the same.")
    language = models.CharField(max_length=15, blank=True, help_text="Of its template.")
    colleague = models.CharField(max_length=120, help_text="The name of who got it.")
    actor = models.CharField(max_length=120, help_text="The name of who sent it.")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return str(self.message_id)
