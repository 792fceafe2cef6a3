"""Applications, licences, their numbers and templates."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.licensing.states import ApplicationStatus, LicenceStatus, WebhookProof
from bode.licensing.template_states import ChangeKind, ChangeStatus, TemplateStatus
from bode.organisations.models import Organisation
from bode.policy import PURPOSES
from bode.privacy.encryption import EncryptedTextField
from bode.whatsapp import Gateway
from bode.whatsapp.limits import THROUGHPUT

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
    """One step in an application's history; never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="events")
    transition = models.CharField(max_length=20)
    status = models.CharField(max_length=20, help_text="The status after this step.")
    actor = models.CharField(max_length=120, help_text="Who did it, for the history.")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.transition} · {self.actor}"


class Licence(models.Model):
    """The permission in force: one municipality, one provider, the purposes it may use."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    application = models.OneToOneField(Application, on_delete=models.PROTECT)
    purposes = ArrayField(models.CharField(max_length=30))
    status = models.CharField(max_length=20, choices=[(str(s), str(s)) for s in LicenceStatus])
    valid_from = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-valid_from"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="licence_purposes_allowed",
                condition=Q(purposes__contained_by=ALLOWED_PURPOSES),
            ),
            models.CheckConstraint(
                name="licence_status_known",
                condition=Q(status__in=[str(s) for s in LicenceStatus]),
            ),
            models.UniqueConstraint(
                name="one_licence_in_force",
                fields=["municipality", "provider"],
                condition=~Q(status="ended"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} · {self.provider}"


class ProviderConnection(models.Model):
    """How a provider reaches the platform, and how its webhooks are recognised."""

    no_tenant = "Read at the webhook door, before it is known whose message it is."

    provider = models.OneToOneField(Organisation, on_delete=models.CASCADE, primary_key=True)
    gateway = models.CharField(
        max_length=20,
        choices=[(str(each), str(each)) for each in Gateway],
        default=Gateway.META,
        db_default=Gateway.META,
    )
    proof = models.CharField(
        max_length=20,
        choices=[(str(each), str(each)) for each in WebhookProof],
        default=WebhookProof.SIGNATURE,
        db_default=WebhookProof.SIGNATURE,
    )
    app_secret = EncryptedTextField(
        help_text="Signs webhooks: Meta's app secret, or 360dialog's platform secret."
    )
    verify_token = EncryptedTextField(
        help_text="Our own word: in Meta's handshake, or in what 360dialog sends unsigned."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="connection_gateway_known",
                condition=Q(gateway__in=[str(each) for each in Gateway]),
            ),
            models.CheckConstraint(
                name="connection_proof_known",
                condition=Q(proof=WebhookProof.SIGNATURE)
                | Q(proof=WebhookProof.WORD, gateway=Gateway.DIALOG360),
            ),
        ]

    def __str__(self) -> str:
        return str(self.provider)


class PhoneNumber(models.Model):
    """A number under a licence, in the platform's account of the municipality (WABA)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="phone_numbers")
    platform_id = models.CharField(max_length=40, unique=True, help_text="phone_number_id")
    account_id = models.CharField(max_length=40, help_text="WABA id")
    display_number = models.CharField(max_length=20, help_text="E.164")
    access_token = EncryptedTextField()
    messages_per_second = models.PositiveIntegerField(
        default=THROUGHPUT,
        db_default=THROUGHPUT,
        help_text="What the platform allows this number, which may raise it.",
    )
    stopped_code = models.IntegerField(
        null=True, help_text="The platform's error that stopped sending from this number."
    )
    stopped_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(
        null=True, help_text="When the platform last gave what we asked with these ids and key."
    )
    # As the platform last told it, in its own words; empty while it told nothing.
    display_name = models.CharField(max_length=512, blank=True, help_text="That citizens see.")
    name_status = models.CharField(max_length=40, blank=True, help_text="APPROVED, DECLINED, …")
    name_told_at = models.DateTimeField(null=True, help_text="Older news changes nothing.")
    quality = models.CharField(max_length=20, blank=True, help_text="GREEN, YELLOW or RED.")
    connection = models.CharField(max_length=40, blank=True, help_text="CONNECTED, BANNED, …")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="number_sends_something", condition=Q(messages_per_second__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.display_number


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
        max_length=30, blank=True, help_text="What it was written for; empty: nobody said."
    )
    category = models.CharField(max_length=30)  # this and the status in the platform's own words,
    status = models.CharField(max_length=30)  # beside those of `TemplateStatus`
    parameter_format = models.CharField(max_length=20)
    components = models.JSONField()
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
