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


def choose(towns: Sequence[Town], choice: Choice, day: date | None = None) -> list[Standing]:
    """The municipalities that are asked for, on the choice's day unless another is given."""
    on = day or choice.day
    there = (town for town in towns if town.exists(on) and choice.has_place_for(town))
    return [standing for town in there if choice.matches(standing := standing_of(town, on))]
