"""All that a citizen said yes or no to, as it went: one step for each time that they said it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from .consent_emails import EMAIL
from .consents import list_consents
from .models import Consent, Contact, Message

MOST = 200
"""Consents to look at, the latest first."""


class Says(StrEnum):
    YES = "yes"
    AGAIN = "again"
    AREA = "area"  # yes for one more area, or for the whole municipality
    NO = "no"


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentStep:
    """What a citizen said at a moment, with the proof of it as far as it is kept."""

    at: datetime
    purpose: str
    says: Says
    area: str = ""
    """Empty: the whole municipality."""
    wording: str = ""
    how: str = ""
    source: str = ""
    text: str = ""
    """The citizen's message in which they said it."""
    email: str = ""
    """What they may be mailed at for this purpose; of the last step alone."""


def consent_history(contact: Contact) -> list[ConsentStep]:
    """Every step, the latest first; said once, it stands under each number and user id of theirs,
    and is shown once."""
    consents = list_consents(contact).annotate(email=EMAIL)[:MOST]
    emails = {each.purpose: each.email for each in consents if each.email is not None}
    steps = {step: None for consent in consents for step in _steps(consent)}
    return [
        replace(step, email=emails.pop(step.purpose, ""))
        for step in sorted(steps, key=lambda step: step.at, reverse=True)
    ]


def _steps(consent: Consent) -> Iterator[ConsentStep]:
    areas = {each.given_at: each for each in consent.areas.all()}
    first = areas.pop(consent.given_at, None)
    if consent.was_given:
        yield ConsentStep(
            at=consent.given_at,
            purpose=consent.purpose,
            says=Says.YES,
            area=first.area if first else "",
            wording=consent.wording,
            how=consent.how,
            source=consent.source,
            text=_text(consent.given_in),
        )
    for at, each in areas.items():
        yield ConsentStep(
            at=at, purpose=consent.purpose, says=Says.AREA, area=each.area, wording=each.wording
        )
    if consent.renewed_at is not None and consent.renewed_at not in areas:
        yield ConsentStep(at=consent.renewed_at, purpose=consent.purpose, says=Says.AGAIN)
    if consent.withdrawn_at is not None:
        yield ConsentStep(
            at=consent.withdrawn_at,
            purpose=consent.purpose,
            says=Says.NO,
            how=consent.withdrawn_how,
            source=consent.withdrawn_by,
            text=_text(consent.withdrawn_in),
        )


def _text(message: Message | None) -> str:
    return message.text if message is not None else ""
