"""The states of an application and a licence, and who may make which step. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ApplicationStatus(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class LicenceStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class WebhookProof(StrEnum):
    """By what a webhook is known to come from the provider's gateway."""

    SIGNATURE = "signature"
    """Over the body, with the secret that the gateway and we share."""
    WORD = "word"
    """Our own word in the Authorization header, which 360dialog sends along where it can't sign."""


class Party(StrEnum):
    """Whose step it is; the same words as the kinds of organisation."""

    MUNICIPALITY = "municipality"
    PROVIDER = "provider"


@dataclass(frozen=True, kw_only=True)
class Step:
    by: Party
    before: frozenset[ApplicationStatus]
    after: ApplicationStatus
    needs_reason: bool = False


_S = ApplicationStatus
STEPS: dict[str, Step] = {
    "sign": Step(by=Party.MUNICIPALITY, before=frozenset({_S.DRAFT, _S.RETURNED}), after=_S.SIGNED),
    "withdraw": Step(
        by=Party.MUNICIPALITY,
        before=frozenset({_S.DRAFT, _S.RETURNED, _S.SIGNED, _S.ACCEPTED, _S.SUBMITTED}),
        after=_S.WITHDRAWN,
    ),
    "accept": Step(by=Party.PROVIDER, before=frozenset({_S.SIGNED}), after=_S.ACCEPTED),
    "return": Step(
        by=Party.PROVIDER,
        before=frozenset({_S.SIGNED, _S.ACCEPTED}),
        after=_S.RETURNED,
        needs_reason=True,
    ),
    "submit": Step(by=Party.PROVIDER, before=frozenset({_S.ACCEPTED}), after=_S.SUBMITTED),
    "approve": Step(
        by=Party.PROVIDER, before=frozenset({_S.SUBMITTED}), after=_S.APPROVED, needs_reason=True
    ),
    "reject": Step(
        by=Party.PROVIDER, before=frozenset({_S.SUBMITTED}), after=_S.REJECTED, needs_reason=True
    ),
}


def steps_from(status: str, party: Party | None) -> list[str]:
    """The names of the steps this party may make now, in their usual order."""
    return [name for name, step in STEPS.items() if step.by == party and status in step.before]
