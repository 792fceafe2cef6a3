"""Applications: what is asked, and everything that happened with it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.licensing.states import ApplicationStatus, EventKind
from bode.organisations.models import Organisation
from bode.policy import PURPOSES

ALLOWED_PURPOSES = sorted(purpose.code for purpose in PURPOSES.values() if purpose.allowed)


class Application(models.Model):
    """A municipality's request, made with its provider, to use WhatsApp for declared purposes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=20)
    status = models.CharField(
        max_length=20,
        choices=[(str(s), str(s)) for s in ApplicationStatus],
        default=ApplicationStatus.DRAFT,
    )
    created_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField(null=True, help_text="Last day for whoever is next; null: nobody.")
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="followed_by",
        help_text="The earlier application whose answers this one began with.",
    )

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="application_status_known",
                condition=Q(status__in=[str(s) for s in ApplicationStatus]),
            ),
            models.CheckConstraint(name="application_route_allowed", condition=Q(route="bsp")),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} · {self.provider}"


class DeclaredPurpose(models.Model):
    """What the municipality says it will use WhatsApp for, in its own words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="purposes")
    code = models.CharField(max_length=30)
    explanation = models.TextField()
    volume = models.PositiveIntegerField(null=True, help_text="Messages a month, as expected.")
    audience = models.TextField(blank=True, help_text="Who gets these messages.")
    examples = ArrayField(models.TextField(), default=list, help_text="One to five messages.")
    is_granted = models.BooleanField(null=True, help_text="The platform's answer; null: none yet.")
    refusal = models.TextField(blank=True, help_text="Why the platform refused this purpose.")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="purpose_declared_once", fields=["application", "code"]),
            models.CheckConstraint(
                name="declared_purpose_allowed", condition=Q(code__in=ALLOWED_PURPOSES)
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ApplicationEvent(models.Model):
    """One thing that happened with an application; PostgreSQL keeps it from being changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(
        max_length=20,
        choices=[(str(each), str(each)) for each in EventKind],
        default=EventKind.STEP,
        db_default=EventKind.STEP,
    )
    transition = models.CharField(max_length=20, help_text="The step, or what else happened.")
    status = models.CharField(max_length=20, help_text="The status after this.")
    actor = models.CharField(max_length=120, help_text="Who did it, for the history.")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    details: models.JSONField[Any, Any] = models.JSONField(default=dict)
    once = models.CharField(max_length=80, null=True, help_text="What must not happen twice.")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="application_event_once", fields=["application", "once"]),
            models.CheckConstraint(
                name="application_event_kind_known",
                condition=Q(kind__in=[str(each) for each in EventKind]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transition} · {self.actor}"
