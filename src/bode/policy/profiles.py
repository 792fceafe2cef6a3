"""What a municipality's profile must tell citizens beside its number."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EMERGENCY_NUMBER = re.compile(r"(?<!\d)112(?!\d)")
NOT_FOR_EMERGENCIES_NL = "Niet voor spoed. Is er gevaar? Bel 112."
"""Words that a profile may use to say so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileProblem:
    """What a profile lacks."""

    field: str
    told_nl: str
    told_en: str


def check_profile(
    *, description: str, email: str, websites: tuple[str, ...]
) -> list[ProfileProblem]:
    """Return what a profile lacks.

    A support contact is the platform's demand (its messaging policy). That a chat is no way to call
    for help in an emergency, a citizen must be able to read; that is our own rule.
    """
    problems = []
    if not _EMERGENCY_NUMBER.search(description):
        problems.append(
            ProfileProblem(
                field="description",
                told_nl="Zeg hier dat dit nummer niet voor spoed is, en dat men dan 112 belt. "
                f"Bijvoorbeeld: “{NOT_FOR_EMERGENCIES_NL}”",
                told_en="Say here that this number is not for emergencies, and that one calls 112 "
                f"then. In Dutch, for example: “{NOT_FOR_EMERGENCIES_NL}”",
            )
        )
    if not email and not websites:
        problems.append(
            ProfileProblem(
                field="email",
                told_nl="Vul een e-mailadres of een website in. Een inwoner moet u ook zonder "
                "WhatsApp kunnen bereiken.",
                told_en="Give an e-mail address or a website. A citizen must be able to reach you "
                "without WhatsApp too.",
            )
        )
    return problems
