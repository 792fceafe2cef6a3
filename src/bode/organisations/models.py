"""Who there is: organisations, people, what a person may do where, and tokens for programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bode.basics import new_id


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality"
    PROVIDER = "provider"
    VNG = "vng"


class Organisation(models.Model):
    """A municipality, a business solution provider, or VNG."""

    no_tenant = "Names and codes of organisations are public; everyone may look them up."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    code = models.CharField(max_length=40, unique=True, help_text="GM0363, or a provider's slug.")
    name = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="organisation_kind_known", condition=Q(kind__in=OrganisationKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Someone who signs in; what they may do follows from their memberships."""

    no_tenant = "A person signs in before it is known for which organisation."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator"
    AGENT = "agent"
    BROADCASTER = "broadcaster"
    APPROVER = "approver"
    PRIVACY_OFFICER = "privacy_officer"
    ACCOUNT_MANAGER = "account_manager"
    MONITOR = "monitor"


class Membership(models.Model):
    """What a person may do for an organisation."""

    no_tenant = "Read at sign-in, to learn which scopes a person may open."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="membership_once", fields=["person", "organisation", "role"]
            ),
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation} · {self.role}"


class TokenScope(models.TextChoices):
    APPLICATIONS = "applications"
    LICENCES = "licences"
    MESSAGES = "messages"
    CONVERSATIONS = "conversations"
    CONSENTS = "consents"
    BROADCASTS = "broadcasts"
    APPROVAL = "approval"


class ApiToken(models.Model):
    """A program's key to the API, for one organisation. Only its digest is kept."""

    no_tenant = "Looked up by its digest, to learn whose scope a call may open."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 in hex.")
    scopes = ArrayField(models.CharField(max_length=20))
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
