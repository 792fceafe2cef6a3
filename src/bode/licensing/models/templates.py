"""Message templates, the examples of their headers, and what was done with them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bode.basics import new_id
from bode.licensing.template_states import (
    ChangeKind,
    ChangeStatus,
    PurposeFrom,
    TemplateStatus,
)
from bode.organisations.models import Organisation

from .applications import ALLOWED_PURPOSES

_WHO_SAYS = [str(PurposeFrom.PROPOSED), str(PurposeFrom.DECLARED)]


class TemplateExample(models.Model):
    """A file that shows what a template's header may show, to writers and to whoever reviews."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    mime_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="template_example_once", fields=["municipality", "provider", "sha256"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mime_type} · {self.sha256[:8]}"


class Template(models.Model):
    """A message template: as the platform has it, or a draft that it has not seen yet."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account_id = models.CharField(max_length=40, help_text="WABA id")
    platform_id = models.CharField(max_length=40, blank=True, help_text="Empty until submitted.")
    name = models.CharField(max_length=512)
    language = models.CharField(max_length=20)
    purpose = models.CharField(
        max_length=30, blank=True, help_text="What it is for; empty: nobody said."
    )
    purpose_from = models.CharField(
        max_length=10, blank=True, db_default="", help_text="Who says what it is for."
    )
    category = models.CharField(max_length=30)  # this and the status in the platform's own words,
    status = models.CharField(max_length=30)  # beside those of `TemplateStatus`
    parameter_format = models.CharField(max_length=20)
    components = models.JSONField()
    example = models.ForeignKey(
        TemplateExample,
        on_delete=models.SET_NULL,
        null=True,
        related_name="templates",
        help_text="What its header shows, where that is a file that was chosen here.",
    )
    quality = models.CharField(max_length=20, blank=True, help_text="GREEN, YELLOW or RED.")
    rejected_reason = models.CharField(max_length=100, blank=True)
    category_before = models.CharField(
        max_length=30, blank=True, help_text="From which the platform moved it to marketing."
    )
    synced_at = models.DateTimeField()
    # When the platform told each: older news changes nothing.
    status_told_at = models.DateTimeField(null=True)
    category_told_at = models.DateTimeField(null=True)
    quality_told_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["name", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="template_once", fields=["account_id", "name", "language"]
            ),
            models.CheckConstraint(
                name="template_purpose_allowed", condition=Q(purpose__in=["", *ALLOWED_PURPOSES])
            ),
            models.CheckConstraint(
                name="template_purpose_from_someone",
                condition=Q(purpose="", purpose_from=PurposeFrom.NOBODY)
                | (~Q(purpose="") & Q(purpose_from__in=_WHO_SAYS)),
            ),
            models.CheckConstraint(
                name="draft_template_not_on_the_platform",
                condition=~Q(status=TemplateStatus.DRAFT) | Q(platform_id=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class TemplateChange(models.Model):
    """What someone did with a template, or asked the platform to do, and what came of it.

    What is for the platform waits here until that has answered. All of it stays as the history.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(
        Template, on_delete=models.SET_NULL, null=True, related_name="changes"
    )
    label = models.CharField(max_length=540, help_text="Name and language of the template.")
    kind = models.CharField(max_length=10)
    status_before = models.CharField(max_length=30, help_text="The template's, when asked.")
    category = models.CharField(max_length=30, blank=True)
    components = models.JSONField(help_text="As it should become; empty where it should go.")
    purpose = models.CharField(
        max_length=30, blank=True, db_default="", help_text="What it is for from then on."
    )
    reason = models.TextField(
        blank=True, db_default="", help_text="Why it is for something else from then on."
    )
    status = models.CharField(max_length=10, default=ChangeStatus.WAITING)
    actor = models.CharField(max_length=120, help_text="Who asked, for the history.")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    error_code = models.IntegerField(null=True, help_text="The platform's, where it refused.")

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="template_change_kind_known",
                condition=Q(kind__in=[str(kind) for kind in ChangeKind]),
            ),
            models.CheckConstraint(
                name="template_change_status_known",
                condition=Q(status__in=[str(status) for status in ChangeStatus]),
            ),
            models.CheckConstraint(
                name="template_change_settled_once",
                condition=Q(status=ChangeStatus.WAITING, settled_at=None)
                | (~Q(status=ChangeStatus.WAITING) & Q(settled_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="one_template_change_waits",
                fields=["template"],
                condition=Q(status=ChangeStatus.WAITING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.label}"
