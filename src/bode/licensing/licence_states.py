"""The life of a licence: who may suspend, resume and end it, and what it is after each step. Pure.

Each party suspends for itself: a licence is in force again only once everyone who suspended it has
resumed it. So nobody undoes what another did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from .states import LicenceStatus


class LicenceParty(StrEnum):
    """Who decides about a licence. What the platform decides, someone else writes down."""

    MUNICIPALITY = "municipality"
    PROVIDER = "provider"
    PLATFORM = "platform"


class LicenceStep(StrEnum):
    SUSPEND = "suspend"
    RESUME = "resume"
    END = "end"


class TransferStatus(StrEnum):
    """How far a number is on its way from one provider to another."""

    ASKED = "asked"
    MOVED = "moved"
    REFUSED = "refused"  # by the new provider
    WITHDRAWN = "withdrawn"  # by the municipality


class Cause(StrEnum):
    """The kind of reason for a step."""

    QUALITY = "quality"  # citizens block or report the number
    VIOLATION = "violation"  # of the rules
    REQUEST = "request"
    PAYMENT = "payment"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a licence stands: suspended exactly as long as someone suspends it."""

    status: LicenceStatus = LicenceStatus.ACTIVE
    suspended_by: frozenset[LicenceParty] = frozenset()


_MUNICIPALITY, _PROVIDER = LicenceParty.MUNICIPALITY, LicenceParty.PROVIDER

RECORDED_BY: Mapping[tuple[LicenceStep, LicenceParty], frozenset[LicenceParty]] = MappingProxyType(
    {
        **{
            (step, party): frozenset({party})
            for step in LicenceStep
            for party in (_MUNICIPALITY, _PROVIDER)
        },
        # Stopping is safe for either to write down; that it is over, the provider hears.
        (LicenceStep.SUSPEND, LicenceParty.PLATFORM): frozenset({_MUNICIPALITY, _PROVIDER}),
        (LicenceStep.RESUME, LicenceParty.PLATFORM): frozenset({_PROVIDER}),
        (LicenceStep.END, LicenceParty.PLATFORM): frozenset({_PROVIDER}),
    }
)
"""Who writes down a step of whom."""


def take(standing: Standing, step: LicenceStep, by: LicenceParty) -> Standing | None:
    """How a licence stands after this step of this party; None: it can't be taken now."""
    if standing.status is LicenceStatus.ENDED:
        return None
    if step is LicenceStep.END:
        return Standing(status=LicenceStatus.ENDED)
    if (by in standing.suspended_by) == (step is LicenceStep.SUSPEND):
        return None
    suspended_by = standing.suspended_by ^ {by}
    status = LicenceStatus.SUSPENDED if suspended_by else LicenceStatus.ACTIVE
    return Standing(status=status, suspended_by=suspended_by)


def steps_for(standing: Standing, writer: LicenceParty | None) -> list[tuple[str, str]]:
    """The steps that this party may write down now, each with whose it is."""
    return [
        (step, by)
        for step in LicenceStep
        for by in LicenceParty
        if writer in RECORDED_BY[step, by] and take(standing, step, by) is not None
    ]


def replay(steps: Iterable[tuple[str, str]]) -> Standing:
    """How a licence stands by its history. Raises `ValueError` where one step can't follow."""
    standing = Standing()
    for step, by in steps:
        after = take(standing, LicenceStep(step), LicenceParty(by))
        if after is None:
            raise ValueError(f"{step} by {by} can't follow {standing}")
        standing = after
    return standing
