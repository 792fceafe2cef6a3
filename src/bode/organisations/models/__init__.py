"""Who there is: organisations, people, what a person may do where, and tokens for programs."""

from __future__ import annotations

from .house_styles import HouseStyle
from .invitations import Invitation
from .mail import Mail
from .municipalities import MergerStatus, Municipality, Province, Succession
from .organisations import Organisation, OrganisationKind
from .people import ROLES_OF, Membership, Person, Role
from .preferences import Appearance, Preferences
from .providers import MetaStatus, Provider
from .teams import Team, TeamMember
from .tokens import FOR_A_PURPOSE, ApiToken, TokenScope

__all__ = [
    "FOR_A_PURPOSE",
    "ROLES_OF",
    "ApiToken",
    "Appearance",
    "HouseStyle",
    "Invitation",
    "Mail",
    "Membership",
    "MergerStatus",
    "MetaStatus",
    "Municipality",
    "Organisation",
    "OrganisationKind",
    "Person",
    "Preferences",
    "Provider",
    "Province",
    "Role",
    "Succession",
    "Team",
    "TeamMember",
    "TokenScope",
]
