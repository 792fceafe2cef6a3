"""Who there is: organisations, people, what a person may do where, and tokens for programs."""

from __future__ import annotations

from .mail import Mail
from .municipalities import MergerStatus, Municipality, Province, Succession
from .organisations import Organisation, OrganisationKind
from .people import ROLES_OF, Membership, Person, Role
from .tokens import ApiToken, TokenScope

__all__ = [
    "ROLES_OF",
    "ApiToken",
    "Mail",
    "Membership",
    "MergerStatus",
    "Municipality",
    "Organisation",
    "OrganisationKind",
    "Person",
    "Province",
    "Role",
    "Succession",
    "TokenScope",
]
