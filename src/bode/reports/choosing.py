"""What a report is about: a period, and perhaps one team, purpose or number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from bode.automation.history import NOT_SAID
from bode.conversations.states import BESIDE_BODE
from bode.organisations.tenancy import organisation_in_scope

from .periods import Period


@dataclass(frozen=True, kw_only=True)
class Choice:
    period: Period
    team: UUID | None = None
    purpose: str = ""
    number: UUID | None = None

    @property
    def before(self) -> Choice:
        """The same of the period before."""
        return replace(self, period=self.period.before)

    def asked(self) -> dict[str, Any]:
        """As the statements name it, within the scope of the municipality."""
        return {
            **said_in(organisation_in_scope()),
            "since": self.period.since,
            "until": self.period.until,
            "team": self.team,
            "purpose": self.purpose or None,
            "number": self.number,
            "whole": not (self.team or self.purpose or self.number),
        }


def said_in(municipality_id: UUID | None) -> dict[str, Any]:
    """What every statement about what was said in a municipality names."""
    return {
        "municipality": municipality_id,
        "not_said": list(NOT_SAID),
        "beside_bode": BESIDE_BODE,
    }


OF_CONVERSATION = """
    conversation.municipality_id = %(municipality)s
    AND (%(team)s::uuid IS NULL OR conversation.team_id = %(team)s::uuid)
    AND (%(purpose)s::text IS NULL OR conversation.purpose = %(purpose)s::text)
    AND (%(number)s::uuid IS NULL OR conversation.number_id = %(number)s::uuid)
"""
"""The conversations that are asked for, in a statement that calls their table so."""

SAID = """
    message.municipality_id = %(municipality)s
    AND message.at >= %(since)s AND message.at < %(until)s
    AND message.type <> ALL(%(not_said)s)
"""
"""What was said in the period: index message_time."""

BY_PERSON = """
    direction = 'out' AND automatic = ''
    AND (author_id IS NOT NULL OR author_name = %(beside_bode)s)
"""
"""What a person said, here or in the app on the phone: neither Bode of itself nor a program."""

ANSWERS = f"{BY_PERSON} AND status <> 'failed'"
"""The same as far as it may have arrived: what did not is no answer."""
