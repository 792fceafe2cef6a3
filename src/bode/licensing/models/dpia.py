"""The DPIA of an application: its answers or its document, and the privacy officer's advice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bode.basics import new_id
from bode.licensing.dpia.states import DpiaStatus, Outcome, Verdict, Way
from bode.organisations.models import Organisation

from .applications import Application


class Dpia(models.Model):
    """How far an application's DPIA is, and in which of two ways it is given."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="dpia")
    way = models.CharField(max_length=20, blank=True, help_text="Empty until something is given.")
    status = models.CharField(max_length=20, default=DpiaStatus.EMPTY)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="dpia_status_known",
                condition=Q(status__in=[str(each) for each in DpiaStatus]),
            ),
            models.CheckConstraint(
                name="dpia_has_a_way",
                condition=Q(way="", status=DpiaStatus.EMPTY)
                | (Q(way__in=[str(each) for each in Way]) & ~Q(status=DpiaStatus.EMPTY)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.status}"


class DpiaAnswer(models.Model):
    """The answer to one question (`dpia.catalogue`), and who gave it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    dpia = models.ForeignKey(Dpia, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=80)
    value = models.JSONField(help_text="A text, the code of a choice, or a list of such codes.")
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="dpia_answered_once", fields=["dpia", "key"]),
        ]

    def __str__(self) -> str:
        return self.key


class DpiaDocument(models.Model):
    """A DPIA that was made elsewhere: a PDF, with what the municipality says of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    dpia = models.OneToOneField(Dpia, on_delete=models.CASCADE, related_name="document")
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="Bytes.")
    data = models.BinaryField()
    made_on = models.DateField()
    author = models.CharField(max_length=120, help_text="Who made the document.")
    outcome = models.CharField(max_length=20, help_text="The risk that it says to be left.")
    summary = models.TextField(help_text="Its conclusion, in a few sentences.")
    actor = models.CharField(max_length=120, help_text="Who uploaded it.")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="dpia_outcome_known",
                condition=Q(outcome__in=[str(each) for each in Outcome]),
            ),
        ]

    def __str__(self) -> str:
        return self.filename


class DpiaAdvice(models.Model):
    """What the privacy officer advised, once; what came after it is a new advice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    dpia = models.ForeignKey(Dpia, on_delete=models.PROTECT, related_name="advices")
    verdict = models.CharField(max_length=20)
    text = models.TextField()
    adviser = models.CharField(max_length=120, help_text="The privacy officer.")
    actor = models.CharField(max_length=120, help_text="Who wrote it down here.")
    at = models.DateTimeField()
    reply = models.TextField(blank=True, help_text="What the municipality does with the advice.")
    replied_by = models.CharField(max_length=120, blank=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="dpia_verdict_known",
                condition=Q(verdict__in=[str(each) for each in Verdict]),
            ),
            models.CheckConstraint(
                name="dpia_negative_advice_answered",
                condition=~Q(verdict=Verdict.NEGATIVE, reply="") | Q(replied_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} · {self.adviser}"
