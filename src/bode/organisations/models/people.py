"""People, and what each may do for which organisation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from bode.basics import new_id

from .organisations import Organisation, OrganisationKind


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
    SIGNATORY = "signatory"  # has the mandate to sign for the municipality
    PRIVACY_OFFICER = "privacy_officer"
    AGENT = "agent"
    BROADCASTER = "broadcaster"
    APPROVER = "approver"
    ACCOUNT_MANAGER = "account_manager"
    MONITOR = "monitor"


ROLES_OF: Mapping[str, tuple[Role, ...]] = {
    OrganisationKind.MUNICIPALITY: (
        Role.ADMINISTRATOR,
        Role.SIGNATORY,
        Role.PRIVACY_OFFICER,
        Role.AGENT,
        Role.BROADCASTER,
        Role.APPROVER,
    ),
    OrganisationKind.PROVIDER: (Role.ACCOUNT_MANAGER,),
    OrganisationKind.VNG: (Role.MONITOR,),
}
"""The roles that people of each kind of organisation can have. The first one manages its people."""


class Membership(models.Model):
    """What a person may do for an organisation."""

    no_tenant = "Read at sign-in, to learn which scopes a person may open."

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    # Filled in by the database itself, so that it can hold the role against it.
    organisation_kind = models.CharField(max_length=20, db_default="", editable=False)
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="membership_once", fields=["person", "organisation", "role"]
            ),
            models.CheckConstraint(
                name="membership_role_of_kind",
                condition=reduce(
                    or_,
                    (
                        Q(organisation_kind=str(kind), role__in=[str(role) for role in roles])
                        for kind, roles in ROLES_OF.items()
                    ),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation} · {self.role}"
