"""Municipalities as the monitor needs them: where, how large, from when to when, what is claimed.

Pure. "Town" is the monitor's short word for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .claims import Claim, claim_at
from .uses import Use

COMPLETE_FROM = date(2019, 1, 1)
"""Before this day not every municipality of that time is known to Bode."""
_TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/"


class Size(StrEnum):
    """How many people live there."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    LARGEST = "largest"
    UNKNOWN = "unknown"


_BELOW = ((25_000, Size.SMALL), (50_000, Size.MEDIUM), (100_000, Size.LARGE))
SIZE_NAMES: Mapping[Size, str] = MappingProxyType(
    {
        Size.SMALL: gettext_noop("minder dan 25.000 inwoners"),
        Size.MEDIUM: gettext_noop("25.000 tot 50.000 inwoners"),
        Size.LARGE: gettext_noop("50.000 tot 100.000 inwoners"),
        Size.LARGEST: gettext_noop("100.000 inwoners of meer"),
        Size.UNKNOWN: gettext_noop("aantal inwoners niet bekend"),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Town:
    """One municipality; `claims` stand in their order of precedence."""

    code: str
    name: str
    province: str
    population: int | None
    row: int | None
    col: int | None
    valid_from: date | None
    valid_to: date | None
    is_invented: bool
    claims: tuple[Claim, ...] = ()

    def exists(self, day: date) -> bool:
        """Whether it is a municipality on that day; its last day counts."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    @property
    def size(self) -> Size:
        if self.population is None:
            return Size.UNKNOWN
        return next((size for most, size in _BELOW if self.population < most), Size.LARGEST)

    @property
    def uri(self) -> str | None:
        """Its name in the government's register (TOOI); an invented one has none."""
        return None if self.is_invented else f"{_TOOI}{self.code.lower()}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a municipality stands on a day."""

    town: Town
    claim: Claim | None

    @property
    def use(self) -> Use:
        return use_of(self.claim)

    @property
    def is_invented(self) -> bool:
        """Whether the municipality or what is told of it is made up, as in a demo."""
        return self.town.is_invented or (self.claim is not None and self.claim.is_invented)


def use_of(claim: Claim | None) -> Use:
    """The route that is shown; without a claim nothing is known."""
    return claim.use if claim else Use.UNKNOWN


def standing_of(town: Town, day: date) -> Standing:
    return Standing(town=town, claim=claim_at(town.claims, day))


def size_name(size: Size) -> str:
    """What a class of size is called, in the page's language."""
    return _(SIZE_NAMES[size])
