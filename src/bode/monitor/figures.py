"""Numbers of municipalities: by route, through the years, and by group. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .choosing import Choice, among, candidates
from .towns import Size, Standing, Town
from .uses import Use

FIRST_YEAR = 2013
"""The first municipality began in this year."""

Counts = Mapping[Use, int]


class Group(StrEnum):
    """By what shares are told."""

    PROVINCE = "province"
    SIZE = "size"
    PROVIDER = "provider"
    PURPOSE = "purpose"


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """How the municipalities of one group stand; an empty key holds those of no group.

    `of`: of how many they are a part, by province and by size; else they are a whole themselves.
    """

    key: str
    counts: Counts
    of: int
    has_invented: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """How all chosen municipalities stand on a day; `of`: of how many they are a part."""

    day: date
    counts: Counts
    of: int
    has_invented: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def count(standings: Iterable[Standing]) -> Counts:
    """How many municipalities use each route; every route is named."""
    counted = Counter(standing.use for standing in standings)
    return {use: counted[use] for use in Use}


def through_the_years(towns: Sequence[Town], choice: Choice) -> list[Moment]:
    """The first of July in each year before that of the chosen day, and that day itself."""
    days = [date(year, 7, 1) for year in range(FIRST_YEAR, choice.day.year)]
    return [_moment(towns, choice, day) for day in (*days, choice.day)]


def _moment(towns: Sequence[Town], choice: Choice, day: date) -> Moment:
    there = candidates(towns, choice, day)
    standings = among(there, choice, day)
    return Moment(
        day=day,
        counts=count(standings),
        of=len(there),
        has_invented=any(each.is_invented for each in standings),
    )


def shares(standings: Sequence[Standing], there: Sequence[Town], group: Group) -> list[Share]:
    """How each group stands, of the candidates that are there.

    By purpose a municipality counts in each of its purposes.
    """
    key_of = TOWN_KEYS.get(group)
    whole = Counter(map(key_of, there)) if key_of else None
    members: dict[str, list[Standing]] = {}
    for standing in standings:
        for key in _KEYS[group](standing):
            members.setdefault(key, []).append(standing)
    return [
        Share(
            key=key,
            counts=count(those),
            of=len(those) if whole is None else whole[key],
            has_invented=any(each.is_invented for each in those),
        )
        for key, those in sorted(members.items(), key=lambda each: _order(group, each[0]))
    ]


def _order(group: Group, key: str) -> tuple[bool, int, str]:
    place = list(Size).index(Size(key)) if group is Group.SIZE else 0
    return not key, place, key


def _purposes(standing: Standing) -> tuple[str, ...]:
    return (standing.claim.purposes if standing.claim else ()) or ("",)


TOWN_KEYS: Mapping[Group, Callable[[Town], str]] = {
    Group.PROVINCE: lambda town: town.province,
    Group.SIZE: lambda town: str(town.size),
}
"""The groups to which a municipality belongs whatever is shown of it."""
_KEYS: Mapping[Group, Callable[[Standing], tuple[str, ...]]] = {
    Group.PROVINCE: lambda standing: (standing.town.province,),
    Group.SIZE: lambda standing: (str(standing.town.size),),
    Group.PROVIDER: lambda standing: (standing.claim.provider if standing.claim else "",),
    Group.PURPOSE: _purposes,
}
