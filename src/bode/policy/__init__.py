"""What is allowed: purposes, routes, the eras of the rules, and the decision to send or not.

Pure functions on plain data: no Django, no clock, no input or output. May import: basics.
"""

from __future__ import annotations

from .applications import ApplicationProblem, check_application
from .contents import (
    ELECTIONS,
    NOWHERE,
    PERSONAL_NUMBER,
    Election,
    Finding,
    Place,
    Severity,
    election_around,
    find_contents,
    find_in_texts,
    next_election,
    refuse,
)
from .eras import (
    ERAS,
    NOW,
    Era,
    Explanation,
    PurposeVerdict,
    Verdict,
    era_at,
    explain,
    with_later,
)
from .facts import Consent, LicenceFacts, SendRequest, TemplateFacts
from .profiles import NOT_FOR_EMERGENCIES_NL, ProfileProblem, check_profile
from .purposes import PURPOSES, Example, Purpose, UnknownPurpose, purpose
from .refusals import LIFTED_BY_CONSENT, Refusal, RefusalCode
from .routes import Route, UnknownRoute, route
from .rules import Rule, Source
from .sending import Permission, may_leave, may_send, may_use_still
from .template_rules import TemplateConcern, check_template_content, other_purpose
from .versions import (
    VersionMalformed,
    VersionProblem,
    check_following,
    check_version,
    content_of,
    version_of,
)

__all__ = [
    "ELECTIONS",
    "ERAS",
    "LIFTED_BY_CONSENT",
    "NOT_FOR_EMERGENCIES_NL",
    "NOW",
    "NOWHERE",
    "PERSONAL_NUMBER",
    "PURPOSES",
    "ApplicationProblem",
    "Consent",
    "Election",
    "Era",
    "Example",
    "Explanation",
    "Finding",
    "LicenceFacts",
    "Permission",
    "Place",
    "ProfileProblem",
    "Purpose",
    "PurposeVerdict",
    "Refusal",
    "RefusalCode",
    "Route",
    "Rule",
    "SendRequest",
    "Severity",
    "Source",
    "TemplateConcern",
    "TemplateFacts",
    "UnknownPurpose",
    "UnknownRoute",
    "Verdict",
    "VersionMalformed",
    "VersionProblem",
    "check_application",
    "check_following",
    "check_profile",
    "check_template_content",
    "check_version",
    "content_of",
    "election_around",
    "era_at",
    "explain",
    "find_contents",
    "find_in_texts",
    "may_leave",
    "may_send",
    "may_use_still",
    "next_election",
    "other_purpose",
    "purpose",
    "refuse",
    "route",
    "version_of",
    "with_later",
]
