"""What has yet to leave the house, a row for each message, and how fast it may leave."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.licensing.models import PhoneNumber
from bode.licensing.standing import Trait
from bode.organisations.drills import InItsWorld, SameWorld
from bode.organisations.models import Organisation

from .states import CircuitState, Lane, SendingState

MAY_YET_LEAVE = (
    Q(state__in=["unready", "queued", "sending", "held"])
    | Q(state="withheld")
    | Q(state__in=["unsettled", "asks"])
)
"""In the words of the three indexes that stand by number and recipient."""


class Sending(models.Model):
    """A message on its way out. Its key is the message's own id, which the platform echoes."""

    message_id = models.UUIDField(primary_key=True)
    # No constraints on these two: they would be looked up for every message (decision 0033).
    municipality = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    number = models.ForeignKey(
        PhoneNumber,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    lane = models.SmallIntegerField(choices=[(lane.value, lane.name) for lane in Lane])
    purpose = models.CharField(max_length=30)
    traits = models.SmallIntegerField(
        db_default=int(Trait.ANSWERS), help_text="`licensing.standing.Trait`s of the message."
    )
    recipient = models.CharField(max_length=200, help_text="Phone digits or user id.")
    payload = models.BinaryField(help_text="The request's body, as the platform wants it.")
    state = models.CharField(max_length=10, default=SendingState.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField(db_default=Now(), help_text="Its place per citizen.")
    due_at = models.DateTimeField(db_default=Now())
    worker = models.UUIDField(null=True, help_text="Who claimed it.")
    error_code = models.CharField(max_length=20, blank=True, help_text="Of the last attempt.")
    # No key: the template may be gone before what was sent with it is settled.
    template_id = models.UUIDField(null=True, help_text="Which template it uses, if any.")
    barred = models.CharField(
        max_length=30,
        blank=True,
        default="",
        db_default="",
        help_text="Why it may not be sent once more, by the rules of now.",
    )
    batch_id = models.UUIDField(null=True, help_text="With which others it came, of many.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="sending_state_known",
                condition=Q(state__in=[str(state) for state in SendingState]),
            ),
            models.CheckConstraint(
                name="sending_of_one_world", condition=Q(SameWorld("municipality", "number"))
            ),
            models.CheckConstraint(
                name="sending_in_its_world", condition=Q(InItsWorld("municipality", "recipient"))
            ),
        ]
        # Each index holds only the rows that its one statement looks for: a row passes through
        # several states in a second, and every index it stands in costs a write each time.
        indexes: ClassVar = [
            models.Index(
                name="sending_next",
                fields=["lane", "number", "due_at"],
                condition=Q(state="queued"),
            ),
            models.Index(
                name="sending_before",
                fields=["number", "recipient", "queued_at"],
                condition=Q(state__in=["unready", "queued", "sending", "held"]),
            ),
            models.Index(name="sending_claimed", fields=["worker"], condition=Q(state="sending")),
            models.Index(
                name="sending_unsettled", fields=["due_at"], condition=Q(state="unsettled")
            ),
            models.Index(name="sending_held", fields=["number"], condition=Q(state="held")),
            models.Index(
                name="sending_withheld",
                fields=["number", "recipient"],
                condition=Q(state="withheld"),
            ),
            models.Index(
                name="sending_of_batch",
                fields=["batch_id"],
                condition=Q(batch_id__isnull=False),
            ),
            models.Index(
                name="sending_unknown",
                fields=["number", "recipient"],
                condition=Q(state__in=["unsettled", "asks"]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.message_id)


class PortfolioReach(models.Model):
    """To how many citizens a municipality wrote first in the last 24 hours (see `reaching`)."""

    municipality = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    citizens = models.PositiveIntegerField(help_text="How many rows of `OpenedCitizen` it has.")

    def __str__(self) -> str:
        return str(self.municipality_id)


class OpenedCitizen(models.Model):
    """Someone to whom a municipality wrote first; there is a row only while it counts."""

    pk = models.CompositePrimaryKey("municipality", "recipient")
    municipality = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    recipient = models.CharField(max_length=200, help_text="Phone digits or user id.")
    opened_at = models.DateTimeField(help_text="The last time.")

    class Meta:
        indexes: ClassVar = [models.Index(name="opened_citizen_past", fields=["opened_at"])]

    def __str__(self) -> str:
        return str(self.municipality_id)


class UnknownError(models.Model):
    """An error code of the platform that no table of ours knows, once it was reported."""

    no_tenant = "It tells of the platform, and of nobody."

    code = models.BigIntegerField(primary_key=True)
    reported_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return str(self.code)


class NumberPace(models.Model):
    """How fast a number sends now, for all workers together (see `pacing.Pace`)."""

    number = models.OneToOneField(
        PhoneNumber, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    rate = models.FloatField(help_text="Messages a second.")
    spent_until = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.number_id)


class NumberCircuit(models.Model):
    """A number whose platform keeps failing; there is a row only while its circuit is not closed.

    All workers find it here, so that one of them tries, and none forgets it (see `breaking`).
    """

    number = models.OneToOneField(
        PhoneNumber, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=10)
    trials = models.PositiveIntegerField(help_text="How many began since it opened.")
    next_at = models.DateTimeField(help_text="When a message may be tried.")
    opened_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="circuit_state_known",
                condition=Q(state__in=[str(state) for state in CircuitState]),
            ),
            models.CheckConstraint(
                name="circuit_half_open_is_a_trial",
                condition=~Q(state="half_open") | Q(trials__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.state


class CitizenPace(models.Model):
    """How much a number has sent to one citizen lately; there is a row only while that matters.

    The table is not logged: after a crash of the database it is empty, and the platform reminds us.
    """

    pk = models.CompositePrimaryKey("number", "recipient")
    # No constraints: they would be looked up for every message.
    number = models.ForeignKey(
        PhoneNumber,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    recipient = models.CharField(max_length=200, help_text="Phone digits or user id.")
    municipality = models.ForeignKey(
        Organisation,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    spent_until = models.DateTimeField(
        help_text="At one message in six seconds, this long takes what was sent."
    )
    last_id = models.UUIDField(null=True, help_text="The message that was claimed last.")
    last_lane = models.SmallIntegerField(db_default=Lane.NOTICE.value)
    follows_at = models.DateTimeField(
        db_default=Now(),
        help_text="When the next may follow, unless the last is reported as sent before that.",
    )

    def __str__(self) -> str:
        return str(self.number_id)
