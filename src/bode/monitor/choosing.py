"""Which municipalities a picture is about. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .towns import Size, Standing, Town, standing_of
from .uses import Use


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """The filters of a picture; an empty one lets everything through.

    Province and size are asked of the municipality; provider, purpose and use of what is shown of
    it on the day.
    """

    day: date
    province: str = ""
    size: Size | None = None
    provider: str = ""
    purpose: str = ""
    use: Use | None = None

    @property
    def asks_place(self) -> bool:
        """Whether only municipalities of some place or size are asked for."""
        return bool(self.province or self.size)

    @property
    def asks_use(self) -> bool:
        """Whether a route, provider or purpose is asked for: those are a part of a whole."""
        return bool(self.use or self.provider or self.purpose)

    def has_place_for(self, town: Town) -> bool:
        """Whether the municipality itself may be in the picture, whatever the day."""
        return (not self.province or town.province == self.province) and (
            self.size is None or town.size == self.size
        )

    def matches(self, standing: Standing) -> bool:
        """Whether what is shown of a municipality is asked for."""
        claim = standing.claim
        return (
            (self.use is None or standing.use == self.use)
            and (not self.provider or (claim is not None and claim.provider == self.provider))
            and (not self.purpose or (claim is not None and self.purpose in claim.purposes))
        )


def candidates(towns: Sequence[Town], choice: Choice, day: date) -> list[Town]:
    """All municipalities of the day within the choice's province and size: the whole of which
    the chosen ones are a part."""
    return [town for town in towns if town.exists(day) and choice.has_place_for(town)]


def choose(towns: Sequence[Town], choice: Choice, day: date | None = None) -> list[Standing]:
    """The municipalities that are asked for, on the choice's day unless another is given."""
    on = day or choice.day
    return among(candidates(towns, choice, on), choice, on)


def among(there: Sequence[Town], choice: Choice, day: date) -> list[Standing]:
    """Those candidates of the day of which what is shown is asked for."""
    return [standing for town in there if choice.matches(standing := standing_of(town, day))]
