"""What is allowed: purposes, routes, the eras of the rules, and the decision to send or not.

Pure functions on plain data: no Django, no clock, no input or output. May import: basics.
"""

from __future__ import annotations

from .applications import ApplicationProblem, check_application
from .contents import PERSONAL_NUMBER, Finding, Severity, find_contents
from .eras import ERAS, Era, Explanation, era_at, explain
from .facts import Consent, LicenceFacts, SendRequest, TemplateFacts
from .profiles import NOT_FOR_EMERGENCIES_NL, ProfileProblem, check_profile
from .purposes import PURPOSES, Purpose, UnknownPurpose, purpose
from .refusals import Refusal, RefusalCode
from .routes import Route, UnknownRoute, route
from .rules import Rule
from .sending import Permission, may_leave, may_send, may_use_still
from .template_rules import TemplateConcern, check_template_content, other_purpose

__all__ = [
    "ERAS",
    "NOT_FOR_EMERGENCIES_NL",
    "PERSONAL_NUMBER",
    "PURPOSES",
    "ApplicationProblem",
    "Consent",
    "Era",
    "Explanation",
    "Finding",
    "LicenceFacts",
    "Permission",
    "ProfileProblem",
    "Purpose",
    "Refusal",
    "RefusalCode",
    "Route",
    "Rule",
    "SendRequest",
    "Severity",
    "TemplateConcern",
    "TemplateFacts",
    "UnknownPurpose",
    "UnknownRoute",
    "check_application",
    "check_profile",
    "check_template_content",
    "era_at",
    "explain",
    "find_contents",
    "may_leave",
    "may_send",
    "may_use_still",
    "other_purpose",
    "purpose",
    "route",
]
